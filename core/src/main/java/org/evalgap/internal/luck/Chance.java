package org.evalgap.internal.luck;

import org.evalgap.internal.kernel.Success;
import org.evalgap.internal.kernel.Vectors;

/** Success at whole tasks, γ + (1 − γ) q^H, and its slope in the logits, over arrays; with buffers, confined to a thread. */
final class Chance {
    private double[] logits = new double[0];
    private double[] decision = logits;
    private double[] success = logits;
    private double[] slope = logits;
    private double[] product = logits;
    private int size;

    /** Where logits go that are looked at next. */
    double[] logits(int n) {
        if (logits.length < n) {
            logits = new double[n + 4];
            decision = new double[n + 4];
            success = new double[n + 4];
            slope = new double[n + 4];
            product = new double[n + 4];
        }
        size = n;
        return logits;
    }

    /** Computes success and slope at the logits. */
    void look(int horizon, double guess) {
        Success.decision(logits, 0, decision, size);
        Success.task(decision, horizon, guess, success, size);
        Success.power(decision, horizon, slope, size);
        Success.slope(decision, horizon, guess, slope, size);
    }

    double[] success() {
        return success;
    }

    double[] slope() {
        return slope;
    }

    /** Mean success. */
    double mean() {
        return Vectors.sum(success, size) / size;
    }

    /** The mean of slope times something. */
    double meanSlope(double[] factor) {
        return Vectors.dot(slope, factor, product, size) / size;
    }
}
