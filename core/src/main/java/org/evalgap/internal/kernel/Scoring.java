package org.evalgap.internal.kernel;

import org.jspecify.annotations.Nullable;

/** Scores of item sets, and the abilities that would give them. Confined to a thread. */
public final class Scoring {
    /** Abilities are sought within ±40 logits; beyond, no score can tell. */
    private static final double CAP = 40;

    private double[] success = new double[0];
    private double[] decision = success;

    /** Scores with buffers of its own. */
    public Scoring() {}

    private void reserve(int n) {
        if (success.length < n) {
            success = new double[n + 8];
            decision = new double[n + 12];
        }
    }

    /**
     * The score of items given their success on one decision: the weighted mean of γ + (1 − γ) q^H.
     *
     * @param q success of one decision
     * @param horizon H
     * @param guess γ
     * @param weight weights of the items, or null for equal ones
     * @param n how many items, at least 1
     * @return the score, in [γ, 1]
     */
    public double score(double[] q, int horizon, double guess, double @Nullable [] weight, int n) {
        reserve(n);
        Success.task(q, horizon, guess, success, n);
        return mean(success, weight, n);
    }

    private double mean(double[] x, double @Nullable [] weight, int n) {
        if (weight == null) {
            return Vectors.sum(x, n) / n;
        }
        double total = Vectors.sum(weight, n);
        return Vectors.dot(x, weight, x, n) / total;
    }

    /**
     * The ability: the a that solves score(u + a) = the given score, by Newton's method inside a shrinking bracket.
     *
     * @param u logits of the untrained learner on the items
     * @param horizon H
     * @param guess γ
     * @param weight weights of the items, or null for equal ones
     * @param n how many items
     * @param before score at a = 0
     * @param wanted the score to be reached
     * @return a in [−40, 40], to about 1e-12 of its size; exactly 0 where the scores are equal
     */
    public double ability(
            double[] u, int horizon, double guess, double @Nullable [] weight, int n, double before, double wanted) {
        if (wanted == before) {
            return 0;
        }
        reserve(n);
        double low = wanted > before ? 0 : -CAP;
        double high = wanted > before ? CAP : 0;
        double a = 0;
        double score = before;
        for (int iteration = 0; iteration < 100; iteration++) {
            double slope = slope(u, a, horizon, guess, weight, n);
            double step = (wanted - score) / slope;
            double next = a + step;
            boolean newton = next > low && next < high;
            if (!newton) {
                // Flat where all is won or lost: halve instead.
                next = low + (high - low) / 2;
            }
            double moved = Math.abs(next - a);
            a = next;
            if ((newton && moved <= 1e-7 * Math.abs(a)) || high - low <= 1e-12) {
                // Newton squares the relative error: what is left is below 1e-13. Halving does not.
                return a;
            }
            score = scoreAt(u, a, horizon, guess, weight, n);
            if (score < wanted) {
                low = a;
            } else if (score > wanted) {
                high = a;
            } else {
                return a;
            }
        }
        return a;
    }

    private double scoreAt(double[] u, double a, int horizon, double guess, double @Nullable [] weight, int n) {
        Success.decision(u, a, decision, n);
        return score(decision, horizon, guess, weight, n);
    }

    private double slope(double[] u, double a, int horizon, double guess, double @Nullable [] weight, int n) {
        Success.decision(u, a, decision, n);
        Success.power(decision, horizon, success, n);
        Success.slope(decision, horizon, guess, success, n);
        return mean(success, weight, n);
    }
}
