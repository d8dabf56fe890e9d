package org.evalgap.internal.network;

/**
 * Values V(t) of being alive after t right decisions of H, with V(H) = 1 and nothing for the dead, and the advantage they give:
 * Σ alive_t (a_t − q)(a_t V(t + 1) − V(t)).
 *
 * <p>An episode that fails after τ right decisions has the advantage (1 − q)(V(τ) − V(0)) + q V(τ), one without a failure
 * (1 − q)(1 − V(0)). Learned values are TD(0): V(t) ← V(t) + 0.1 (a_t V(t + 1) − V(t)) while alive, from ½, each used before it
 * moves.
 *
 * <p>Source: Sutton (1988), "Learning to predict by the methods of temporal differences", doi:10.1007/BF00115009.
 */
final class Values {
    private static final double RATE = 0.1;

    private final ValueFunction kind;
    private final int horizon;
    private double[][] table = new double[0][];

    Values(ValueFunction kind, int horizon) {
        this.kind = kind;
        this.horizon = horizon;
    }

    /** Goes on with what is known of each environment: H values, if they are learned. */
    void open(double[][] values) {
        table = values;
    }

    /** V(t) of environment j, whose decisions succeed with probability q. */
    private double value(int j, int t, double q) {
        if (t == horizon || kind == ValueFunction.EXPERT) {
            return 1;
        }
        return kind == ValueFunction.OWN ? power(q, horizon - t) : table[j][t];
    }

    private static double power(double q, int n) {
        double power = 1;
        for (int bit = Integer.highestOneBit(n); bit > 0; bit >>= 1) {
            power = (n & bit) != 0 ? power * power * q : power * power;
        }
        return power;
    }

    /** The advantage of an episode of environment j with so many right decisions before the first failure; learns from it. */
    double advantage(int j, int right, double q) {
        double reached = value(j, right, q);
        double gained = (1 - q) * (reached - value(j, 0, q));
        if (kind == ValueFunction.LEARNED) {
            learn(table[j], right);
        }
        return right == horizon ? gained : gained + q * reached;
    }

    private void learn(double[] v, int right) {
        for (int t = 0; t < right; t++) {
            double next = t + 1 == horizon ? 1 : v[t + 1];
            v[t] = Math.fma(RATE, next - v[t], v[t]);
        }
        if (right < horizon) {
            v[right] = Math.fma(-RATE, v[right], v[right]);
        }
    }

    /** The mean of {@link #advantage}, Σ q^(t+1) (1 − q) V(t + 1); values that are learned move by their mean. */
    double expected(int j, double q) {
        double sum = 0;
        double alive = 1;
        for (int t = 0; t < horizon; t++) {
            double next = value(j, t + 1, q);
            if (kind == ValueFunction.LEARNED) {
                table[j][t] = Math.fma(RATE * alive, q * next - table[j][t], table[j][t]);
            }
            alive *= q;
            sum = Math.fma(alive, next, sum);
        }
        return (1 - q) * sum;
    }
}
