package org.evalgap.internal.posterior;

/**
 * Nodes of item-set noise: its scale τ at the mean ability, evenly spaced in the logarithm, first wide, then where the posterior
 * is; and by how much it grows as ability falls, e to the power of that a unit of ability.
 */
final class NoiseGrid {
    /** Below this, in probit, item-set noise cannot be seen in any eval of fewer than a million items. */
    static final double LEAST = 0.004;

    private static final double GREATEST = 0.45;
    private static final int COARSE = 7;
    private static final int FINE = 7;

    /** Small tables say little of τ: their nodes are far apart, unless there are more of them. */
    private static final int FINE_OF_FEW = 17;

    private static final int FEW = 20;

    /** Weight relative to the greatest below which a node is left out. */
    private static final double NEGLIGIBLE = 1e-5;

    /** By node: scale, growth, and the logarithm of the prior weight. */
    final double[] tau;

    final double[] growth;
    final double[] logPrior;

    private NoiseGrid(double[] taus, int growths) {
        int n = taus.length * growths;
        tau = new double[n];
        growth = new double[n];
        logPrior = new double[n];
        for (int i = 0; i < n; i++) {
            int t = i % taus.length;
            int g = i / taus.length;
            tau[i] = taus[t];
            growth[i] = ShiftPrior.GROWTHS[g];
            logPrior[i] =
                    ShiftPrior.logNoise(taus, t) + (growths == 1 ? 0 : StrictMath.log(ShiftPrior.GROWTH_PRIOR[g]));
        }
    }

    int size() {
        return tau.length;
    }

    /** Wide nodes, without growth. */
    static NoiseGrid coarse() {
        return new NoiseGrid(between(LEAST, GREATEST, COARSE), 1);
    }

    /** Nodes over the part of this coarse grid that has weight, with growth. */
    NoiseGrid fine(double[] weights, int rows) {
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
        return new NoiseGrid(
                between(
                        tau[Math.max(first - 1, 0)],
                        tau[Math.min(last + 1, tau.length - 1)],
                        rows <= FEW ? FINE_OF_FEW : FINE),
                ShiftPrior.GROWTHS.length);
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
