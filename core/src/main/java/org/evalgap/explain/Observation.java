package org.evalgap.explain;

import java.util.List;
import org.evalgap.Outcome;
import org.evalgap.internal.kernel.Normal;

/**
 * A measurement. A score is a count: {@code right} of {@code items} answers, each right with the probability that the score is,
 * given the world. A gain is the difference of two such shares, taken for normal.
 *
 * @param quantity what was counted
 * @param right how many answers were right, from 0 to {@code items}; for a gain, the gain times {@code items}
 * @param items how many answers there were, at least 1; for a gain, before and after each
 */
public record Observation(Quantity quantity, double right, double items) {
    private static final double LEAST = 1e-9;

    /**
     * Checks the numbers.
     *
     * @param quantity what was counted
     * @param right how many answers were right, from 0 to {@code items}; for a gain, the gain times {@code items}
     * @param items how many answers there were, at least 1; for a gain, before and after each
     * @throws IllegalArgumentException if nobody can count the quantity, or the count is not possible
     */
    public Observation {
        if (!quantity.isCounted()) {
            throw new IllegalArgumentException(quantity.label() + " is not counted on items; give scores or gains");
        }
        if (!(items >= 1 && items <= 1e9 && items == Math.rint(items))) {
            throw new IllegalArgumentException("items must be a whole number in [1, 1e9]: " + items);
        }
        double least = quantity.isGain() ? -items : 0;
        if (!(right >= least && right <= items)) {
            throw new IllegalArgumentException(
                    "right must be in [" + (long) least + ", " + (long) items + "]: " + right);
        }
    }

    /**
     * The share of items.
     *
     * @return right/items
     */
    public double share() {
        return right / items;
    }

    /**
     * The logarithm of the likelihood given a world's scores, up to a constant.
     *
     * @param outcome of the world
     * @return a number
     */
    public double logLikelihood(Outcome outcome) {
        return logLikelihood(outcome.values(), 0);
    }

    /** The logarithm of the likelihood given a world's scores, up to a constant that does not depend on them. */
    double logLikelihood(double[] trace, int offset) {
        if (quantity.isGain()) {
            double variance = Math.max(LEAST, quantity.variance(trace, offset)) / items;
            double off = share() - quantity.of(trace, offset);
            return -0.5 * (off * off / variance + StrictMath.log(variance));
        }
        double s = bounded(quantity.of(trace, offset));
        return right * StrictMath.log(s) + (items - right) * StrictMath.log(1 - s);
    }

    static double bounded(double score) {
        return Math.min(1 - LEAST, Math.max(LEAST, score));
    }

    /** P(less) + ½ P(as much) for another measurement on the same items. */
    double below(double[] trace, int offset) {
        double s = quantity.of(trace, offset);
        if (quantity.isGain()) {
            return Normal.cdf((share() - s) / Math.sqrt(Math.max(LEAST, quantity.variance(trace, offset)) / items));
        }
        return Binomial.below((int) Math.rint(right), (int) items, bounded(s));
    }

    /** The measures that this counts, none of which another observation of the run may count again. */
    List<String> counted() {
        return quantity.measures().stream().map(m -> m.label()).toList();
    }
}
