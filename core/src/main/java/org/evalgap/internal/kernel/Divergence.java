package org.evalgap.internal.kernel;

/** How far training moved a policy. */
public final class Divergence {
    private Divergence() {}

    /**
     * The mean over environments of KL(Bern(σ(u)) ‖ Bern(σ(u₀))), in nats.
     *
     * <p>With L = log σ(u) it is L − L₀ − (1 − q)(u − u₀); its absolute error is about 1e-15.
     *
     * @param u logits now
     * @param start logits before
     * @param scratch length at least {@code n}
     * @param n how many environments, at least 1
     * @return the mean, at least 0
     */
    public static double mean(double[] u, double[] start, double[] scratch, int n) {
        for (int i = 0; i < n; i++) {
            double e = Exp.negativeLogit(u[i]);
            double ratio = Log.of((1 + Exp.negativeLogit(start[i])) / (1 + e));
            scratch[i] = Math.max(0, ratio - e / (1 + e) * (u[i] - start[i]));
        }
        return Vectors.sum(scratch, n) / n;
    }
}
