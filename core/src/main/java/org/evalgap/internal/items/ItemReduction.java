package org.evalgap.internal.items;

import java.util.Arrays;
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
        ItemModel fit = new ItemModel(data);
        moved = fit.moved;
        double[][] covariance = ItemCovariance.of(fit);
        int n = covariance.length;
        double off = 0;
        double all = 0;
        boolean[] usual = new boolean[n];
        for (int i = 0; i < n; i++) {
            double p = success(fit, i);
            double floor = data.guess();
            usual[i] = data.met(i) * (1 - p) >= FEW && data.met(i) * (p - floor) >= FEW;
        }
        int pairs = 0;
        int singles = 0;
        for (int i = 0; i < n; i++) {
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
        shared = pairs == 0 ? 0 : Math.max(off / pairs, 0);
        correlation = singles == 0 ? 0 : Math.min(shared / (all / singles), 1);
        counts = counts(fit, covariance, usual);
    }

    private static double success(ItemModel fit, int i) {
        return fit.data.guess() + (1 - fit.data.guess()) * Normal.cdf(fit.probit(i));
    }

    private Counts[] counts(ItemModel fit, double[][] covariance, boolean[] usual) {
        ItemMatrix data = fit.data;
        double[] design = new double[covariance.length];
        for (int i = 0; i < design.length; i++) {
            double p = success(fit, i);
            double slope = (1 - data.guess()) * Normal.density(fit.probit(i));
            double binomial = p * (1 - p) / (data.met(i) * slope * slope);
            double own = Math.max(covariance[i][i] - shared, binomial / MOST);
            design[i] = Math.min(binomial / own, MOST);
        }
        double[] known = java.util.stream.IntStream.range(0, design.length)
                .filter(i -> usual[i])
                .mapToDouble(i -> design[i])
                .sorted()
                .toArray();
        double typical = known.length == 0 ? 1 : known[known.length / 2];
        Counts[] out = new Counts[design.length];
        for (int i = 0; i < out.length; i++) {
            double items = Math.max(data.met(i) * (usual[i] ? design[i] : typical), 1);
            double p = usual[i] ? success(fit, i) : data.mean(i);
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
