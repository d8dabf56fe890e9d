package org.evalgap.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.internal.kernel.Drive;
import org.evalgap.internal.kernel.Episodes;
import org.evalgap.internal.lab.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sampled trainer against the definition of an episode, against the flow, and against expectations that are computed
 * without sampling. The one statistical test is {@link #itsMeanIsThatOfTheExactChain}.
 */
class SampledTrainerTest {
    private static final int[] UPDATES = {16, 64, 256, 1024};

    /** Logits of environments that learn alone: here the leading term of the bias vanishes for no rule. */
    private static final double ALONE = 1.5;

    /** The share of successes is its expectation: what is left of sampled training without its noise. */
    private static final SampledTrainer NOISELESS =
            new SampledTrainer((environment, update, success, episodes) -> success);

    private static List<RewardRule> rules() {
        List<RewardRule> rules = new ArrayList<>();
        for (int horizon : new int[] {1, 4, 8}) {
            for (double critic : new double[] {0, 0.3, 1}) {
                for (double normalization : new double[] {0, 1}) {
                    for (double penalty : new double[] {0, 0.1}) {
                        rules.add(new RewardRule(critic, normalization, penalty, horizon));
                    }
                }
            }
        }
        return rules;
    }

    /** All 2^H episodes, each by the definition of A, decision by decision; 1e-11 covers the fast exponentials. */
    @ParameterizedTest
    @MethodSource("rules")
    void theEstimatorIsUnbiasedOverAllEpisodes(RewardRule rule) {
        for (double u : new double[] {-2, -0.3, 0, 1, 3}) {
            double q = 1 / (1 + Math.exp(-u));
            int h = rule.horizon();
            Episodes episodes = new Episodes();
            episodes.rule(rule.critic(), rule.advantageNormalization(), rule.klPenalty(), h);
            double[] success = episodes.open(new double[] {u}, 1);
            double mean = 0;
            double successes = 0;
            for (int actions = 0; actions < 1 << h; actions++) {
                double probability =
                        Math.pow(q, Integer.bitCount(actions)) * Math.pow(1 - q, h - Integer.bitCount(actions));
                boolean right = actions == (1 << h) - 1;
                double advantage = advantage(actions, q, rule);
                assertThat(right ? episodes.ofSuccess(0) : episodes.ofFailure(0))
                        .isCloseTo(advantage, offset(1e-11 * Math.max(1, Math.abs(advantage))));
                mean += probability * advantage;
                successes += right ? probability : 0;
            }
            assertThat(success[0]).isCloseTo(successes, within(1e-13));
            double cost = (1 - rule.critic()) * h + rule.critic() * (1 - Math.pow(q, h)) / (1 - q);
            double start = u - 0.7;
            double expected = mean / cost - rule.klPenalty() * q * (1 - q) * (u - start);
            assertThat(flow(rule, u, start)).isCloseTo(expected, within(1e-11));
            double[] step = new double[1];
            episodes.learn(new double[] {u}, new double[] {start}, success, 1, step, 1);
            assertThat(step[0]).isCloseTo(expected, within(1e-11));
        }
    }

    private static double advantage(int actions, double q, RewardRule rule) {
        int h = rule.horizon();
        double score = 0;
        double critic = 0;
        boolean alive = true;
        for (int t = 0; t < h; t++) {
            int a = actions >> t & 1;
            score += a - q;
            critic += alive && a == 0 ? -(a - q) : 0;
            alive &= a == 1;
        }
        double success = Math.pow(q, h);
        double normalized = Math.pow(success * (1 - success), -rule.advantageNormalization() / 2);
        return (1 - rule.critic()) * (alive ? 1 : 0) * score * normalized + rule.critic() * critic;
    }

    private static double flow(RewardRule rule, double u, double start) {
        double[] out = new double[1];
        new Drive(rule.critic(), rule.advantageNormalization(), rule.klPenalty(), rule.horizon())
                .evaluate(new double[] {u}, new double[] {start}, 1, out, 1);
        return out[0];
    }

    /** Five environments that learn from each other; S times the bias tends to a constant, from 16 updates within 5 %. */
    @ParameterizedTest
    @MethodSource("rules")
    void withoutNoiseItsBiasFallsAsOneOverTheUpdates(RewardRule rule) {
        double[] untrained = {-0.5, 1, 0.3, 2, 1.5};
        double[] flow = Problems.trained(GradientFlow.INSTANCE, Problems.coupled(untrained, rule, 2));
        double[] scaled = Arrays.stream(UPDATES)
                .mapToDouble(updates -> {
                    Exercise problem = Problems.coupled(untrained, rule, 2);
                    problem.sampling(updates, 1);
                    return updates * distance(Problems.trained(NOISELESS, problem), flow);
                })
                .toArray();
        assertOneOverUpdates(scaled);
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return Math.sqrt(sum);
    }

    /** Noise adds to the bias: the exact expectation with E = 2 episodes an update, by {@link ExactChain}. */
    @ParameterizedTest
    @MethodSource("rules")
    void withNoiseItsBiasFallsAsOneOverTheUpdates(RewardRule rule) {
        double flow = ALONE + Problems.trained(GradientFlow.INSTANCE, Problems.isolated(1, ALONE, rule, 2))[0];
        double[] scaled = Arrays.stream(UPDATES)
                .mapToDouble(updates -> updates * (new ExactChain(ALONE, rule, 2, updates, 2).expectedLogits() - flow))
                .toArray();
        assertOneOverUpdates(scaled);
    }

    /** The bias is c/S + c'/S²; a bias of 1/√S would double the scaled one at every step, one of 1/S² quarter it. */
    private static void assertOneOverUpdates(double[] scaled) {
        double limit = scaled[3];
        assertThat(Math.abs(limit)).isGreaterThan(5e-4);
        assertThat(scaled[2]).isCloseTo(limit, within(0.01 * Math.abs(limit)));
        assertThat(scaled[1]).isCloseTo(limit, within(0.03 * Math.abs(limit)));
        assertThat(scaled[0]).isCloseTo(limit, within(0.09 * Math.abs(limit)));
    }

    /**
     * Environments that learn alone are replicates of one another: 10,000 of them at S = 16, E = 2 have the exact chain's mean
     * within 4.5 standard errors. 36 rules at 6.8e-6 each: false alarm in 2.4e-4 of seeds.
     */
    @ParameterizedTest
    @MethodSource("rules")
    void itsMeanIsThatOfTheExactChain(RewardRule rule) {
        double[] weights = independent(rule, 16, 2, 20);
        double mean = Arrays.stream(weights).average().orElseThrow();
        double error = spread(weights) / Math.sqrt(weights.length);
        double expected = new ExactChain(ALONE, rule, 2, 16, 2).expectedLogits() - ALONE;
        assertThat(mean).isCloseTo(expected, within(4.5 * error));
    }

    /** The error of one replicate is O(1/√(S·E)): 16 times the episodes, a quarter. 10,000 weights give it within 1 %. */
    @Test
    void itsNoiseFallsAsTheRootOfAllEpisodes() {
        for (RewardRule rule : List.of(RewardRule.DEFAULT, new RewardRule(0.3, 1, 0.1, 4))) {
            double few = spread(independent(rule, 32, 2, 20));
            assertThat(few / spread(independent(rule, 32, 32, 20))).isCloseTo(4, within(0.25));
            assertThat(few / spread(independent(rule, 512, 2, 20))).isCloseTo(4, within(0.25));
        }
    }

    private static double[] independent(RewardRule rule, int updates, int episodes, int replicates) {
        int m = 500;
        Exercise problem = Problems.isolated(m, ALONE, rule, 2);
        problem.sampling(updates, episodes);
        double[] all = new double[m * replicates];
        for (int r = 0; r < replicates; r++) {
            problem.at(17, r, 0, 0);
            System.arraycopy(Problems.trained(SampledTrainer.INSTANCE, problem), 0, all, m * r, m);
        }
        return all;
    }

    private static double spread(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1));
    }

    @Test
    void moreEnvironmentsKeepTheEpisodesOfTheFirstOnes() {
        Exercise few = Problems.isolated(5, 0, RewardRule.DEFAULT, 2);
        Exercise many = Problems.isolated(9, 0, RewardRule.DEFAULT, 2);
        few.sampling(20, 4);
        many.sampling(20, 4);
        double[] first = Problems.trained(SampledTrainer.INSTANCE, few);
        assertThat(Arrays.copyOf(Problems.trained(SampledTrainer.INSTANCE, many), 5))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(first);
        // The environments do differ from one another.
        assertThat(Arrays.stream(first).distinct().count()).isGreaterThan(1);
    }

    /** Twice the updates over twice the compute begin with the same updates. */
    @Test
    void moreUpdatesKeepTheEpisodesOfTheFirstOnes() {
        Exercise half = Problems.coupled(new double[] {0, 1, -1}, RewardRule.DEFAULT, 2);
        Exercise whole = Problems.coupled(new double[] {0, 1, -1}, RewardRule.DEFAULT, 4);
        half.sampling(20, 3);
        whole.sampling(40, 3);
        double[][] taken = watch(whole, 2);
        assertThat(taken[1]).containsExactly(Problems.trained(SampledTrainer.INSTANCE, half));
    }

    /** With one update from q = 1/2 the weight is L/2 times the share of successes: counts can be read off. */
    @Test
    void moreEpisodesKeepTheFirstOnes() {
        int[][] counts = new int[4][];
        for (int episodes = 1; episodes <= 3; episodes++) {
            Exercise problem = Problems.isolated(60, 0, RewardRule.DEFAULT, 2);
            problem.sampling(1, episodes);
            int e = episodes;
            counts[episodes] = Arrays.stream(Problems.trained(SampledTrainer.INSTANCE, problem))
                    .mapToInt(w -> (int) Math.rint(w * e))
                    .toArray();
        }
        for (int j = 0; j < 60; j++) {
            assertThat(counts[2][j] - counts[1][j]).isBetween(0, 1);
            assertThat(counts[3][j] - counts[2][j]).isBetween(0, 1);
        }
        assertThat(counts[3]).contains(0, 1, 2, 3);
    }

    @Test
    void aStreamBelongsToASeedAReplicateARoundAndACandidate() {
        Exercise problem = Problems.coupled(new double[] {0, 1, -1}, RewardRule.DEFAULT, 2);
        problem.sampling(10, 3);
        List<double[]> trained = new ArrayList<>();
        long[][] places = {{1, 0, 0, 0}, {2, 0, 0, 0}, {1, 1, 0, 0}, {1, 0, 1, 0}, {1, 0, 0, 1}};
        for (long[] at : places) {
            problem.at(at[0], at[1], (int) at[2], (int) at[3]);
            trained.add(Problems.trained(SampledTrainer.INSTANCE, problem));
        }
        assertThat(trained.stream().map(Arrays::toString).distinct().count()).isEqualTo(places.length);
        problem.at(1, 0, 0, 0);
        assertThat(Problems.trained(SampledTrainer.INSTANCE, problem)).containsExactly(trained.get(0));
    }

    private static double[][] watch(Exercise problem, int parts) {
        double[][] taken = new double[parts + 1][];
        taken[0] = new double[problem.environments()];
        taken[parts] = new double[problem.environments()];
        SampledTrainer.INSTANCE.begin().train(problem, taken[parts], new Trainer.Snapshots() {
            @Override
            public int count() {
                return parts;
            }

            @Override
            public void take(int k, double[] weights) {
                assertThat(taken[k]).as("each is taken once").isNull();
                taken[k] = weights.clone();
            }
        });
        return taken;
    }

    /** 64 looks at 10 updates: weights move in straight lines between updates, and looking changes nothing. */
    @Test
    void snapshotsLieOnTheLinesBetweenUpdates() {
        Exercise problem = Problems.coupled(new double[] {0, 1, -1}, new RewardRule(0.3, 1, 0.1, 3), 2);
        problem.sampling(10, 3);
        double[][] taken = watch(problem, 64);
        double[][] updates = watch(problem, 10);
        assertThat(taken[64]).containsExactly(Problems.trained(SampledTrainer.INSTANCE, problem));
        for (int k = 1; k < 64; k++) {
            int s = k * 10 / 64;
            double part = k * 10 / 64.0 - s;
            for (int j = 0; j < 3; j++) {
                double expected = updates[s][j]
                        + part * (s == 9 ? updates[10][j] - updates[9][j] : updates[s + 1][j] - updates[s][j]);
                assertThat(taken[k][j]).isCloseTo(expected, within(1e-14));
            }
        }
    }

    @Test
    void stepsThatOvershootThePenaltyAreRefusedWithTheUpdatesNeeded() {
        Exercise problem = Problems.isolated(1, 0, new RewardRule(0, 0, 100, 1), 8);
        problem.sampling(99, 1);
        assertThatThrownBy(() -> Problems.trained(SampledTrainer.INSTANCE, problem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("updates must be at least 100")
                .hasMessageContaining(": 99; raise updates");
        problem.sampling(100, 1);
        assertThat(Problems.trained(SampledTrainer.INSTANCE, problem)[0]).isBetween(0.0, 1.0);
    }

    /** Success so rare that it is never seen, or so sure that it never fails, at any length. */
    @Test
    void extremesStayFinite() {
        for (double u : new double[] {-200, -30, 0, 30, 200}) {
            for (double normalization : new double[] {0, 0.5, 1}) {
                for (int horizon : new int[] {1, 10_000}) {
                    for (double critic : new double[] {0, 0.5, 1}) {
                        RewardRule rule = new RewardRule(critic, normalization, 0, horizon);
                        Exercise problem = Problems.isolated(2, u, rule, 1e9);
                        problem.sampling(5, 2);
                        for (double w : Problems.trained(SampledTrainer.INSTANCE, problem)) {
                            assertThat(Double.isFinite(w) && w >= 0)
                                    .as("u %s, %s: %s", u, rule, w)
                                    .isTrue();
                        }
                    }
                }
            }
        }
    }
}
