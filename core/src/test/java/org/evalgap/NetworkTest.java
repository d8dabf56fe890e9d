package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.evalgap.Outcome.CurvePoint;
import org.evalgap.learner.SampledTrainer;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.reading.ScenarioReader;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepRunner;
import org.evalgap.task.GaussianMixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A network as one word in a scenario: rounds, candidates, trajectories, sharing, refusals, and its bits. */
class NetworkTest {
    private static final Scenario SMALL = Scenarios.SMALL
            .withDimension(4)
            .withAnswers("field")
            .withSurfaceDimensions(3)
            .withNetworkLearner()
            .withWidth(12)
            .withUpdates(60);

    private static final Scenario PRETRAINED = SMALL.withPretraining(20).withPretrainingTasks(70);

    /** Regression: the bits of {@link #everyPath()}, the same on every machine and JDK. A change is one of Simulator.MODEL_VERSION. */
    private static final long FROZEN = -5435664385243962353L;

    static List<Scenario> everyPath() {
        return List.of(
                SMALL,
                SMALL.withBatch(7).withLearningRate(0.01),
                SMALL.with(Word.SAMPLING, "expected")
                        .with(Word.OPTIMIZER, "plain")
                        .withLearningRate(0.1),
                PRETRAINED,
                PRETRAINED.withRichness(0.3).withCompetence(0.5),
                PRETRAINED.withPretrainingSource(GaussianMixture.single(new double[] {1, 0, 0, 0}, 1, 0.2, 1)),
                SMALL.withRounds(3).withErrorFocus(1),
                PRETRAINED.withRounds(2).withCandidates(3).withAttempts(2),
                SMALL.withEnvironmentHorizon(4).withCritic(0.5),
                SMALL.withEnvironmentHorizon(4).withCritic(1).withValueFunction("own"),
                SMALL.withEnvironmentHorizon(4)
                        .withCritic(1)
                        .withValueFunction("learned")
                        .withRounds(2),
                SMALL.withAdvantageNormalization(1).withKlPenalty(0.2),
                SMALL.withAnswers("context").withSurfaceDimensions(0).withInspiration(0),
                SMALL.withAnswers("one").withGuessRate(0.25).withEvalHorizon(2));
    }

    private static long fold(Outcome outcome) {
        long hash = 0;
        for (Score score : Score.values()) {
            hash = fold(fold(hash, outcome.get(score.before())), outcome.get(score.after()));
        }
        for (Measure measure : List.of(
                Measure.REPORTED_SCORE,
                Measure.GENERALIZATION_GAP,
                Measure.POLICY_DIVERGENCE,
                Measure.OVEROPTIMIZATION)) {
            hash = fold(hash, outcome.get(measure));
        }
        for (CurvePoint point : outcome.trajectory()) {
            hash = fold(fold(hash, point.workScore()), point.divergence());
        }
        return hash;
    }

    private static long fold(long hash, double value) {
        return (hash ^ Double.doubleToLongBits(value)) * 0x100000001B3L + 1;
    }

    @Test
    void outcomesHaveTheSameBitsOnEveryMachine() {
        long all = 1;
        List<String> each = new ArrayList<>();
        for (Scenario s : everyPath()) {
            long bits = fold(Simulator.ofEverything().simulate(s, 20261129, 1));
            each.add(String.format(Locale.ROOT, "%016x %s", bits, s));
            all = all * 0x9E3779B97F4A7C15L + bits;
        }
        assertThat(all)
                .as("FROZEN is now %dL; by scenario:%n%s", all, String.join(System.lineSeparator(), each))
                .isEqualTo(FROZEN);
    }

    @Test
    void neighboursShareABeginningAndKeepTheirBits() {
        List<Scenario> row = new ArrayList<>();
        for (Scenario s : everyPath()) {
            row.add(s);
            row.add(s.withInspiration(1));
        }
        row.add(3, Scenarios.SMALL);
        List<Outcome> together = Simulator.ofEverything().session().simulate(row, 4, 2);
        for (int i = 0; i < row.size(); i++) {
            assertThat(together.get(i).values())
                    .as("place %d: %s", i, row.get(i))
                    .isEqualTo(
                            Simulator.ofEverything().simulate(row.get(i), 4, 2).values());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void threadsMakeNoDifference(int threads) {
        SweepPlan plan = SweepPlan.builder()
                .scenario(PRETRAINED)
                .vary(Parameter.INSPIRATION, 0, 0.5, 1)
                .vary(Parameter.LEARNING_RATE, 0.003, 0.01)
                .replicates(3)
                .build();
        List<Double> scores = new ArrayList<>();
        SweepRunner.withDefaults()
                .withThreads(threads)
                .run(plan, row -> scores.add(row.summary().mean(Measure.WORK_SCORE)));
        List<Double> alone = new ArrayList<>();
        for (double inspiration : new double[] {0, 0.5, 1}) {
            for (double rate : new double[] {0.003, 0.01}) {
                alone.add(Simulator.ofScores()
                        .summarize(PRETRAINED.withInspiration(inspiration).withLearningRate(rate), plan.seed(), 3)
                        .mean(Measure.WORK_SCORE));
            }
        }
        assertThat(scores).isEqualTo(alone);
    }

    /** Looking on changes nothing, and the k-th moment is what a training of ⌊kT/64⌋ updates ends with. */
    @Test
    void momentsOfATrainingAreShorterTrainings() {
        Scenario s = PRETRAINED.withUpdates(64);
        Outcome watched = Simulator.ofEverything().simulate(s, 8, 0);
        assertThat(watched.get(Measure.WORK_SCORE))
                .isEqualTo(Simulator.ofScores().simulate(s, 8, 0).get(Measure.WORK_SCORE));
        assertThat(watched.trajectory()).hasSize(65);
        for (int k : new int[] {1, 17, 63}) {
            assertThat(watched.trajectory().get(k).workScore())
                    .isEqualTo(Simulator.ofScores()
                            .simulate(s.withUpdates(k), 8, 0)
                            .get(Measure.WORK_SCORE));
        }
        assertThat(watched.trajectory().get(0).workScore()).isEqualTo(watched.get(Measure.WORK_SCORE_BEFORE));
    }

    /** What pretraining gave stands before, not in the gains: a lab that hardly trains gains hardly anything. */
    @Test
    void aPretrainedLearnerBeginsWithWhatItKnows() {
        Scenario still = PRETRAINED.withPretraining(200).withLearningRate(1e-12).withUpdates(1);
        Outcome outcome = Simulator.ofEverything().simulate(still, 1, 0);
        assertThat(outcome.get(Measure.WORK_SCORE_BEFORE)).isGreaterThan(0.6);
        assertThat(outcome.get(Measure.WORK_SCORE)).isCloseTo(outcome.get(Measure.WORK_SCORE_BEFORE), within(1e-8));
        assertThat(outcome.get(Measure.POLICY_DIVERGENCE)).isLessThan(1e-12);
        // Without pretraining, σ(θ − b) alone.
        double plain = Simulator.ofScores().simulate(SMALL, 1, 0).get(Measure.WORK_SCORE_BEFORE);
        assertThat(plain)
                .isEqualTo(Simulator.ofScores()
                        .simulate(SMALL.withKernelLearner().withWidth(64), 1, 0)
                        .get(Measure.WORK_SCORE_BEFORE));
    }

    /** The best of candidates is the first one's stream where it is the best; one candidate is that of none. */
    @Test
    void roundsGoOnFromTheCandidateKept() {
        Scenario s = SMALL.withRounds(2).withAttempts(1000);
        Outcome alone = Simulator.ofScores().simulate(s, 3, 0);
        double best = 0;
        for (int candidates = 1; candidates <= 4; candidates++) {
            double first = Simulator.ofScores()
                    .simulate(s.withCandidates(candidates), 3, 0)
                    .rounds()
                    .get(0)
                    .publicScore();
            assertThat(first).isGreaterThanOrEqualTo(best - 0.01);
            best = Math.max(best, first);
        }
        assertThat(best).isGreaterThanOrEqualTo(alone.rounds().get(0).publicScore());
        assertThat(alone.rounds()).hasSize(2);
    }

    static Stream<Map.Entry<Scenario, List<String>>> refused() {
        Scenario kernel = Scenarios.SMALL;
        return Stream.of(
                Map.entry(SMALL.withBudget(2), List.of("budget means nothing", "\"network\"", "1024: 2")),
                Map.entry(SMALL.withBreadth(2), List.of("breadth means nothing", "\"network\"")),
                Map.entry(SMALL.withFormatLearning(1), List.of("formatLearning means nothing")),
                Map.entry(SMALL.withNarrowing(1), List.of("narrowing means nothing")),
                Map.entry(SMALL.withEpisodesPerUpdate(1), List.of("episodesPerUpdate means nothing")),
                Map.entry(
                        SMALL.withTrainer(SampledTrainer.INSTANCE), List.of("trainer means nothing", "flow: sampled")),
                Map.entry(SMALL.withUpdates(2).withRounds(3), List.of("updates must be at least rounds = 3: 2")),
                Map.entry(
                        SMALL.withValueFunction("learned")
                                .withCritic(0.5)
                                .withEnvironments(4096)
                                .withEnvironmentHorizon(1025),
                        List.of("environments × environmentHorizon", "4194304", "4096 × 1025 = 4198400", "own")),
                Map.entry(kernel.withWidth(8), List.of("width means nothing", "\"kernel\"", "64: 8")),
                Map.entry(kernel.withPretraining(8), List.of("pretraining means nothing", "\"kernel\"")),
                Map.entry(
                        kernel.with(Word.SAMPLING, "expected"), List.of("sampling means nothing", "sampled: expected")),
                Map.entry(kernel.with(Word.OPTIMIZER, "plain"), List.of("optimizer means nothing")),
                Map.entry(
                        kernel.withValueFunction("learned"), List.of("valueFunction means nothing", "expert: learned")),
                Map.entry(
                        kernel.withValueFunction("own").withTrainer(SampledTrainer.INSTANCE),
                        List.of("valueFunction means nothing", "with trainer sampled")),
                Map.entry(
                        kernel.withPretrainingSource(GaussianMixture.single(new double[3], 1, 0, 1)),
                        List.of("pretrainingSource means nothing", "learner: network")),
                Map.entry(
                        SMALL.withPretrainingSource(GaussianMixture.single(new double[3], 1, 0, 1)),
                        List.of("pretrainingSource", "3 dimensions", "4")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatMeansNothingIsRefusedByName(Map.Entry<Scenario, List<String>> entry) {
        assertThatThrownBy(() -> Simulator.ofScores().simulate(entry.getKey(), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(entry.getValue().toArray(String[]::new));
    }

    @Test
    void theLearnerIsOneWordInAFile() {
        Map<String, Object> file = Map.of(
                "learner",
                "network",
                "width",
                12,
                "answers",
                "field",
                "optimizer",
                "plain",
                "pretraining",
                5,
                "dimension",
                2,
                "pretrainingSource",
                Map.of("mixture", List.of(Map.of("mean", List.of(1, 0), "spread", 2))));
        Scenario read = ScenarioReader.withDefaults().read(file, "");
        assertThat(read)
                .isEqualTo(Scenario.withDefaults()
                        .withNetworkLearner()
                        .withWidth(12)
                        .withAnswers("field")
                        .with(Word.OPTIMIZER, "plain")
                        .withPretraining(5)
                        .withDimension(2)
                        .withPretrainingSource(GaussianMixture.single(new double[] {1, 0}, 2, 0, 1.5)));
        assertThat(read.canonicalText())
                .contains(" learner=network answers=field optimizer=plain pretrainingSource=mixture(");
        assertThat(read.withKernelLearner().learner()).isEmpty();
        assertThat(Scenario.withDefaults().withNetworkLearner().withKernelLearner())
                .isEqualTo(Scenario.withDefaults());
        assertThatThrownBy(() -> ScenarioReader.withDefaults().read(Map.of("learner", "netwrok"), ""))
                .hasMessageContainingAll("learner", "netwrok", "network");
    }

    /**
     * Under ρ = 1 and the policy's own value G = H q^H (1 − q)/c, c = (1 − q^H)/(1 − q): the gradient of waiting for the end at the
     * price of ending lost episodes at once. An environment alone reaches u after training time ∫ du/G (corner 4 of the model).
     */
    @Test
    void theFlowUnderItsOwnValueIsThatOfTheEndAtALowerCost() {
        Scenario alone = Scenario.withDefaults()
                .withEnvironments(1)
                .withMemorization(1)
                .withDifficultySpread(0)
                .withEnvironmentHorizon(4)
                .withCritic(1)
                .withValueFunction("own")
                .withBudget(40);
        double success = Simulator.ofEverything().simulate(alone, 1, 0).get(Measure.ENVIRONMENT_SUCCESS);
        double q = StrictMath.pow(success, 0.25);
        double end = StrictMath.log(q / (1 - q));
        double time = Quadrature.integral(
                u -> {
                    double right = Quadrature.sigmoid(u);
                    double whole = StrictMath.pow(right, 4);
                    double cost = (1 - whole) / (1 - right);
                    return cost / (4 * whole * (1 - right));
                },
                0,
                end);
        assertThat(time).isCloseTo(40, within(1e-4));
        // Half of it and normalised rewards: {H/2 A (1 − q) + H/2 q^H (1 − q)} / {H/2 + S/2}, at two logits by the
        // formula.
        for (double u : new double[] {-1.5, 0.7}) {
            double right = Quadrature.sigmoid(u);
            double whole = StrictMath.pow(right, 4);
            double cost = 2 + (1 - whole) / (1 - right) / 2;
            double expected =
                    (2 * whole * (1 - right) / StrictMath.sqrt(whole * (1 - whole)) + 2 * whole * (1 - right)) / cost;
            double[] out = new double[1];
            new org.evalgap.internal.kernel.Drive(0.5, 1, 0, 4)
                    .judging(true)
                    .evaluate(new double[] {u}, new double[] {u}, 1, out, 1);
            assertThat(out[0]).isCloseTo(expected, within(1e-12));
        }
        double expert = Simulator.ofEverything()
                .simulate(alone.withValueFunction("expert"), 1, 0)
                .get(Measure.ENVIRONMENT_SUCCESS);
        double none = Simulator.ofEverything()
                .simulate(alone.withCritic(0).withValueFunction("expert"), 1, 0)
                .get(Measure.ENVIRONMENT_SUCCESS);
        assertThat(Arrays.asList(none, success, expert)).isSorted();
    }
}
