package org.evalgap.internal.likelihood;

/**
 * The prior of a recovered share, v ~ Beta(1, k): one k for the whole table, from which an inflated model departs with
 * probability 0.1 to any of them. Without that, a table of many small inflations would take one great leak for luck.
 */
public final class RecoveredShare {
    /** The k that occur: mean shares of a half, a sixth and a twenty-first. Responses take their sums over three at once. */
    static final int[] SHAPES = {1, 5, 20};

    /** Number of shapes. */
    public static final int COUNT = SHAPES.length;

    /** Probability that an inflated model has the table's k because it is the table's. */
    public static final double COMMON = 0.9;

    private static final double ANY = (1 - COMMON) / SHAPES.length;

    private RecoveredShare() {}

    /**
     * The k of a shape.
     *
     * @param shape index of the shape, below {@link #COUNT}
     * @return k
     */
    public static int k(int shape) {
        return SHAPES[shape];
    }

    /**
     * Probability of a model's own shape given the table's.
     *
     * @param shape index of the table's
     * @param own index of the model's
     * @return the probability
     */
    public static double given(int shape, int own) {
        return own == shape ? COMMON + ANY : ANY;
    }

    /**
     * The likelihood of a table's shape.
     *
     * @param likelihoods holds those of a model's own shapes
     * @param from where they begin
     * @param shape index of the table's
     * @return the likelihood
     */
    public static double mixture(double[] likelihoods, int from, int shape) {
        double sum = 0;
        for (int own = 0; own < SHAPES.length; own++) {
            sum += likelihoods[from + own];
        }
        return Math.fma(ANY, sum, COMMON * likelihoods[from + shape]);
    }

    /**
     * A share ~ Beta(1, k).
     *
     * @param uniform a number that is uniform in (0, 1); the greater, the less the share
     * @param k the shape
     * @return the share
     */
    public static double draw(double uniform, int k) {
        return 1 - StrictMath.pow(uniform, 1.0 / k);
    }
}
