package org.evalgap.internal.sampling;

/** Weights of points, from their logarithms. */
public final class Weights {
    private Weights() {}

    /**
     * Weights that sum to 1.
     *
     * @param logs logarithms, up to a constant; at least one is finite
     * @return weights in the same order
     */
    public static double[] normalized(double[] logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        double[] weights = new double[logs.length];
        double total = 0;
        for (int i = 0; i < logs.length; i++) {
            weights[i] = StrictMath.exp(logs[i] - most);
            total += weights[i];
        }
        for (int i = 0; i < logs.length; i++) {
            weights[i] /= total;
        }
        return weights;
    }

    /**
     * How many independent draws weighted points are worth: (Σ w)²/Σ w² (Kish 1965).
     *
     * @param weights that sum to 1
     * @return a number from 1 to their count
     */
    public static double effective(double[] weights) {
        double squares = 0;
        for (double w : weights) {
            squares += w * w;
        }
        return 1 / squares;
    }

    /**
     * The logarithm of the mean of exponentials.
     *
     * @param logs at least one is finite
     * @return log(Σ exp(logs)/n)
     */
    public static double logMean(double[] logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        double total = 0;
        for (double log : logs) {
            total += StrictMath.exp(log - most);
        }
        return most + StrictMath.log(total / logs.length);
    }

    /**
     * Points in proportion to their weights, by one stride through all of them.
     *
     * @param weights that sum to 1
     * @param count how many
     * @return indices in ascending order, some perhaps several times
     */
    public static int[] resample(double[] weights, int count) {
        int[] out = new int[count];
        double below = weights[0];
        int i = 0;
        for (int k = 0; k < count; k++) {
            double at = (k + 0.5) / count;
            while (below < at && i < weights.length - 1) {
                below += weights[++i];
            }
            out[k] = i;
        }
        return out;
    }
}
