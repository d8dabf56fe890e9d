package org.evalgap.estimate;

/** Sums of numbers given by their logarithms. */
final class LogSum {
    private LogSum() {}

    /** log Σ exp(x). */
    static double of(double[] logs) {
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
