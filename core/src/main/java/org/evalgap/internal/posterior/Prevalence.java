package org.evalgap.internal.posterior;

import org.evalgap.internal.kernel.Normal;

/**
 * The prior of how common inflation is: logit π of a family ~ N(μ, σ²), μ ~ N(centre, 1), σ 0.5 or 1.5 with equal weight, on
 * fixed nodes. The centre is what the caller assumes.
 */
public final class Prevalence {
    /** Standard deviation of μ. */
    public static final double DEVIATION = 1;

    /** Values of σ, of equal weight. */
    private static final double[] SPREADS = {0.5, 1.5};

    /** Prior probability that a reference row is inflated after all. */
    public static final double REFERENCE = 0.02;

    private static final int CENTRES = 7;
    private static final double FIRST_LOGIT = -7;

    /** How far nodes are apart: cells widen a distribution by a twelfth of its square, 0.0208. */
    private static final double STEP = 0.5;

    /** Nodes of logit π, from −7 to 7. */
    static final int NODES = 29;

    /** Number of (μ, σ) nodes. */
    static final int HYPER = CENTRES * SPREADS.length;

    /** π at the nodes. */
    final double[] share = new double[NODES];

    /** 1 − π at the nodes. */
    final double[] rest = new double[NODES];

    /** Prior weight of each (μ, σ). */
    final double[] prior = new double[HYPER];

    /** Probability of each π node given (μ, σ), by node. */
    final double[][] given = new double[NODES][HYPER];

    /** The same by (μ, σ). */
    final double[][] of = new double[HYPER][NODES];

    /** Mean of π given (μ, σ). */
    final double[] mean = new double[HYPER];

    Prevalence(double centre) {
        for (int q = 0; q < NODES; q++) {
            share[q] = 1 / (1 + StrictMath.exp(-(FIRST_LOGIT + STEP * q)));
            rest[q] = 1 - share[q];
        }
        double sum = 0;
        for (int s = 0; s < HYPER; s++) {
            // μ in steps of 0.8 standard deviations over ±2.4.
            double z = 0.8 * (s / SPREADS.length - (CENTRES - 1) / 2);
            prior[s] = Normal.density(z);
            sum += prior[s];
            cells(s, centre + DEVIATION * z, SPREADS[s % SPREADS.length]);
        }
        for (int s = 0; s < HYPER; s++) {
            prior[s] /= sum;
            for (int q = 0; q < NODES; q++) {
                mean[s] += given[q][s] * share[q];
                of[s][q] = given[q][s];
            }
        }
    }

    /**
     * A σ of the prior.
     *
     * @param uniform a number that is uniform in [0, 1)
     * @return one of its values, each as likely
     */
    public static double spread(double uniform) {
        return SPREADS[(int) Math.min(SPREADS.length - 1, Math.floor(uniform * SPREADS.length))];
    }

    private void cells(int hyper, double mean, double deviation) {
        double before = 0;
        for (int q = 0; q < NODES - 1; q++) {
            double upTo = Normal.cdf((FIRST_LOGIT + STEP * (q + 0.5) - mean) / deviation);
            given[q][hyper] = upTo - before;
            before = upTo;
        }
        given[NODES - 1][hyper] = 1 - before;
    }
}
