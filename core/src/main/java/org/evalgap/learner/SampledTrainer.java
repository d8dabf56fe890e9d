package org.evalgap.learner;

import org.evalgap.internal.kernel.Episodes;
import org.evalgap.internal.kernel.Problem;
import org.evalgap.internal.kernel.Vectors;
import org.evalgap.random.RandomStream;
import org.evalgap.task.MisfitException;

/**
 * Training by sampled episodes (REINFORCE): S updates of E episodes an environment; a check of {@link GradientFlow} and a way
 * to study noise.
 *
 * <p>An episode is H decisions a_t ~ Bernoulli(q), alive_t = no failure before t, Y = 1 if all are right:
 * A = (1 − ρ) Y Σ_t (a_t − q) [q^H (1 − q^H)]^(−ν/2) + ρ Σ_t alive_t (a_t − q)(−1{a_t = 0}). An update moves every weight from
 * the same w by B/(M S) · [mean A / c(q) − β q (1 − q)(u − u₀)]. As S → ∞ it converges to the flow: bias O(1/S), error of
 * one replicate O(1/√(S·E)).
 *
 * <p>Episode e of update s on environment j is number e of substream s of the problem's stream j, whatever S, E and M are.
 *
 * <p>Source: Williams (1992), "Simple statistical gradient-following algorithms for connectionist reinforcement learning",
 * doi:10.1007/BF00992696.
 */
public final class SampledTrainer implements Trainer {
    /** The trainer; S and E are the scenario's {@code updates} and {@code episodesPerUpdate}. */
    public static final SampledTrainer INSTANCE = new SampledTrainer(SampledTrainer::sample);

    /** Says how often episodes succeed. */
    @FunctionalInterface
    interface Successes {
        /**
         * The share of the episodes of an update that succeed on an environment.
         *
         * @param environment stream of the environment
         * @param update s, from 0
         * @param success q^H
         * @param episodes E
         * @return a share in [0, 1]
         */
        double share(RandomStream environment, int update, double success, int episodes);
    }

    private final Successes successes;

    SampledTrainer(Successes successes) {
        this.successes = successes;
    }

    @Override
    public String name() {
        return "sampled";
    }

    @Override
    public Training begin() {
        return new Sampling(successes);
    }

    /**
     * Plays episodes. One uniform number tells when an episode first fails (the inverse distribution function of a geometric
     * number), and A depends on nothing but whether it does: all right, Σ(a_t − q) is H (1 − q); failed, the only decision that
     * is alive and wrong contributes q.
     */
    private static double sample(RandomStream environment, int update, double success, int episodes) {
        RandomStream stream = environment.substream(update);
        int right = 0;
        for (int e = 0; e < episodes; e++) {
            right += stream.uniform(e) < success ? 1 : 0;
        }
        return (double) right / episodes;
    }

    /** Buffers of one thread. */
    private static final class Sampling implements Training {
        private final Successes successes;
        private final Episodes episodes = new Episodes();
        private double[] logits = new double[0];
        private double[] step = logits;
        private double[] share = logits;
        private double[] underway = logits;
        private RandomStream[] streams = new RandomStream[0];

        Sampling(Successes successes) {
            this.successes = successes;
        }

        @Override
        public void train(TrainingProblem problem, double[] weights, Snapshots snapshots) {
            Problem workings = Workings.of(problem);
            requireSmallSteps(problem, workings);
            reserve(problem);
            RewardRule rule = problem.rule();
            episodes.rule(rule.critic(), rule.advantageNormalization(), rule.klPenalty(), rule.horizon());
            workings.logits(weights, logits);
            int m = problem.environments();
            int next = 1;
            for (int s = 0; s < problem.updates(); s++) {
                update(problem, workings.untrained(), s);
                next = look(problem, weights, snapshots, s, next);
                Vectors.addScaled(1, step, weights, m);
                Vectors.addColumns(workings.gram().rows(), step, m, logits, m);
            }
        }

        /** Writes the step of update s. */
        private void update(TrainingProblem problem, double[] untrained, int s) {
            int m = problem.environments();
            double[] success = episodes.open(logits, m);
            int count = problem.episodesPerUpdate();
            for (int j = 0; j < m; j++) {
                share[j] = successes.share(streams[j], s, success[j], count);
            }
            double scale = problem.length() / problem.updates();
            episodes.learn(logits, untrained, share, scale, step, m);
        }

        /** Between updates weights move in a straight line: training times k/n in (s, s + 1] S-ths are looked at on it. */
        private int look(TrainingProblem problem, double[] weights, Snapshots snapshots, int s, int first) {
            int k = first;
            long updates = problem.updates();
            while (k < snapshots.count() && k * updates <= (s + 1L) * snapshots.count()) {
                double part = (double) (k * updates - (long) s * snapshots.count()) / snapshots.count();
                System.arraycopy(weights, 0, underway, 0, problem.environments());
                Vectors.addScaled(part, step, underway, problem.environments());
                snapshots.take(k, underway);
                k++;
            }
            return k;
        }

        private void reserve(TrainingProblem problem) {
            int m = problem.environments();
            if (logits.length < m) {
                logits = new double[m];
                step = new double[m];
                share = new double[m];
                underway = new double[m];
                streams = new RandomStream[m];
            }
            for (int j = 0; j < m; j++) {
                streams[j] = problem.stream(j);
            }
        }

        /** The penalty pulls back at a rate of at most β/4 times the largest row sum of K; beyond 2 a step, it overshoots. */
        private static void requireSmallSteps(TrainingProblem problem, Problem workings) {
            double pull = problem.rule().klPenalty() / 4 * problem.length();
            if (pull == 0) {
                return;
            }
            double needed = Math.ceil(pull * workings.gram().largestRowSum(problem.environments()) / 2);
            if (!(problem.updates() >= needed)) {
                throw new MisfitException(
                        "updates must be at least " + (needed < 1e15 ? Long.toString((long) needed) : needed)
                                + " for this klPenalty and budget, or sampled training overshoots: "
                                + problem.updates() + "; raise updates or use the flow as trainer");
            }
        }
    }
}
