package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.evalgap.learner.GradientFlow;
import org.evalgap.learner.SampledTrainer;
import org.evalgap.learner.Trainer;
import org.evalgap.learner.TrainingProblem;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What research rounds and candidates do, step by step, as a trainer sees it. */
class RoundsTest {
    private static final Scenario SMALL = Scenario.withDefaults()
            .withEnvironments(10)
            .withBudget(40)
            .withPublicItems(50)
            .withFreshItems(20)
            .withWorkTasks(20);

    /** Everything there is to bend: forgetting, format, penalty, long episodes, a focus on failures. */
    private static List<Scenario> scenarios() {
        Scenario all = SMALL.withNarrowing(1)
                .withFormatLearning(0.2)
                .withKlPenalty(0.1)
                .withErrorFocus(2)
                .withGuessRate(0.25)
                .withEnvironmentHorizon(3)
                .withAdvantageNormalization(0.5);
        return List.of(
                Scenario.withDefaults(),
                SMALL,
                SMALL.withErrorFocus(3),
                SMALL.withInspiration(1).withDeparture(0),
                all,
                all.withKlPenalty(50).withBudget(1e7),
                all.withAttempts(3).withCritic(0.3),
                all.withTrainer(SampledTrainer.INSTANCE),
                SMALL.withUpdates(7).withTrainer(SampledTrainer.INSTANCE));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void oneRoundAndOneCandidateAreThePlainScenarioBitForBit(Scenario scenario) {
        Outcome plain = Simulator.ofScores().simulate(scenario, 5, 2);
        Outcome watched = Simulator.ofEverything().simulate(scenario, 5, 2);
        for (Measure measure : Measure.values()) {
            if (measure.group() == MeasureGroup.SCORES) {
                assertThat(watched.get(measure)).as(measure.label()).isEqualTo(plain.get(measure));
            }
        }
        assertThat(plain.rounds()).isEmpty();
        assertThat(watched.rounds()).isEmpty();
        assertThat(watched.trajectory()).hasSize(65);
    }

    /** What a trainer was given and what it made of it. */
    private record Lesson(
            int environments, double length, double[] untrained, double[] before, double[] after, double[][] gram) {
        double divergence() {
            double sum = 0;
            for (int j = 0; j < environments; j++) {
                double u = logit(j);
                double q = sigma(u);
                double q0 = sigma(untrained[j]);
                sum += q * Math.log(q / q0) + (1 - q) * Math.log((1 - q) / (1 - q0));
            }
            return sum / environments;
        }

        double success() {
            double sum = 0;
            for (int j = 0; j < environments; j++) {
                sum += sigma(logit(j));
            }
            return sum / environments;
        }

        private double logit(int j) {
            double u = untrained[j];
            for (int k = 0; k < environments; k++) {
                u += gram[j][k] * after[k];
            }
            return u;
        }

        private static double sigma(double u) {
            return 1 / (1 + Math.exp(-u));
        }
    }

    /** The flow, and a record of all that it was asked to train. */
    private static final class Witness implements Trainer {
        final List<Lesson> lessons = new ArrayList<>();

        @Override
        public String name() {
            return "witness";
        }

        @Override
        public Training begin() {
            Training flow = GradientFlow.INSTANCE.begin();
            return (problem, weights, snapshots) -> {
                double[] before = weights.clone();
                flow.train(problem, weights, snapshots);
                lessons.add(lesson(problem, before, weights));
            };
        }

        private static Lesson lesson(TrainingProblem problem, double[] before, double[] after) {
            int m = problem.environments();
            double[] untrained = new double[m];
            double[][] gram = new double[m][m];
            for (int j = 0; j < m; j++) {
                untrained[j] = problem.untrained(j);
                for (int k = 0; k < m; k++) {
                    gram[j][k] = problem.gram(j, k);
                }
            }
            return new Lesson(
                    m,
                    problem.length(),
                    untrained,
                    java.util.Arrays.copyOf(before, m),
                    java.util.Arrays.copyOf(after, m),
                    gram);
        }
    }

    @Test
    void everyRoundTrainsAllEnvironmentsSoFarOnItsShareOfTheBudgetFromTheKeptWeights() {
        for (int rounds : new int[] {1, 3, 4, 10}) {
            for (int candidates : new int[] {1, 3}) {
                Witness witness = new Witness();
                Scenario s = SMALL.withRounds(rounds)
                        .withCandidates(candidates)
                        .withErrorFocus(1)
                        .withTrainer(witness);
                Simulator.ofEverything().simulate(s, 11, 4);
                checkLessons(witness.lessons, s);
            }
        }
    }

    private static void checkLessons(List<Lesson> lessons, Scenario s) {
        assertThat(lessons).hasSize(s.rounds() * s.candidates());
        List<Lesson> previous = List.of();
        for (int r = 0; r < s.rounds(); r++) {
            List<Lesson> now = lessons.subList(r * s.candidates(), (r + 1) * s.candidates());
            int m = s.environments() * (r + 1) / s.rounds();
            for (Lesson lesson : now) {
                assertThat(lesson.environments).isEqualTo(m);
                assertThat(lesson.length).isEqualTo(s.budget() / s.rounds() / m);
                // New environments start with no weight; old ones go on from one candidate of the round before.
                int known = s.environments() * r / s.rounds();
                for (int j = known; j < m; j++) {
                    assertThat(lesson.before[j]).isZero();
                }
                if (r > 0) {
                    assertThat(previous).anyMatch(parent -> continues(lesson, parent));
                    assertThat(java.util.Arrays.copyOf(lesson.before, known))
                            .isEqualTo(java.util.Arrays.copyOf(now.get(0).before, known));
                }
            }
            previous = now;
        }
    }

    /** Same weights, same environments: the relations between them are those that the parent was trained on. */
    private static boolean continues(Lesson lesson, Lesson parent) {
        for (int j = 0; j < parent.environments; j++) {
            if (lesson.before[j] != parent.after[j] || lesson.untrained[j] != parent.untrained[j]) {
                return false;
            }
            for (int k = 0; k < parent.environments; k++) {
                if (lesson.gram[j][k] != parent.gram[j][k]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Plain formulas over what the trainer saw; 1e-9 leaves room for the fast exponentials of the loops. */
    @Test
    void measuresOnEnvironmentsAreThoseOfTheCandidateThatWasKept() {
        boolean lastKept = false;
        boolean otherKept = false;
        for (int replicate = 0; replicate < 12; replicate++) {
            Witness witness = new Witness();
            Outcome outcome =
                    Simulator.ofEverything().simulate(SMALL.withCandidates(3).withTrainer(witness), 21, replicate);
            double divergence = outcome.get(Measure.POLICY_DIVERGENCE);
            List<Lesson> kept = witness.lessons.stream()
                    .filter(lesson -> Math.abs(lesson.divergence() - divergence) < 1e-9)
                    .toList();
            assertThat(kept).as("replicate %d", replicate).hasSize(1);
            assertThat(outcome.get(Measure.ENVIRONMENT_SUCCESS))
                    .isCloseTo(kept.get(0).success(), within(1e-9));
            lastKept |= kept.get(0) == witness.lessons.get(2);
            otherKept |= kept.get(0) != witness.lessons.get(2);
        }
        assertThat(lastKept).isTrue();
        assertThat(otherKept).isTrue();
    }

    /** Candidate 0 has the streams of a lab with one candidate; another one is kept only for a better report. */
    @Test
    void candidateZeroIsTheLabWithOneCandidate() {
        int same = 0;
        for (int replicate = 0; replicate < 40; replicate++) {
            Outcome one = Simulator.ofEverything().simulate(SMALL, 31, replicate);
            Outcome two = Simulator.ofEverything().simulate(SMALL.withCandidates(2), 31, replicate);
            if (two.get(Measure.REPORTED_SCORE) > one.get(Measure.REPORTED_SCORE)) {
                assertThat(two.get(Measure.WORK_SCORE)).isNotEqualTo(one.get(Measure.WORK_SCORE));
            } else {
                assertThat(two.values()).isEqualTo(one.values());
                same++;
            }
        }
        // Two equal candidates: kept in half of the replicates.
        assertThat(same).isBetween(8, 32);
    }

    @Test
    void theLastRoundIsTheOutcomeAndTheTrajectoryPassesThroughEveryRound() {
        Scenario s = SMALL.withRounds(3).withCandidates(2).withNarrowing(2).withFormatLearning(0.1);
        Outcome outcome = Simulator.ofEverything().simulate(s, 3, 1);
        Outcome unwatched = Simulator.of(EnumSet.of(MeasureGroup.SCORES)).simulate(s, 3, 1);
        assertThat(outcome.rounds()).hasSize(3).isEqualTo(unwatched.rounds());
        assertThat(outcome.trajectory()).hasSize(3 * 64 + 1).containsAll(outcome.rounds());
        for (int i = 0; i < outcome.trajectory().size(); i++) {
            assertThat(outcome.trajectory().get(i).time()).isCloseTo(i / 192.0, within(1e-15));
        }
        Outcome.CurvePoint end = outcome.rounds().get(2);
        assertThat(end.publicScore()).isEqualTo(outcome.get(Measure.PUBLIC_SCORE));
        assertThat(end.impactScore()).isEqualTo(unwatched.get(Measure.IMPACT_SCORE));
        assertThat(end.divergence()).isEqualTo(outcome.get(Measure.POLICY_DIVERGENCE));
    }

    @Test
    void thePeakIsTheFirstHighestPointOfTheWorkScore() {
        for (int replicate = 0; replicate < 5; replicate++) {
            Scenario s = Scenario.withDefaults().withNarrowing(1).withRounds(2);
            Outcome outcome = Simulator.ofEverything().simulate(s, 9, replicate);
            Outcome.CurvePoint peak = outcome.trajectory().get(0);
            for (Outcome.CurvePoint point : outcome.trajectory()) {
                peak = point.workScore() > peak.workScore() ? point : peak;
            }
            assertThat(outcome.get(Measure.PEAK_TIME)).isEqualTo(peak.time());
            assertThat(outcome.get(Measure.OVEROPTIMIZATION))
                    .isEqualTo(peak.workScore() - outcome.get(Measure.WORK_SCORE));
        }
        Outcome still = Simulator.ofEverything().simulate(SMALL.withBudget(0), 9, 0);
        assertThat(still.get(Measure.PEAK_TIME)).isZero();
        assertThat(still.get(Measure.OVEROPTIMIZATION)).isZero();
    }

    /** Each of the two integrations keeps scores within 1e-7 of the flow. */
    @Test
    void aBudgetAtATimeIsThatShareOfTheBudget() {
        for (Scenario s : List.of(
                Scenario.withDefaults().withNarrowing(1),
                SMALL.withEnvironmentHorizon(4).withAdvantageNormalization(1).withFormatLearning(0.3),
                SMALL.withKlPenalty(20).withBudget(1e6).withNarrowing(0.1))) {
            List<Outcome.CurvePoint> curve =
                    Simulator.ofEverything().simulate(s, 13, 0).trajectory();
            for (int k = 0; k <= 64; k += 7) {
                Outcome.CurvePoint point = curve.get(k);
                Outcome part = Simulator.ofScores().simulate(s.withBudget(s.budget() * k / 64), 13, 0);
                assertThat(point.publicScore()).isCloseTo(part.get(Measure.PUBLIC_SCORE), within(2e-7));
                assertThat(point.freshScore()).isCloseTo(part.get(Measure.FRESH_SCORE), within(2e-7));
                assertThat(point.workScore()).isCloseTo(part.get(Measure.WORK_SCORE), within(2e-7));
                assertThat(point.impactScore()).isCloseTo(part.get(Measure.IMPACT_SCORE), within(2e-7));
            }
        }
    }

    /** 3,200 episodes an environment: scores within about a point of the flow's, none of them equal, updates in the key. */
    @Test
    void theSampledTrainerServesScenarios() {
        Scenario flow = Scenario.withDefaults();
        Scenario sampled = flow.withTrainer(SampledTrainer.INSTANCE);
        Outcome a = Simulator.ofScores().simulate(flow, 2, 0);
        Outcome b = Simulator.ofScores().simulate(sampled, 2, 0);
        assertThat(b.get(Measure.PUBLIC_SCORE))
                .isNotEqualTo(a.get(Measure.PUBLIC_SCORE))
                .isCloseTo(a.get(Measure.PUBLIC_SCORE), within(0.01));
        assertThat(b.get(Measure.WORK_SCORE)).isCloseTo(a.get(Measure.WORK_SCORE), within(0.01));
        assertThat(sampled.canonicalText()).contains("trainer=sampled").isNotEqualTo(flow.canonicalText());
        assertThat(sampled.withUpdates(100).canonicalText()).isNotEqualTo(sampled.canonicalText());
        assertThat(Simulator.ofScores()
                        .simulate(sampled.withRounds(2).withCandidates(2), 2, 0)
                        .rounds())
                .hasSize(2);
    }
}
