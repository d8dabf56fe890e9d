package org.evalgap.internal.kernel;

/**
 * Steps of sampled training, over arrays: what A of an episode is if it succeeds and if it fails, and the step that a share
 * of successes makes. Confined to a thread.
 *
 * <p>With e = exp(−u): q = 1/(1 + e), 1 − q = e q, and S = (1 − q^H)/(1 − q) built by doubling, as in {@link Drive}.
 */
public final class Episodes {
    private double critic;
    private double normalization;
    private double penalty;
    private int horizon = 1;

    private double[] q = new double[0];
    private double[] failure = q;
    private double[] power = q;
    private double[] sum = q;

    /** A rule has to be set before use. */
    public Episodes() {}

    /**
     * Fixes the rule.
     *
     * @param newCritic ρ in [0, 1]
     * @param newNormalization ν in [0, 1]
     * @param newPenalty β ≥ 0
     * @param newHorizon H ≥ 1
     */
    public void rule(double newCritic, double newNormalization, double newPenalty, int newHorizon) {
        critic = newCritic;
        normalization = newNormalization;
        penalty = newPenalty;
        horizon = newHorizon;
    }

    /**
     * Computes what the policy of these logits can do.
     *
     * @param u logits
     * @param n how many environments
     * @return q^H of each; valid until the next call
     */
    public double[] open(double[] u, int n) {
        if (q.length < n) {
            q = new double[n];
            failure = new double[n];
            power = new double[n];
            sum = new double[n];
        }
        for (int i = 0; i < n; i++) {
            double e = Exp.negativeLogit(u[i]);
            q[i] = 1 / (1 + e);
            failure[i] = e / (1 + e);
            power[i] = q[i];
            sum[i] = 1;
        }
        for (int bit = Integer.highestOneBit(horizon) >> 1; bit > 0; bit >>= 1) {
            Drive.twice(power, sum, n);
            if ((horizon & bit) != 0) {
                Drive.oneMore(q, power, sum, n);
            }
        }
        return power;
    }

    /**
     * A of an episode that succeeds: (1 − ρ) H (1 − q) [q^H (1 − q^H)]^(−ν/2).
     *
     * @param i environment, of those that were {@linkplain #open opened}
     * @return its value, finite
     */
    public double ofSuccess(int i) {
        double end = (1 - critic) * horizon * failure[i];
        if (normalization == 0) {
            return end;
        }
        // Success so rare that no uniform number finds it: any finite value does.
        double variance = Math.max(power[i], 0x1p-1000) * (failure[i] * sum[i]);
        return normalization == 1
                ? end / Math.sqrt(variance)
                : end * StrictMath.exp(-normalization / 2 * StrictMath.log(variance));
    }

    /**
     * What divides a reward's standard deviation out: [q^H (1 − q^H)]^(−ν/2).
     *
     * @param i environment, of those that were {@linkplain #open opened}
     * @return its value, finite and at least 1
     */
    public double normalizer(int i) {
        if (normalization == 0) {
            return 1;
        }
        double variance = Math.max(power[i], 0x1p-1000) * (failure[i] * sum[i]);
        return normalization == 1
                ? 1 / Math.sqrt(variance)
                : StrictMath.exp(-normalization / 2 * StrictMath.log(variance));
    }

    /**
     * A of an episode that fails: ρ q.
     *
     * @param i environment, of those that were {@linkplain #open opened}
     * @return its value, in [0, 1]
     */
    public double ofFailure(int i) {
        return critic * q[i];
    }

    /**
     * The expected cost c(q) of an episode, in decisions.
     *
     * @param i environment, of those that were {@linkplain #open opened}
     * @return (1 − ρ) H + ρ (1 − q^H)/(1 − q), in [1, H]
     */
    public double cost(int i) {
        return Math.fma(critic, sum[i], (1 - critic) * horizon);
    }

    /**
     * Writes the steps scale·[mean A / c(q) − β q (1 − q)(u − u₀)] of environments that were {@linkplain #open opened}.
     *
     * @param u logits now
     * @param start logits before training
     * @param share share of the episodes that succeeded
     * @param scale factor
     * @param step where to
     * @param n how many environments
     */
    public void learn(double[] u, double[] start, double[] share, double scale, double[] step, int n) {
        for (int i = 0; i < n; i++) {
            double mean = share[i] * ofSuccess(i) + (1 - share[i]) * ofFailure(i);
            double pull = penalty * (q[i] * failure[i]) * (u[i] - start[i]);
            step[i] = scale * (mean / cost(i) - pull);
        }
    }
}
