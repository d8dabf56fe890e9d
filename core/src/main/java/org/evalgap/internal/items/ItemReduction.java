package org.evalgap.internal.items;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.internal.likelihood.Counts;

/**
 * Scores by item, reduced to what the estimate of inflation takes: per model a score of as many items as would tell as much, were
 * the model's own noise all there is, and the noise that all models have in common.
 */
public final class ItemReduction {
    /** Expected answers of the rarer kind below which a model's own variance is taken from the other models. */
    private static final double FEW = 3;

    private static final double MOST = 25;

    private static final int MOST_ROUNDS = 400;

    private final double moved;
    private final Counts[] counts;
    private final double shared;
    private final double correlation;

    /**
     * Fits the items of one half of an eval.
     *
     * @param data at least two models and ten clusters, each model with an item
     */
    public ItemReduction(ItemMatrix data) {
        this(new ItemModel(data));
    }

    private ItemReduction(ItemModel fit) {
        this(fit, 0, Common.of(ItemCovariance.of(fit), usual(fit, 0, fit.alpha.length)));
    }

    private ItemReduction(ItemModel fit, int from, Common noise) {
        moved = fit.moved;
        shared = noise.shared();
        correlation = noise.correlation();
        counts = counts(fit, from, noise);
    }

    /**
     * Fits an eval of which each model met some items before its cutoff date and others after it, most of them on both sides of one
     * model's or another's: each model has two levels, and difficulty drifts.
     *
     * @param data models before their cutoffs, and then the same models after them, each with an item; ten clusters or more
     * @param drift how difficulty may drift, as {@link Drift#columns} has it
     * @return before, and after; noise that all models' differences have in common is the sum of both
     */
    public static List<ItemReduction> beforeAndAfter(ItemMatrix data, double[][] drift) {
        ItemModel fit = new ItemModel(data, drift, MOST_ROUNDS);
        double[][] all = ItemCovariance.of(fit);
        int n = all.length / 2;
        double[][] later = new double[n][n];
        double[][] difference = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < n; l++) {
                later[i][l] = all[n + i][n + l];
                difference[i][l] = all[i][l] + all[n + i][n + l] - all[i][n + l] - all[n + i][l];
            }
        }
        Common after = Common.of(later, usual(fit, n, n));
        Common before = Common.of(difference, usual(fit, 0, n)).without(after);
        return List.of(new ItemReduction(fit, 0, before), new ItemReduction(fit, n, after));
    }

    /**
     * Noise of models' probits: what they have in common, and each one's own.
     *
     * @param usual whose own can be told from its answers
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Common(double[] own, boolean[] usual, double shared, double correlation) {
        static Common of(double[][] covariance, boolean[] usual) {
            double off = 0;
            double all = 0;
            int pairs = 0;
            int singles = 0;
            for (int i = 0; i < usual.length; i++) {
                if (usual[i]) {
                    all += covariance[i][i];
                    singles++;
                    for (int l = 0; l < i; l++) {
                        if (usual[l]) {
                            off += covariance[i][l];
                            pairs++;
                        }
                    }
                }
            }
            double shared = pairs == 0 ? 0 : Math.max(off / pairs, 0);
            double correlation = singles == 0 ? 0 : Math.min(shared / (all / singles), 1);
            double[] own = new double[usual.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = covariance[i][i] - shared;
            }
            return new Common(own, usual, shared, correlation);
        }

        /** The noise of a difference, less that of its one part. */
        Common without(Common part) {
            double[] left = new double[own.length];
            for (int i = 0; i < left.length; i++) {
                left[i] = own[i] - part.own[i];
            }
            return new Common(left, usual, Math.max(shared - part.shared, 0), correlation);
        }
    }

    private static boolean[] usual(ItemModel fit, int from, int n) {
        boolean[] out = new boolean[n];
        double floor = fit.data.guess();
        for (int i = 0; i < n; i++) {
            double p = success(fit, from + i);
            int met = fit.data.met(from + i);
            out[i] = met * (1 - p) >= FEW && met * (p - floor) >= FEW;
        }
        return out;
    }

    private static double success(ItemModel fit, int i) {
        return fit.data.guess() + (1 - fit.data.guess()) * Normal.cdf(fit.probit(i));
    }

    private static Counts[] counts(ItemModel fit, int from, Common noise) {
        ItemMatrix data = fit.data;
        double[] design = new double[noise.own.length];
        for (int i = 0; i < design.length; i++) {
            double p = success(fit, from + i);
            double slope = (1 - data.guess()) * Normal.density(fit.probit(from + i));
            double binomial = p * (1 - p) / (data.met(from + i) * slope * slope);
            double own = Math.max(noise.own[i], binomial / MOST);
            design[i] = Math.min(binomial / own, MOST);
        }
        double[] known = IntStream.range(0, design.length)
                .filter(i -> noise.usual[i])
                .mapToDouble(i -> design[i])
                .sorted()
                .toArray();
        double typical = known.length == 0 ? 1 : known[known.length / 2];
        Counts[] out = new Counts[design.length];
        for (int i = 0; i < out.length; i++) {
            double items = Math.max(data.met(from + i) * (noise.usual[i] ? design[i] : typical), 1);
            double p = noise.usual[i] ? success(fit, from + i) : data.mean(from + i);
            out[i] = new Counts(p * items, items, data.guess());
        }
        return out;
    }

    /**
     * How far the fit was from rest.
     *
     * @return the most that a model's success, or the share of the latent variance that is difficulty, moved in the last round
     */
    public double moved() {
        return moved;
    }

    /**
     * Scores that stand for the items.
     *
     * @return one a model
     */
    public Counts[] counts() {
        return Arrays.copyOf(counts, counts.length);
    }

    /**
     * Variance, in probit, of the noise that all models have in common.
     *
     * @return at least 0
     */
    public double sharedVariance() {
        return shared;
    }

    /**
     * The share of a score's noise that all models have in common.
     *
     * @return in {@code [0, 1]}
     */
    public double correlation() {
        return correlation;
    }
}
