package org.evalgap.learner;

import java.util.Arrays;
import org.evalgap.internal.kernel.FlowBundle;
import org.evalgap.internal.kernel.ImplicitFlow;
import org.evalgap.internal.kernel.Problem;
import org.evalgap.task.MisfitException;

/**
 * Training as a gradient flow: dw_j/dt = (B/M) G(u_j), u = u₀ + K w, t from 0 to 1; the model's definition of training.
 *
 * <p>An explicit method of order 8 carries it; where a KL penalty under a large budget makes it stiff, an implicit one of
 * order 5 does. Either keeps the error of every score below 1e-7; a training whose rounding alone would exceed that is refused.
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
    public Training begin() {
        return new Flow();
    }

    /** Buffers and solvers of one thread. */
    private static final class Flow implements Training {
        /** Explicit steps cover a rate of about 6 each at 12 products: beyond this rate factorising is cheaper. */
        private static final double STIFF = 1e4;

        private static final double HALF_ULP = 0x1p-53;

        /**
         * Of 3,179 random stiff audits, each with its environments in two orders, 44 had more; 23 of these differed by more than
         * 1e-7 in their public score, up to 7.6e-4. Those that had less differed by 7.8e-8 at most.
         */
        private static final double MOST_ROUNDING = 2e-7;

        private final ImplicitFlow implicit = new ImplicitFlow();
        private Bundle[] bundles = new Bundle[0];
        private Bundle[] active = bundles;
        private double[][] drives = new double[0][];
        private double[][] responses = drives;
        private double[] logits = new double[0];
        private double[][] underway = drives;

        private Flow() {}

        @Override
        public void train(TrainingProblem given, double[] weights, Snapshots snapshots) {
            Problem problem = Workings.of(given);
            reserve(1, problem.environments());
            int parts = Math.max(1, snapshots.count());
            if (isStiff(problem, given.rule())) {
                trainImplicitly(problem, weights, snapshots);
                return;
            }
            if (underway.length < parts || underway[0].length < problem.environments()) {
                underway = new double[parts][problem.environments()];
            }
            bundles[0].open(problem, given.rule());
            for (int k = 1; k <= parts; k++) {
                bundles[0].add(problem.length() * k / parts, underway[k - 1]);
            }
            begin(bundles[0], weights);
            finish(1);
            for (int k = 1; k < parts; k++) {
                snapshots.take(k, underway[k - 1]);
            }
            System.arraycopy(underway[parts - 1], 0, weights, 0, problem.environments());
        }

        @Override
        public void trainTogether(TrainingProblem[] problems, double[][] weights, int count) {
            reserve(count, problems[0].environments());
            int used = 0;
            for (int r = 0; r < count; r++) {
                Problem problem = Workings.of(problems[r]);
                RewardRule rule = problems[r].rule();
                if (isStiff(problem, rule)) {
                    trainImplicitly(problem, weights[r], Snapshots.NONE);
                    continue;
                }
                int slot = 0;
                while (slot < used && !bundles[slot].takes(problem, rule)) {
                    slot++;
                }
                if (slot == used) {
                    bundles[used++].open(problem, rule);
                }
                bundles[slot].add(problem.length(), weights[r]);
            }
            for (int slot = 0; slot < used; slot++) {
                begin(bundles[slot], bundles[slot].weights[0]);
            }
            finish(used);
        }

        /** Bounds the rate at which the penalty pulls back: β q(1 − q) by β/4, K by its largest row sum. */
        private static boolean isStiff(Problem problem, RewardRule rule) {
            double pull = rule.klPenalty() / 4 * problem.length();
            return pull > 0 && pull * problem.gram().largestRowSum(problem.environments()) > STIFF;
        }

        /** The flow is autonomous: part k of n is a training of its own, from the weights so far. */
        private void trainImplicitly(Problem problem, double[] weights, Snapshots snapshots) {
            if (snapshots.count() > 0) {
                double[] part = Arrays.copyOf(weights, problem.environments());
                for (int k = 1; k < snapshots.count(); k++) {
                    integrateImplicitly(problem, part, problem.length() / snapshots.count());
                    snapshots.take(k, part);
                }
            }
            integrateImplicitly(problem, weights, problem.length());
        }

        private void integrateImplicitly(Problem problem, double[] weights, double length) {
            problem.logits(weights, logits);
            boolean ended = implicit.integrate(
                    problem.drive(),
                    problem.untrained(),
                    logits,
                    weights,
                    length,
                    problem.gram().rows(),
                    problem.environments(),
                    problem.tolerance());
            if (!ended) {
                throw new MisfitException(
                        "training that is pulled back this hard does not come to its end: environments are"
                                + " too much alike for klPenalty times budget; lower klPenalty or the budget");
            }
            if (rounding(problem, weights) > MOST_ROUNDING) {
                throw new MisfitException(
                        "training that is pulled back this hard loses the digits of its scores: environments are too much"
                                + " alike for klPenalty times budget; lower klPenalty, the budget or formatLearning");
            }
        }

        /**
         * How far rounding may move a logit: alike environments of different difficulty push against each other, their weights grow
         * with the budget, and what is left of them in K w is the small difference of large numbers.
         */
        private static double rounding(Problem problem, double[] weights) {
            double most = 0;
            for (int i = 0; i < problem.environments(); i++) {
                double sum = 0;
                for (int j = 0; j < problem.environments(); j++) {
                    sum += Math.abs(problem.gram(i, j) * weights[j]);
                }
                most = Math.max(most, sum);
            }
            return most * HALF_ULP;
        }

        private void begin(Bundle bundle, double[] from) {
            bundle.problem.logits(from, logits);
            bundle.begin(logits, from);
        }

        private void reserve(int count, int environments) {
            if (logits.length < environments) {
                logits = new double[environments];
            }
            if (bundles.length < count) {
                int before = bundles.length;
                bundles = Arrays.copyOf(bundles, count);
                for (int i = before; i < count; i++) {
                    bundles[i] = new Bundle();
                }
                active = new Bundle[count];
                drives = new double[count][];
                responses = new double[count][];
            }
        }

        /** One pass over the Gram matrix serves a stage of every bundle that is not done. */
        private void finish(int count) {
            while (true) {
                int running = 0;
                for (int i = 0; i < count; i++) {
                    if (!bundles[i].flow.done()) {
                        active[running] = bundles[i];
                        drives[running] = bundles[i].flow.drive();
                        responses[running] = bundles[i].flow.response();
                        running++;
                    }
                }
                if (running == 0) {
                    return;
                }
                Problem shared = active[0].problem;
                shared.gram().multiply(drives, responses, running, shared.environments());
                for (int i = 0; i < running; i++) {
                    active[i].flow.advance();
                }
            }
        }
    }

    /** Learners who differ in nothing but the length of their training. */
    private static final class Bundle {
        /**
         * The error allowed a step under a penalty: it draws logits back, and explicit steps grow to the limit of stability,
         * where rounding decides on their lengths. At 1e-8 the order of tasks shows in the tenth decimal of a score.
         */
        private static final double PENALIZED = 3e-10;

        private final FlowBundle flow = new FlowBundle();
        private Problem problem = Workings.NONE;
        private RewardRule rule = RewardRule.DEFAULT;
        private double[] lengths = new double[4];
        private double[][] weights = new double[4][];
        private int count;

        void open(Problem first, RewardRule firstRule) {
            problem = first;
            rule = firstRule;
            count = 0;
        }

        boolean takes(Problem other, RewardRule otherRule) {
            int m = problem.environments();
            return rule.equals(otherRule)
                    && problem.tolerance() == other.tolerance()
                    && Arrays.equals(problem.untrained(), 0, m, other.untrained(), 0, m);
        }

        /** Keeps lengths in ascending order. */
        void add(double length, double[] out) {
            if (count == lengths.length) {
                lengths = Arrays.copyOf(lengths, 2 * count);
                weights = Arrays.copyOf(weights, 2 * count);
            }
            int place = count++;
            for (; place > 0 && lengths[place - 1] > length; place--) {
                lengths[place] = lengths[place - 1];
                weights[place] = weights[place - 1];
            }
            lengths[place] = length;
            weights[place] = out;
        }

        void begin(double[] now, double[] from) {
            boolean penalized = rule.klPenalty() > 0;
            flow.begin(
                    problem.drive(),
                    problem.untrained(),
                    now,
                    from,
                    lengths,
                    weights,
                    count,
                    problem.environments(),
                    penalized ? Math.min(problem.tolerance(), PENALIZED) : problem.tolerance());
        }
    }
}
