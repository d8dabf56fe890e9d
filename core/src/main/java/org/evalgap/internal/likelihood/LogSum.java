package org.evalgap.internal.likelihood;

/** Sums of numbers given by their logarithms. */
public final class LogSum {
    private LogSum() {}

    /**
     * The logarithm of a sum.
     *
     * @param logs logarithms of what is added
     * @return log Σ exp(x)
     */
    public static double of(double[] logs) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double x : logs) {
            greatest = Math.max(greatest, x);
        }
        double sum = 0;
        for (double x : logs) {
            sum += StrictMath.exp(x - greatest);
        }
        return greatest + StrictMath.log(sum);
    }
}
