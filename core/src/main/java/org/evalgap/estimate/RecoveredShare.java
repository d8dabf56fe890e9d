package org.evalgap.estimate;

/**
 * The prior of a recovered share, v ~ Beta(1, k): one k for the whole table, from which an inflated model departs with
 * probability 0.1 to any of them. Without that, a table of many small inflations would take one great leak for luck.
 */
final class RecoveredShare {
    /** The k that occur: mean shares of a half, a sixth and a twenty-first. Responses take their sums over three at once. */
    static final int[] SHAPES = {1, 5, 20};

    /** Probability that an inflated model has the table's k because it is the table's. */
    static final double COMMON = 0.9;

    private static final double ANY = (1 - COMMON) / SHAPES.length;

    private RecoveredShare() {}

    /** Probability of a model's own shape given the table's. */
    static double given(int shape, int own) {
        return own == shape ? COMMON + ANY : ANY;
    }

    /** The likelihood of a table's shape, from those of a model's own that stand at {@code from} and after. */
    static double mixture(double[] likelihoods, int from, int shape) {
        double sum = 0;
        for (int own = 0; own < SHAPES.length; own++) {
            sum += likelihoods[from + own];
        }
        return Math.fma(ANY, sum, COMMON * likelihoods[from + shape]);
    }

    /** A share ~ Beta(1, k) from a number that is uniform in (0, 1); the greater the number, the less the share. */
    static double draw(double uniform, int k) {
        return 1 - StrictMath.pow(uniform, 1.0 / k);
    }
}
