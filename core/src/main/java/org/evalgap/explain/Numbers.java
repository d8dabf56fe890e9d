package org.evalgap.explain;

import java.util.Arrays;

/** Summaries of draws. NaN, which only a ratio has, is left out. */
final class Numbers {
    private Numbers() {}

    static double mean(double[] x) {
        double sum = 0;
        int n = 0;
        for (double each : x) {
            if (!Double.isNaN(each)) {
                sum += each;
                n++;
            }
        }
        return sum / n;
    }

    static double variance(double[] x) {
        double mean = mean(x);
        double sum = 0;
        int n = 0;
        for (double each : x) {
            if (!Double.isNaN(each)) {
                sum += (each - mean) * (each - mean);
                n++;
            }
        }
        return sum / n;
    }

    static double[] sorted(double[] x) {
        return Arrays.stream(x).filter(each -> !Double.isNaN(each)).sorted().toArray();
    }

    /** The quantile of sorted draws, between neighbours by straight lines. */
    static double quantile(double[] sorted, double p) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = Math.min(sorted.length - 1.0, Math.max(0, p * sorted.length - 0.5));
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
