package org.evalgap.estimate;

/**
 * Item-set noise δ ~ t₄(0, τ²) on a grid: the probability of each cell around multiples of the step. Cells are exact, so
 * that noise much smaller than a step is as right as noise much larger; what lies outside the grid belongs to its ends.
 */
final class ShiftKernel {
    private final double[] cdf;
    private final int count;

    /** The kernel for nodes 0 … count − 1 that are {@code step} apart. */
    ShiftKernel(double tau, double step, int count) {
        this.count = count;
        this.cdf = new double[2 * count];
        for (int i = 0; i < cdf.length; i++) {
            cdf[i] = cdf4((i - count + 0.5) * step / tau);
        }
    }

    /** Weights of the nodes for a centre at node m, into {@code out}. */
    void weights(int m, double[] out) {
        double before = 0;
        for (int u = 0; u < count - 1; u++) {
            double upTo = cdf[u - m + count];
            out[u] = upTo - before;
            before = upTo;
        }
        out[count - 1] = 1 - before;
    }

    /** The distribution function of Student's t with four degrees of freedom, in closed form. */
    static double cdf4(double t) {
        double r = 1 + 0.25 * t * t;
        return 0.5 + 0.375 * (t / Math.sqrt(r)) * (1 - t * t / (12 * r));
    }
}
