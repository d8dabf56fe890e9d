package org.evalgap.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evalgap.internal.lab.Exercise;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The flow of one environment in closed form, and of several together, underway and through what users see to the bits alone. */
class GradientFlowTest {
    private static final double[] UNTRAINED = {-1, 0.3, 2, -0.4};
    private static final RewardRule PULLED = new RewardRule(0, 0, 40, 1);

    /** Beyond a rate of 1e4, which is where the implicit method takes over. */
    private static final double STIFF = 5e3;

    /** Closed form: du/dt = σ′(u), so that 2u + 2 sinh u grows by the length of training. */
    @ParameterizedTest
    @CsvSource({"0, 0.5", "0, 20", "-3, 5", "2, 40"})
    void aLoneEnvironmentTakesItsTime(double start, double length) {
        double[] w = Problems.trained(GradientFlow.INSTANCE, Problems.isolated(2, start, RewardRule.DEFAULT, length));
        double end = start + w[0];
        double time = 2 * w[0] + 2 * (StrictMath.sinh(end) - StrictMath.sinh(start));
        double slope = 2 + 2 * StrictMath.cosh(end);
        assertThat(time).isCloseTo(length, within(1e-6 * slope));
        assertThat(w[1]).isEqualTo(w[0]);
    }

    /** Closed form: σ′(u) (1 − β w) is 0 where the penalty balances the reward, and a long pull ends there. */
    @ParameterizedTest
    @ValueSource(doubles = {200, STIFF, 5e5})
    void aPenaltyEndsTrainingWhereItBalancesTheReward(double length) {
        double[] w = Problems.trained(GradientFlow.INSTANCE, Problems.isolated(1, 0.5, PULLED, length));
        assertThat(w[0]).isCloseTo(1.0 / 40, within(1e-7));
    }

    /** Training knows no time: part k of n is a training of k/n of the length. */
    @ParameterizedTest
    @ValueSource(doubles = {3, STIFF})
    void underwayWeightsAreThoseOfShorterTraining(double length) {
        Exercise problem = Problems.coupled(UNTRAINED, PULLED, length);
        double[] weights = new double[4];
        int[] taken = {0};
        GradientFlow.INSTANCE.begin().train(problem, weights, new Trainer.Snapshots() {
            @Override
            public int count() {
                return 3;
            }

            @Override
            public void take(int k, double[] underway) {
                assertThat(k).isEqualTo(++taken[0]);
                double[] shorter =
                        Problems.trained(GradientFlow.INSTANCE, Problems.coupled(UNTRAINED, PULLED, length * k / 3));
                assertNear(underway, shorter);
            }
        });
        assertThat(taken[0]).isEqualTo(2);
        assertNear(weights, Problems.trained(GradientFlow.INSTANCE, problem));
    }

    private static void assertNear(double[] weights, double[] expected) {
        for (int j = 0; j < 4; j++) {
            assertThat(weights[j]).isCloseTo(expected[j], within(1e-7));
        }
    }

    private static Exercise like(Exercise first, double[] untrained, RewardRule rule, double length) {
        Exercise problem = new Exercise(first.gram());
        problem.set(untrained, 4, rule, length);
        return problem;
    }

    /** Seven of one rule, in no order of length, one each of another rule, of another beginning and of a hard pull. */
    @Test
    void eachOfSeveralIsTrainedToTheBitsItGetsAlone() {
        Exercise first = Problems.coupled(UNTRAINED, RewardRule.DEFAULT, 2);
        double[] other = UNTRAINED.clone();
        other[3] = 0.1;
        List<Exercise> all = List.of(
                first,
                like(first, UNTRAINED, RewardRule.DEFAULT, 0.5),
                like(first, UNTRAINED, PULLED, STIFF),
                like(first, UNTRAINED, RewardRule.DEFAULT, 9),
                like(first, UNTRAINED, new RewardRule(0, 1, 0, 3), 2),
                like(first, UNTRAINED, RewardRule.DEFAULT, 4),
                like(first, other, RewardRule.DEFAULT, 4),
                like(first, UNTRAINED, RewardRule.DEFAULT, 1),
                like(first, UNTRAINED, RewardRule.DEFAULT, 30),
                like(first, UNTRAINED, RewardRule.DEFAULT, 3));
        double[][] together = new double[all.size()][4];
        Trainer.Training training = GradientFlow.INSTANCE.begin();
        training.trainTogether(all.toArray(new Exercise[0]), together, all.size());
        for (int r = 0; r < all.size(); r++) {
            assertThat(together[r]).as("%d", r).isEqualTo(Problems.trained(GradientFlow.INSTANCE, all.get(r)));
        }
        double[][] fewer = new double[2][4];
        training.trainTogether(new Exercise[] {all.get(4), all.get(6)}, fewer, 2);
        assertThat(fewer).isEqualTo(new double[][] {together[4], together[6]});
    }

    /** A problem of a user's own, of which the trainer knows what the interface says. */
    private record Own(Exercise problem) implements TrainingProblem {
        @Override
        public int environments() {
            return problem.environments();
        }

        @Override
        public double gram(int j, int k) {
            return problem.gram(j, k);
        }

        @Override
        public double untrained(int j) {
            return UNTRAINED[j];
        }

        @Override
        public RewardRule rule() {
            return problem.rule();
        }

        @Override
        public double length() {
            return problem.length();
        }

        @Override
        public int updates() {
            return problem.updates();
        }

        @Override
        public int episodesPerUpdate() {
            return problem.episodesPerUpdate();
        }

        @Override
        public RandomStream stream(int coordinate) {
            return problem.stream(coordinate);
        }

        @Override
        public void logits(double[] weights, double[] logits) {
            problem.logits(weights, logits);
        }
    }

    @Test
    void aProblemOfOnesOwnIsTrainedAlike() {
        Exercise problem = Problems.coupled(UNTRAINED, new RewardRule(0.4, 0, 0.2, 3, true), 6);
        problem.sampling(5, 4);
        for (Trainer trainer : List.of(GradientFlow.INSTANCE, SampledTrainer.INSTANCE)) {
            double[] weights = new double[4];
            trainer.begin().train(new Own(problem), weights, Trainer.Snapshots.NONE);
            assertNear(weights, Problems.trained(trainer, problem));
            double[] together = new double[4];
            trainer.begin().trainTogether(new TrainingProblem[] {new Own(problem)}, new double[][] {together}, 1);
            assertThat(together).isEqualTo(weights);
        }
    }

    @Test
    void trainersHaveTheNamesThatScenariosKnow() {
        assertThat(GradientFlow.INSTANCE.name()).isEqualTo("flow");
        assertThat(SampledTrainer.INSTANCE.name()).isEqualTo("sampled");
        assertThatThrownBy(() -> Trainer.Snapshots.NONE.take(1, UNTRAINED)).isInstanceOf(IllegalStateException.class);
    }
}
