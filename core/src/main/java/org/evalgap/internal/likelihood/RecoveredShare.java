package org.evalgap.internal.likelihood;

/**
 * The prior of what an inflated model gains. Uneven: the recovered share is v ~ Beta(1, k). Even: the gain (1 − C)v is uniform
 * between two bounds, alike for everybody within a factor of about two. One shape for the whole table, even ones with
 * probability 0.03; with probability 0.1 an inflated model departs from it to any uneven one. Without that, a table of many
 * small inflations would take one great leak for luck; without even shapes, a lead that all models have in common would be
 * taken for a shift, whatever references say.
 */
public final class RecoveredShare {
    /** The k of the uneven shapes, which come first: mean shares of a half, a sixth and a twenty-first. */
    static final int[] SHAPES = {1, 5, 20};

    /** Bounds of the even shapes, in shares of items. */
    private static final double[][] EVEN = {{0.018, 0.04}, {0.03, 0.065}, {0.045, 0.1}, {0.07, 0.16}};

    /** Number of uneven shapes. */
    public static final int UNEVEN = SHAPES.length;

    /** Number of shapes. */
    public static final int COUNT = UNEVEN + EVEN.length;

    /** Probability that an inflated model has the table's shape because it is the table's. */
    public static final double COMMON = 0.9;

    /** Prior probability that inflation is even. */
    private static final double EVENNESS = 0.03;

    private static final double ANY = (1 - COMMON) / UNEVEN;

    private RecoveredShare() {}

    /**
     * The k of a shape.
     *
     * @param shape index of an uneven shape, below {@link #UNEVEN}
     * @return k
     */
    public static int k(int shape) {
        return SHAPES[shape];
    }

    /**
     * The prior of the table's shape.
     *
     * @param shape index of the shape, below {@link #COUNT}
     * @return its probability
     */
    public static double prior(int shape) {
        return shape < UNEVEN ? (1 - EVENNESS) / UNEVEN : EVENNESS / EVEN.length;
    }

    /**
     * A table's shape.
     *
     * @param uniform a number that is uniform in [0, 1)
     * @return index of a shape, as probable as its prior
     */
    public static int shape(double uniform) {
        double left = uniform;
        int shape = 0;
        while (shape < COUNT - 1 && left >= prior(shape)) {
            left -= prior(shape);
            shape++;
        }
        return shape;
    }

    /**
     * The least gain of an even shape.
     *
     * @param shape index of the shape, at least {@link #UNEVEN}
     * @param failure the share of items that a clean model would fail
     * @return a share of items; half of what can be gained where that is less
     */
    public static double leastGain(int shape, double failure) {
        return Math.min(EVEN[shape - UNEVEN][0], 0.5 * failure);
    }

    /**
     * The greatest gain of an even shape.
     *
     * @param shape index of the shape, at least {@link #UNEVEN}
     * @param failure the share of items that a clean model would fail
     * @return a share of items, at most {@code failure}
     */
    public static double greatestGain(int shape, double failure) {
        return Math.min(EVEN[shape - UNEVEN][1], failure);
    }

    /**
     * Probability of a model's own shape given the table's.
     *
     * @param shape index of the table's
     * @param own index of the model's
     * @return the probability
     */
    public static double given(int shape, int own) {
        return (own == shape ? COMMON : 0) + (own < UNEVEN ? ANY : 0);
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
        return mixture(uneven(likelihoods, from), likelihoods[from + shape]);
    }

    /**
     * What all of a table's shapes have in common.
     *
     * @param likelihoods holds those of a model's own shapes
     * @param from where they begin
     * @return the sum over uneven ones
     */
    public static double uneven(double[] likelihoods, int from) {
        double sum = 0;
        for (int own = 0; own < UNEVEN; own++) {
            sum += likelihoods[from + own];
        }
        return sum;
    }

    /**
     * The likelihood of a table's shape.
     *
     * @param uneven sum over uneven shapes
     * @param own likelihood of the same shape as a model's own
     * @return the likelihood
     */
    public static double mixture(double uneven, double own) {
        return Math.fma(ANY, uneven, COMMON * own);
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

    /**
     * A share of the prior.
     *
     * @param own a number that is uniform in [0, 1): says whether the model departs from the table's shape
     * @param uniform another in (0, 1)
     * @param shape index of the table's shape
     * @param failure the share of items that a clean model would fail, above 0
     * @return the share of them that is recovered
     */
    public static double recovered(double own, double uniform, int shape, double failure) {
        double depart = (own - COMMON) / (1 - COMMON);
        int mine = depart < 0 ? shape : (int) Math.min(UNEVEN - 1, Math.floor(depart * UNEVEN));
        return mine < UNEVEN ? draw(uniform, k(mine)) : drawEven(uniform, mine, failure);
    }

    /**
     * A share of an even shape.
     *
     * @param uniform a number that is uniform in (0, 1)
     * @param shape index of the shape, at least {@link #UNEVEN}
     * @param failure the share of items that a clean model would fail, above 0
     * @return the share of them that is recovered
     */
    public static double drawEven(double uniform, int shape, double failure) {
        double least = leastGain(shape, failure);
        return (least + uniform * (greatestGain(shape, failure) - least)) / failure;
    }
}
