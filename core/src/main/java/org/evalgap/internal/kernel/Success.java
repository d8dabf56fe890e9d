package org.evalgap.internal.kernel;

/** Success probabilities of a decision and of a chain of decisions, over arrays. */
public final class Success {
    private Success() {}

    /**
     * Logits of the untrained learner: competence − difficulty.
     *
     * @param competence θ in logits
     * @param difficulty b in logits
     * @param out where the logits go
     * @param n how many
     */
    public static void logits(double competence, double[] difficulty, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = competence - difficulty[i];
        }
    }

    /**
     * Success of one decision q = σ(u).
     *
     * @param u logits
     * @param shift logits added to all
     * @param q where the probabilities go
     * @param n how many
     */
    public static void decision(double[] u, double shift, double[] q, int n) {
        for (int i = 0; i < n; i++) {
            q[i] = 1 / (1 + Exp.negativeLogit(u[i] + shift));
        }
    }

    /**
     * Success of a whole task: γ + (1 − γ) q^H.
     *
     * @param q success of one decision
     * @param horizon H, at least 1
     * @param guess γ in [0, 1)
     * @param out where the probabilities go; may not be {@code q}
     * @param n how many
     */
    public static void task(double[] q, int horizon, double guess, double[] out, int n) {
        power(q, horizon, out, n);
        if (guess != 0) {
            guessed(guess, out, n);
        }
    }

    /**
     * q^H by binary powers from the leading bit, over arrays.
     *
     * @param q success of one decision
     * @param horizon H, at least 1
     * @param out where the powers go; may not be {@code q}
     * @param n how many
     */
    public static void power(double[] q, int horizon, double[] out, int n) {
        System.arraycopy(q, 0, out, 0, n);
        for (int bit = Integer.highestOneBit(horizon) >> 1; bit > 0; bit >>= 1) {
            if ((horizon & bit) != 0) {
                squareTimes(q, out, n);
            } else {
                square(out, n);
            }
        }
    }

    private static void square(double[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = x[i] * x[i];
        }
    }

    private static void squareTimes(double[] q, double[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = x[i] * x[i] * q[i];
        }
    }

    private static void guessed(double guess, double[] p, int n) {
        double rest = 1 - guess;
        for (int i = 0; i < n; i++) {
            p[i] = Math.fma(rest, p[i], guess);
        }
    }

    /**
     * Replaces task success by its slope in the logits: with p = q^H the slope is H p (1 − q), times 1 − γ.
     *
     * @param q success of one decision
     * @param horizon H
     * @param guess γ
     * @param power q^H on entry, the slope on return
     * @param n how many
     */
    public static void slope(double[] q, int horizon, double guess, double[] power, int n) {
        double factor = (1 - guess) * horizon;
        for (int i = 0; i < n; i++) {
            power[i] = factor * power[i] * (1 - q[i]);
        }
    }
}
