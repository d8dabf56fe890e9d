package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.evalgap.Outcome.CurvePoint;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every scenario, over seeded random ones. */
class InvariantsTest {
    /** The solver's steps may differ in their last bits, which moves results far less than its tolerance of 1e-8. */
    private static final double ROUNDING = 1e-10;

    /** The kernel's loops are within 2e-11 of the formula, wherever points lie; weights add up to less than 100. */
    private static final double KERNEL = 2e-9;

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private static double pick(Random random, double... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A learner and its training, with forgetting and a penalty only if wanted. */
    private static Scenario learner(Random random, boolean gentle) {
        return Scenario.withDefaults()
                .withCompetence(random.nextGaussian())
                .withBreadth(0.3 + 2 * random.nextDouble())
                .withMemorization(pick(random, 0, 0.4, 0.9, 1))
                .withFormatLearning(pick(random, 0, 0, 0.3))
                .withGuessRate(pick(random, 0, 0.25))
                .withEvalHorizon((int) pick(random, 1, 2, 5))
                .withWorkHorizon((int) pick(random, 1, 10, 100))
                .withEnvironmentHorizon((int) pick(random, 1, 4, 30))
                .withCritic(pick(random, 0, 0.5, 1))
                .withAdvantageNormalization(pick(random, 0, 0.5, 1))
                .withBudget(pick(random, 0, 1, 100, 1e4))
                .withNarrowing(gentle ? 0 : pick(random, 0, 1, 5))
                .withKlPenalty(gentle ? 0 : pick(random, 0, 0.05, 2));
    }

    private static Scenario world(Random random, boolean gentle) {
        return learner(random, gentle)
                .withDimension(1 + random.nextInt(5))
                .withPublicItems(1 + random.nextInt(30))
                .withFreshItems(1 + random.nextInt(30))
                .withWorkTasks(1 + random.nextInt(30))
                .withEnvironments(1 + random.nextInt(30))
                .withInspiration(random.nextDouble())
                .withDeparture(pick(random, 0, 0.2))
                .withErrorFocus(pick(random, 0, 0, 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scoresStayInTheirRangesAndGapsAddUp(int seed) {
        Scenario s = world(new Random(seed), false);
        Outcome outcome = Simulator.ofEverything().simulate(s, seed, 0);
        for (Measure score : List.of(
                Measure.PUBLIC_SCORE, Measure.PUBLIC_SCORE_BEFORE, Measure.FRESH_SCORE, Measure.FRESH_SCORE_BEFORE)) {
            assertThat(outcome.get(score)).as("%s of %s", score.label(), s).isBetween(s.guessRate(), 1.0);
        }
        for (Measure score : List.of(
                Measure.WORK_SCORE,
                Measure.WORK_SCORE_BEFORE,
                Measure.IMPACT_SCORE,
                Measure.IMPACT_SCORE_BEFORE,
                Measure.REPORTED_SCORE,
                Measure.ENVIRONMENT_SUCCESS,
                Measure.FRESH_ENVIRONMENT_SUCCESS,
                Measure.PEAK_TIME)) {
            assertThat(outcome.get(score)).as("%s of %s", score.label(), s).isBetween(0.0, 1.0);
        }
        // Three subtractions of numbers in [−1, 1], or in [−40, 40].
        assertThat(outcome.get(Measure.INFLATION)
                        + outcome.get(Measure.DISTRIBUTION_GAP)
                        + outcome.get(Measure.RELIABILITY_GAP))
                .isCloseTo(outcome.get(Measure.DISCONNECT), within(1e-15));
        assertThat(outcome.get(Measure.INFLATION_LOGITS)
                        + outcome.get(Measure.DISTRIBUTION_GAP_LOGITS)
                        + outcome.get(Measure.RELIABILITY_GAP_LOGITS))
                .isCloseTo(outcome.get(Measure.DISCONNECT_LOGITS), within(4e-14));
        assertThat(outcome.get(Measure.OVEROPTIMIZATION)).isNotNegative();
        assertThat(outcome.get(Measure.POLICY_DIVERGENCE)).isNotNegative();
        assertThat(outcome.trajectory()).hasSize(65);
        for (Measure measure : Measure.values()) {
            if (measure != Measure.TRANSFER
                    || outcome.get(Measure.PUBLIC_SCORE) != outcome.get(Measure.PUBLIC_SCORE_BEFORE)) {
                assertThat(outcome.get(measure))
                        .as("%s of %s", measure.label(), s)
                        .isFinite();
            }
        }
    }

    /** K and G are nowhere negative without a penalty, so that no weight and no gain is. */
    @ParameterizedTest
    @MethodSource("seeds")
    void withoutForgettingAndPenaltyNoTaskLoses(int seed) {
        Audit.Result result = Sets.random(new Random(seed)).audit().run(learner(new Random(seed), true));
        for (double[] gains : List.of(
                result.publicGains(),
                result.freshGains().orElseThrow(),
                result.workGains().orElseThrow(),
                result.weights())) {
            for (double gain : gains) {
                assertThat(gain).isNotNegative();
            }
        }
    }

    /** Four explicit sets as plain arrays that can be moved about. */
    private record Sets(List<List<double[]>> sets, int dimension) {
        /** A task: coordinates, then difficulty, format and weight. */
        static Sets random(Random random) {
            int dimension = 1 + random.nextInt(4);
            List<List<double[]>> sets = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                List<double[]> set = new ArrayList<>();
                for (int i = 5 + random.nextInt(20); i > 0; i--) {
                    double[] task = new double[dimension + 3];
                    for (int d = 0; d <= dimension; d++) {
                        task[d] = random.nextGaussian();
                    }
                    task[dimension + 1] = random.nextInt(2);
                    task[dimension + 2] = 0.1 + random.nextDouble();
                    set.add(task);
                }
                sets.add(set);
            }
            return new Sets(sets, dimension);
        }

        Audit audit() {
            return Audit.of(taskSet(0), taskSet(1)).withFresh(taskSet(2)).withWork(taskSet(3));
        }

        private TaskSet taskSet(int k) {
            TaskSet.Builder builder = TaskSet.builder(dimension);
            for (double[] task : sets.get(k)) {
                builder.add(
                        java.util.Arrays.copyOf(task, dimension),
                        task[dimension],
                        (int) task[dimension + 1],
                        task[dimension + 2],
                        "task");
            }
            return builder.build();
        }

        Sets mapped(java.util.function.UnaryOperator<double[]> change) {
            return new Sets(
                    sets.stream()
                            .map(set -> set.stream()
                                    .map(t -> change.apply(t.clone()))
                                    .toList())
                            .toList(),
                    dimension);
        }

        Sets shuffled(Random random) {
            List<List<double[]>> copy = new ArrayList<>();
            for (List<double[]> set : sets) {
                List<double[]> order = new ArrayList<>(set);
                Collections.shuffle(order, random);
                copy.add(order);
            }
            return new Sets(copy, dimension);
        }
    }

    private static void same(Audit.Result actual, Audit.Result expected, double tolerance, Object what) {
        expected.measures().forEach((measure, value) -> {
            // Abilities near a ceiling divide by a slope: there the error of the score is what counts.
            boolean steep = measure.unit() == Measure.Unit.LOGITS && Math.abs(value) > 6;
            if (!Double.isNaN(value) && !steep && measure != Measure.TRANSFER) {
                assertThat(actual.measures().get(measure))
                        .as("%s of %s", measure.label(), what)
                        .isCloseTo(value, within(tolerance * (measure.unit() == Measure.Unit.LOGITS ? 1e3 : 1)));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void permutingTasksChangesResultsByRoundingOnly(int seed) {
        Random random = new Random(seed);
        Scenario s = learner(random, false);
        Sets sets = Sets.random(random);
        same(sets.shuffled(random).audit().run(s), sets.audit().run(s), ROUNDING, s);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void permutingAxesChangesResultsByRoundingOnly(int seed) {
        Random random = new Random(seed);
        Scenario s = learner(random, false);
        Sets sets = Sets.random(random);
        int d = sets.dimension();
        Sets reversed = sets.mapped(task -> {
            double[] copy = task.clone();
            for (int i = 0; i < d; i++) {
                copy[i] = task[d - 1 - i];
            }
            return copy;
        });
        same(reversed.audit().run(s), sets.audit().run(s), ROUNDING, s);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void movingTurningAndScalingSpaceChangesNothing(int seed) {
        Random random = new Random(seed);
        Scenario s = learner(random, false);
        Sets sets = Sets.random(random);
        int d = sets.dimension();
        double angle = random.nextDouble();
        Sets moved = sets.mapped(task -> {
            double x = task[0];
            double y = task[d - 1];
            if (d > 1) {
                task[0] = StrictMath.cos(angle) * x - StrictMath.sin(angle) * y;
                task[d - 1] = StrictMath.sin(angle) * x + StrictMath.cos(angle) * y;
            }
            for (int i = 0; i < d; i++) {
                task[i] = 2.7 * (task[i] + 1.3 * i - 0.4);
            }
            return task;
        });
        Scenario scaled = s.withBreadth(2.7 * s.breadth()).withMemorizationScale(2.7 * s.memorizationScale());
        same(moved.audit().run(scaled), sets.audit().run(s), KERNEL, s);
    }

    /** C = 1, R = 1: the flow is autonomous. Two integrations, each within the contract's 1e-7. */
    @Test
    void budgetAtATimeIsBudgetTimesTime() {
        Simulator underway = Simulator.of(EnumSet.of(MeasureGroup.TRAJECTORY));
        for (int seed = 0; seed < 4; seed++) {
            Scenario s = world(new Random(seed), false).withErrorFocus(0).withBudget(300);
            List<CurvePoint> curve = underway.simulate(s, seed, 0).trajectory();
            for (int k : new int[] {1, 7, 32, 63}) {
                Outcome plain = Simulator.ofScores().simulate(s.withBudget(300.0 * k / 64), seed, 0);
                CurvePoint point = curve.get(k);
                assertThat(point.time()).isEqualTo(k / 64.0);
                assertThat(point.publicScore()).isCloseTo(plain.get(Measure.PUBLIC_SCORE), within(2e-7));
                assertThat(point.freshScore()).isCloseTo(plain.get(Measure.FRESH_SCORE), within(2e-7));
                assertThat(point.workScore()).isCloseTo(plain.get(Measure.WORK_SCORE), within(2e-7));
                assertThat(point.impactScore()).isCloseTo(plain.get(Measure.IMPACT_SCORE), within(2e-7));
                assertThat(point.divergence()).isCloseTo(plain.get(Measure.POLICY_DIVERGENCE), within(2e-7));
            }
        }
    }

    /** Definition of the peak: the first highest work score, time 0 included. */
    @Test
    void thePeakIsTheFirstHighestPointOfTheCurve() {
        for (int seed = 0; seed < 6; seed++) {
            Scenario s = world(new Random(seed), false).withNarrowing(seed).withRounds(1);
            Outcome outcome = Simulator.ofEverything().simulate(s, seed, 0);
            double highest = Double.NEGATIVE_INFINITY;
            double time = Double.NaN;
            for (CurvePoint point : outcome.trajectory()) {
                if (point.workScore() > highest) {
                    highest = point.workScore();
                    time = point.time();
                }
            }
            assertThat(outcome.get(Measure.PEAK_TIME)).isEqualTo(time);
            assertThat(outcome.get(Measure.OVEROPTIMIZATION)).isEqualTo(highest - outcome.get(Measure.WORK_SCORE));
            assertThat(outcome.trajectory().get(0).workScore()).isEqualTo(outcome.get(Measure.WORK_SCORE_BEFORE));
        }
    }

    /** §6: fresh items scored without their format's share; checked against the same scenario with f = 0 where nobody trains on formats. */
    @Test
    void theFormatGapIsWhatTheFormatAddsToFreshItems() {
        Scenario s = Scenario.withDefaults()
                .withEnvironments(20)
                .withPublicItems(20)
                .withFreshItems(30)
                .withWorkTasks(10);
        Simulator simulator = Simulator.ofScores();
        assertThat(simulator.simulate(s, 1, 0).get(Measure.FORMAT_GAP)).isEqualTo(0);
        Outcome imagined = simulator.simulate(s.withFormatLearning(1).withInspiration(0), 1, 0);
        assertThat(imagined.get(Measure.FORMAT_GAP)).isEqualTo(0);
        Outcome learned = simulator.simulate(s.withFormatLearning(1), 1, 0);
        assertThat(learned.get(Measure.FORMAT_GAP))
                .isGreaterThan(0.05)
                .isLessThan(learned.get(Measure.DISTRIBUTION_GAP) + 0.05);
    }
}
