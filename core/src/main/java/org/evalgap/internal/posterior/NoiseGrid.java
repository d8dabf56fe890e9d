package org.evalgap.internal.posterior;

/** Nodes of τ, the scale of item-set noise: evenly spaced in the logarithm, first wide, then where the posterior is. */
final class NoiseGrid {
    /** Below this, in probit, item-set noise cannot be seen in any eval of fewer than a million items. */
    static final double LEAST = 0.004;

    private static final double GREATEST = 0.45;
    private static final int COARSE = 7;
    private static final int FINE = 8;

    /** Weight relative to the greatest below which a node is left out. */
    private static final double NEGLIGIBLE = 1e-5;

    private NoiseGrid() {}

    static double[] coarse() {
        return between(LEAST, GREATEST, COARSE);
    }

    /** Nodes over the part of a coarse grid that has weight. */
    static double[] fine(double[] coarse, double[] weights) {
        double greatest = 0;
        for (double w : weights) {
            greatest = Math.max(greatest, w);
        }
        int first = 0;
        while (weights[first] < NEGLIGIBLE * greatest) {
            first++;
        }
        int last = weights.length - 1;
        while (weights[last] < NEGLIGIBLE * greatest) {
            last--;
        }
        return between(coarse[Math.max(first - 1, 0)], coarse[Math.min(last + 1, coarse.length - 1)], FINE);
    }

    private static double[] between(double low, double high, int n) {
        double[] out = new double[n];
        double ratio = StrictMath.log(high / low) / (n - 1);
        for (int i = 0; i < n; i++) {
            out[i] = i == 0 ? low : low * StrictMath.exp(ratio * i);
        }
        return out;
    }
}
