package org.evalgap.internal.kernel;

import org.jspecify.annotations.Nullable;

/**
 * G(u): the expected policy gradient of an environment a unit of training compute, over arrays.
 *
 * <p>With e = exp(−u): q = 1/(1 + e), 1 − q = e q, and the geometric sum S = (1 − q^H)/(1 − q) built by doubling, nothing
 * cancels: G = (1 − q) {(1 − ρ) H A + ρ q S} / {(1 − ρ) H + ρ S} − β q (1 − q)(u − u₀) with
 * A = q^H [q^H (1 − q^H)]^(−ν/2). Where a critic judges by the policy's own value q^(H − t), the advantage of a decision that is right
 * after t right ones is q^(H − t − 1) (1 − q), of one that is wrong −q^(H − t): together H q^H (1 − q), the gradient of q^H itself, so
 * that H q^H stands in place of q S; the lower cost stays.
 */
public final class Drive {
    private final double critic;
    private final double normalization;
    private final double penalty;
    private final int horizon;
    private final boolean ownValue;
    private final double @Nullable [] shares;

    private double[] q = new double[0];
    private double[] failure = q;
    private double[] power = q;
    private double[] sum = q;
    private double[] judged = q;

    /**
     * Fixes the rule.
     *
     * @param critic ρ in [0, 1]
     * @param normalization ν in [0, 1]
     * @param penalty β ≥ 0
     * @param horizon H ≥ 1
     */
    public Drive(double critic, double normalization, double penalty, int horizon) {
        this(critic, normalization, penalty, horizon, false, null);
    }

    private Drive(
            double critic,
            double normalization,
            double penalty,
            int horizon,
            boolean ownValue,
            double @Nullable [] shares) {
        this.critic = critic;
        this.normalization = normalization;
        this.penalty = penalty;
        this.horizon = horizon;
        this.ownValue = ownValue;
        this.shares = shares;
    }

    /**
     * The same rule where the critic judges by another value.
     *
     * @param own whether by the policy's own, and not by an expert's
     * @return the rule, with buffers of its own
     */
    public Drive judging(boolean own) {
        return new Drive(critic, normalization, penalty, horizon, own, shares);
    }

    /**
     * The same rule where environments have shares of the training: a_j G(u_j) in place of G(u_j).
     *
     * @param shares a, at least 0, one an environment; read at every evaluation
     * @return the rule, with buffers of its own
     */
    public Drive withShares(double[] shares) {
        return new Drive(critic, normalization, penalty, horizon, ownValue, shares);
    }

    /**
     * Writes scale·G(u), times the shares if there are any.
     *
     * @param u logits now
     * @param start logits before training
     * @param scale factor
     * @param out where to
     * @param n how many environments
     */
    public void evaluate(double[] u, double[] start, double scale, double[] out, int n) {
        unshared(u, start, scale, out, n);
        if (shares != null) {
            multiply(shares, out, n);
        }
    }

    private static void multiply(double[] factor, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = factor[i] * out[i];
        }
    }

    private void unshared(double[] u, double[] start, double scale, double[] out, int n) {
        if (horizon == 1 && normalization == 0) {
            // The critic changes nothing here: every decision is judged as it is taken anyway.
            single(u, start, penalty, scale, out, n);
            return;
        }
        reserve(n);
        decision(u, q, failure, n);
        chain(n);
        if (ownValue) {
            judge(power, critic * horizon, judged, n);
            term(n);
            combineOwn(failure, power, judged, sum, (1 - critic) * horizon, critic, scale, out, n);
        } else {
            term(n);
            combine(q, failure, power, sum, (1 - critic) * horizon, critic, scale, out, n);
        }
        if (penalty != 0) {
            penalize(u, start, q, penalty * scale, out, n);
        }
    }

    private void reserve(int n) {
        if (q.length < n) {
            q = new double[n + 8];
            failure = new double[n + 8];
            power = new double[n + 8];
            sum = new double[n + 8];
            judged = new double[n + 8];
        }
    }

    private static void single(double[] u, double[] start, double penalty, double scale, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double e = Exp.boundedNegativeLogit(u[i]);
            double inverse = 1 + e;
            out[i] = scale * e / (inverse * inverse) * Math.fma(-penalty, u[i] - start[i], 1.0);
        }
    }

    private static void decision(double[] u, double[] q, double[] failure, int n) {
        for (int i = 0; i < n; i++) {
            q[i] = 1 / (1 + Exp.negativeLogit(u[i]));
        }
        for (int i = 0; i < n; i++) {
            double e = Exp.negativeLogit(u[i]);
            failure[i] = e / (1 + e);
        }
    }

    /** q^H and S by doubling: S_2n = S_n (1 + qⁿ), S_n+1 = S_n + qⁿ. */
    private void chain(int n) {
        for (int i = 0; i < n; i++) {
            power[i] = q[i];
            sum[i] = 1;
        }
        for (int bit = Integer.highestOneBit(horizon) >> 1; bit > 0; bit >>= 1) {
            twice(power, sum, n);
            if ((horizon & bit) != 0) {
                oneMore(q, power, sum, n);
            }
        }
    }

    static void twice(double[] power, double[] sum, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] = Math.fma(sum[i], power[i], sum[i]);
        }
        for (int i = 0; i < n; i++) {
            power[i] = power[i] * power[i];
        }
    }

    static void oneMore(double[] q, double[] power, double[] sum, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] = sum[i] + power[i];
        }
        for (int i = 0; i < n; i++) {
            power[i] = power[i] * q[i];
        }
    }

    /** Turns q^H into A. Where q^H is 0 in doubles, so is A for every purpose: below 1e-150 nothing learns. */
    private void term(int n) {
        if (normalization == 1) {
            for (int i = 0; i < n; i++) {
                power[i] = Math.sqrt(power[i] / (failure[i] * sum[i]));
            }
        } else if (normalization != 0) {
            for (int i = 0; i < n; i++) {
                power[i] = power[i] == 0 ? 0 : fractional(power[i], failure[i] * sum[i]);
            }
        }
    }

    private double fractional(double success, double failed) {
        double half = normalization / 2;
        return StrictMath.exp((1 - half) * StrictMath.log(success) - half * StrictMath.log(failed));
    }

    private static void combine(
            double[] q,
            double[] failure,
            double[] term,
            double[] sum,
            double end,
            double critic,
            double scale,
            double[] out,
            int n) {
        for (int i = 0; i < n; i++) {
            double reward = Math.fma(end, term[i], critic * q[i] * sum[i]);
            out[i] = scale * failure[i] * reward / Math.fma(critic, sum[i], end);
        }
    }

    private static void judge(double[] power, double factor, double[] judged, int n) {
        for (int i = 0; i < n; i++) {
            judged[i] = factor * power[i];
        }
    }

    private static void combineOwn(
            double[] failure,
            double[] term,
            double[] judged,
            double[] sum,
            double end,
            double critic,
            double scale,
            double[] out,
            int n) {
        for (int i = 0; i < n; i++) {
            double reward = Math.fma(end, term[i], judged[i]);
            out[i] = scale * failure[i] * reward / Math.fma(critic, sum[i], end);
        }
    }

    private static void penalize(double[] u, double[] start, double[] q, double factor, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = out[i] - factor * (q[i] * (1 - q[i])) * (u[i] - start[i]);
        }
    }

    /**
     * Writes dG/du by a central difference of step 1e-5, good to about 1e-10: what the implicit method needs.
     *
     * @param u logits now
     * @param start logits before training
     * @param probe scratch
     * @param below scratch
     * @param out where to
     * @param n how many environments
     */
    void derivative(double[] u, double[] start, double[] probe, double[] below, double[] out, int n) {
        double step = 1e-5;
        for (int i = 0; i < n; i++) {
            probe[i] = u[i] - step;
        }
        evaluate(probe, start, 1, below, n);
        for (int i = 0; i < n; i++) {
            probe[i] = u[i] + step;
        }
        evaluate(probe, start, 1, out, n);
        for (int i = 0; i < n; i++) {
            out[i] = (out[i] - below[i]) / (2 * step);
        }
    }
}
