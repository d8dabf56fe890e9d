package org.evalgap.internal.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.random.RandomStream;

/**
 * Adaptive importance sampling. Points of the prior come first. Then generation follows generation from a mixture fitted to the
 * points so far, weighted by a power of the likelihood that rises to 1 as fast as enough effective points remain. Every point of
 * every generation counts in the end, weighted by the prior's density over that of the mixture of all generations' proposals.
 *
 * <p>Sources: Cappé, Guillin, Marin, Robert (2004), "Population Monte Carlo", doi:10.1198/106186004X12803; Cornuet, Marin, Mira,
 * Robert (2012), "Adaptive multiple importance sampling", doi:10.1111/j.1467-9469.2011.00756.x. That an estimate of the
 * likelihood may stand for it: Andrieu, Roberts (2009), doi:10.1214/07-AOS574.
 */
public final class AdaptiveSampler {
    /** What is said where no point has any likelihood. */
    public static final String IMPOSSIBLE = "no point of the prior is possible";

    private static final int FITTED = 1000;
    private static final int GROWTH = 8;

    /** Effective points that a power of the likelihood must leave for a fit, for each number of a Gaussian. */
    private static final double LEFT = 3;

    /**
     * How much work is done.
     *
     * @param first points of the prior
     * @param each points of a generation; an eighth of all so far where that is more
     * @param most points in all
     * @param goal effective points at which to stop
     * @param threads how many
     */
    public record Effort(int first, int each, int most, double goal, int threads) {}

    /** Told how far the sampler is. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Another generation is there.
         *
         * @param points how many there are
         * @param effective what they are worth
         */
        void at(int points, double effective);
    }

    private final Target target;
    private final Effort effort;
    private final RandomStream stream;
    private final Progress progress;

    private double[][] points = new double[0][];
    private double[][] traces = new double[0][];
    private double[] likelihoods = new double[0];

    /** Log of Σ over generations of count × density, by point. */
    private double[] proposed = new double[0];

    private final List<Proposal> proposals = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();

    private AdaptiveSampler(Target target, Effort effort, RandomStream stream, Progress progress) {
        this.target = target;
        this.effort = effort;
        this.stream = stream;
        this.progress = progress;
    }

    /**
     * Samples a posterior.
     *
     * @param target what is sampled
     * @param effort how much work is done
     * @param stream where random numbers come from
     * @param progress told after every generation
     * @return weighted points, the same bits for any number of threads
     * @throws ArithmeticException if no point has any likelihood, or one is not a number
     */
    public static Sample sample(Target target, Effort effort, RandomStream stream, Progress progress) {
        return new AdaptiveSampler(target, effort, stream, progress).run();
    }

    private Sample run() {
        generation(Proposal.prior(target.dimension()), effort.first());
        while (true) {
            double[] logs = logWeights(1);
            double heat = heat();
            double effective = Weights.effective(Weights.normalized(logs));
            progress.at(points.length, effective);
            boolean enough = effective >= effort.goal();
            // Generations grow, since each costs a look at all points before it.
            int next = Math.max(effort.each(), points.length / GROWTH);
            if (enough && heat == 1 || points.length + next > effort.most()) {
                return new Sample(points, traces, likelihoods, logs, heat);
            }
            generation(fitted(heat), next);
        }
    }

    private Proposal fitted(double heat) {
        double[] weights = Weights.normalized(logWeights(heat));
        int[] chosen = Weights.resample(weights, FITTED);
        double[][] drawn = Arrays.stream(chosen).mapToObj(i -> points[i]).toArray(double[][]::new);
        double distinct = Math.min(FITTED, Weights.effective(weights));
        return ProposalFit.fit(drawn, distinct, stream.substream(-1L - proposals.size()));
    }

    /** The greatest power of the likelihood, up to 1, that leaves enough effective points. */
    private double heat() {
        int d = target.dimension();
        double least = Math.min(0.25 * effort.each(), LEFT * 0.5 * d * (d + 3) + 20);
        if (left(1) >= least) {
            return 1;
        }
        double low = 0;
        double high = 1;
        for (int step = 0; step < 30; step++) {
            double middle = 0.5 * (low + high);
            if (left(middle) >= least) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double left(double heat) {
        return Weights.effective(Weights.normalized(logWeights(heat)));
    }

    private double[] logWeights(double heat) {
        double[] logs = new double[points.length];
        double all = StrictMath.log(points.length);
        for (int i = 0; i < logs.length; i++) {
            // −∞ × 0 is not a number: what is impossible stays so at any power.
            double likelihood = likelihoods[i] == Double.NEGATIVE_INFINITY ? likelihoods[i] : heat * likelihoods[i];
            logs[i] = likelihood + Proposal.logPrior(points[i]) - proposed[i] + all;
        }
        return logs;
    }

    private void generation(Proposal proposal, int count) {
        int before = points.length;
        int after = before + count;
        points = Arrays.copyOf(points, after);
        traces = Arrays.copyOf(traces, after);
        likelihoods = Arrays.copyOf(likelihoods, after);
        proposed = Arrays.copyOf(proposed, after);
        proposals.add(proposal);
        counts.add(count);
        Parallel.loop(effort.threads(), before, after, i -> points[i] = proposal.draw(stream.substream(i)));
        target.logLikelihoods(effort.threads(), points, before, traces, likelihoods);
        for (int i = before; i < after; i++) {
            if (!(likelihoods[i] < Double.POSITIVE_INFINITY)) {
                throw new ArithmeticException("the likelihood of point " + i + " is not a number: " + likelihoods[i]);
            }
        }
        Parallel.loop(effort.threads(), 0, after, i -> {
            proposed[i] = i < before
                    ? logSum(proposed[i], StrictMath.log(count) + proposal.logDensity(points[i]))
                    : proposed(points[i]);
        });
        if (Arrays.stream(likelihoods).allMatch(x -> x == Double.NEGATIVE_INFINITY)) {
            throw new ArithmeticException(IMPOSSIBLE);
        }
    }

    /** Log of Σ over all generations of count × density. */
    private double proposed(double[] z) {
        double sum = Double.NEGATIVE_INFINITY;
        for (int g = 0; g < proposals.size(); g++) {
            sum = logSum(sum, StrictMath.log(counts.get(g)) + proposals.get(g).logDensity(z));
        }
        return sum;
    }

    private static double logSum(double a, double b) {
        double most = Math.max(a, b);
        return most == Double.NEGATIVE_INFINITY
                ? most
                : most + StrictMath.log(StrictMath.exp(a - most) + StrictMath.exp(b - most));
    }
}
