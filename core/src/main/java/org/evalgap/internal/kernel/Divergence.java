package org.evalgap.internal.kernel;

/** How far training moved a policy. */
public final class Divergence {
    /** Below this move the series' truncation, about Δ³/100, is the smaller error. */
    private static final double SMALL = 2e-3;

    private Divergence() {}

    /**
     * The mean over environments of KL(Bern(σ(u)) ‖ Bern(σ(u₀))), in nats.
     *
     * <p>With L = log σ(u) and Δ = u − u₀ it is L − L₀ − (1 − q) Δ, or for small Δ, where that cancels, its Taylor series
     * q (1 − q) Δ² {1/2 − (1 − 2q) Δ/6 + (1 − 6 q (1 − q)) Δ²/24}. Swapping right and wrong changes nothing, so that u is
     * taken on its positive side, where exp(−u) is small and an error of it smaller. The error stays below 1e-8 of the
     * divergence plus 1e-15.
     *
     * @param u logits now
     * @param start logits before
     * @param scratch length at least {@code n}
     * @param n how many environments, at least 1
     * @return the mean, at least 0
     */
    public static double mean(double[] u, double[] start, double[] scratch, int n) {
        each(u, start, scratch, n);
        return Vectors.sum(scratch, n) / n;
    }

    /**
     * The divergence of every environment; see {@link #mean}.
     *
     * @param u logits now
     * @param start logits before
     * @param out where the divergences go, in nats; length at least {@code n}
     * @param n how many environments
     */
    public static void each(double[] u, double[] start, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double move = u[i] - start[i];
            out[i] = Math.abs(move) < SMALL ? series(u[i], move) : exact(u[i], start[i], move);
        }
    }

    private static double exact(double u, double start, double move) {
        double side = u < 0 ? -1 : 1;
        double e = Exp.negativeLogit(side * u);
        double ratio = Log.of((1 + Exp.negativeLogit(side * start)) / (1 + e));
        return Math.max(0, ratio - e / (1 + e) * (side * move));
    }

    private static double series(double u, double move) {
        double e = Exp.negativeLogit(u);
        double q = 1 / (1 + e);
        double variance = e * q * q;
        double third = (1 - 2 * q) * move / 6;
        double fourth = (1 - 6 * variance) * move * move / 24;
        return variance * move * move * (0.5 - third + fourth);
    }
}
