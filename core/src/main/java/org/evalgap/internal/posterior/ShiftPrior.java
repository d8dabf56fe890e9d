package org.evalgap.internal.posterior;

/**
 * The prior of the shift: a ~ N(0, s²), b ~ N(1, 0.1²), τ ~ half-normal(0.1).
 *
 * @param interceptDeviation s
 */
public record ShiftPrior(double interceptDeviation) {
    /** Standard deviation of b. */
    public static final double SLOPE_DEVIATION = 0.1;

    private static final double MOST = 1.4;

    /** Scale of τ. */
    public static final double NOISE_SCALE = 0.1;

    /** By how much τ may grow, e to the power of this a unit of ability below the mean. */
    static final double[] GROWTHS = {0, 0.45, 0.9};

    /** Their prior. */
    static final double[] GROWTH_PRIOR = {0.6, 0.25, 0.15};

    /**
     * A growth of the prior.
     *
     * @param uniform a number that is uniform in [0, 1)
     * @return one of its values, as probable as its prior
     */
    public static double growth(double uniform) {
        return GROWTHS[uniform < GROWTH_PRIOR[0] ? 0 : uniform < GROWTH_PRIOR[0] + GROWTH_PRIOR[1] ? 1 : 2];
    }

    /**
     * How much larger a row's item-set noise is than that of the mean ability.
     *
     * @param growth growth of the noise
     * @param ability ability above the mean of all rows
     * @return a factor, between a quarter and 4
     */
    public static double noiseScale(double growth, double ability) {
        return growth == 0 ? 1 : StrictMath.exp(Math.min(Math.max(-growth * ability, -MOST), MOST));
    }

    double logDensity(double intercept, double slope) {
        double a = intercept / interceptDeviation;
        double b = (slope - 1) / SLOPE_DEVIATION;
        return -0.5 * (a * a + b * b);
    }

    /** Log weight of node i of an increasing grid of τ: density times the width of its cell. */
    static double logNoise(double[] taus, int i) {
        double below = i == 0 ? lowest(taus) : 0.5 * (taus[i - 1] + taus[i]);
        double above = i == taus.length - 1 ? taus[i] + 0.5 * (taus[i] - taus[i - 1]) : 0.5 * (taus[i] + taus[i + 1]);
        double t = taus[i] / NOISE_SCALE;
        return StrictMath.log(above - below) - 0.5 * t * t;
    }

    /** A grid that starts at the least τ considered stands for everything below as well. */
    private static double lowest(double[] taus) {
        return taus[0] <= NoiseGrid.LEAST ? 0 : taus[0] - 0.5 * (taus[1] - taus[0]);
    }
}
