package org.evalgap.learner;

import java.util.Arrays;
import org.evalgap.internal.kernel.ExplicitFlow;
import org.evalgap.internal.kernel.ImplicitFlow;
import org.evalgap.internal.kernel.Vectors;

/**
 * Training as a gradient flow: dw_j/dt = (B/M) G(u_j), u = u₀ + K w, t from 0 to 1; the model's definition of training.
 *
 * <p>An explicit method of order 8 carries it; where a KL penalty under a large budget makes it stiff, an implicit one of
 * order 5 does. Either keeps the error of every score below 1e-7.
 */
public final class GradientFlow implements Trainer {
    /** The flow; it has no settings of its own. */
    public static final GradientFlow INSTANCE = new GradientFlow();

    private GradientFlow() {}

    @Override
    public String name() {
        return "flow";
    }

    @Override
    public Flow begin() {
        return new Flow();
    }

    /** Buffers and solvers of one thread. */
    public static final class Flow implements Training {
        /** Explicit steps cover a rate of about 6 each at 12 products: beyond this rate factorising is cheaper. */
        private static final double STIFF = 1e4;

        private final ImplicitFlow implicit = new ImplicitFlow();
        private ExplicitFlow[] explicit = new ExplicitFlow[0];
        private double[][] drives = new double[0][];
        private double[][] responses = drives;
        private ExplicitFlow[] active = explicit;
        private double[] logits = new double[0];
        private double[] underway = logits;

        private Flow() {}

        @Override
        public void train(TrainingProblem problem, double[] weights, Snapshots snapshots) {
            if (snapshots.count() > 0) {
                trainUnderway(problem, weights, snapshots);
            }
            if (isStiff(problem)) {
                trainImplicitly(problem, weights, problem.length());
            } else {
                start(0, problem, weights, problem.length());
                finish(problem, 1);
            }
        }

        /**
         * Trains several problems that share environments and Gram matrix, each to the bits that it would get alone.
         *
         * @param problems the problems; the first one's Gram matrix serves all
         * @param weights weights of each
         * @param count how many problems
         */
        public void trainTogether(TrainingProblem[] problems, double[][] weights, int count) {
            int together = 0;
            for (int r = 0; r < count; r++) {
                if (isStiff(problems[r])) {
                    trainImplicitly(problems[r], weights[r], problems[r].length());
                } else {
                    start(together++, problems[r], weights[r], problems[r].length());
                }
            }
            finish(problems[0], together);
        }

        /** The flow is autonomous: part k of n is a training of its own, from the weights so far. */
        private void trainUnderway(TrainingProblem problem, double[] weights, Snapshots snapshots) {
            int m = problem.environments();
            if (underway.length < m) {
                underway = new double[m];
            }
            System.arraycopy(weights, 0, underway, 0, m);
            boolean stiff = isStiff(problem);
            double part = problem.length() / snapshots.count();
            for (int k = 1; k < snapshots.count(); k++) {
                if (stiff) {
                    trainImplicitly(problem, underway, part);
                } else {
                    start(0, problem, underway, part);
                    finish(problem, 1);
                }
                snapshots.take(k, underway);
            }
        }

        /** Bounds the rate at which the penalty pulls back: β q(1 − q) by β/4, K by its largest row sum. */
        private static boolean isStiff(TrainingProblem problem) {
            double pull = problem.rule().klPenalty() / 4 * problem.length();
            return pull > 0 && pull * problem.gram().largestRowSum(problem.environments()) > STIFF;
        }

        private void trainImplicitly(TrainingProblem problem, double[] weights, double length) {
            reserveLogits(problem.environments());
            problem.logits(weights, logits);
            implicit.integrate(
                    problem.drive(),
                    problem.untrained(),
                    logits,
                    weights,
                    length,
                    problem.gram().rows(),
                    problem.environments(),
                    problem.tolerance());
        }

        private void start(int slot, TrainingProblem problem, double[] weights, double length) {
            reserveSlots(slot + 1);
            reserveLogits(problem.environments());
            problem.logits(weights, logits);
            explicit[slot].begin(
                    problem.drive(),
                    problem.untrained(),
                    logits,
                    weights,
                    length,
                    problem.environments(),
                    problem.tolerance());
        }

        private void reserveLogits(int m) {
            if (logits.length < m) {
                logits = new double[m];
            }
        }

        private void reserveSlots(int count) {
            if (explicit.length < count) {
                int before = explicit.length;
                explicit = Arrays.copyOf(explicit, count);
                for (int i = before; i < count; i++) {
                    explicit[i] = new ExplicitFlow();
                }
                active = new ExplicitFlow[count];
                drives = new double[count][];
                responses = new double[count][];
            }
        }

        /** One pass over the Gram matrix serves a stage of every flow that is not done. */
        private void finish(TrainingProblem shared, int count) {
            int m = shared.environments();
            while (true) {
                int running = 0;
                for (int i = 0; i < count; i++) {
                    if (!explicit[i].done()) {
                        active[running] = explicit[i];
                        drives[running] = explicit[i].drive();
                        responses[running] = explicit[i].response();
                        Arrays.fill(responses[running], 0, m, 0);
                        running++;
                    }
                }
                if (running == 0) {
                    return;
                }
                Vectors.addColumnsShared(shared.gram().rows(), drives, 0, m, responses, running, m);
                for (int i = 0; i < running; i++) {
                    active[i].advance();
                }
            }
        }
    }
}
