package org.evalgap.study;

/** Count, mean and variance of numbers given one by one (Welford 1962, "Note on a method for calculating corrected sums"). */
final class Tally {
    private long count;
    private double mean;
    private double squares;

    void add(double value) {
        count++;
        double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
    }

    long count() {
        return count;
    }

    double mean() {
        return mean;
    }

    /** Unbiased; 0 for fewer than two numbers. */
    double variance() {
        return count < 2 ? 0 : squares / (count - 1);
    }

    /** Of the mean; 0 for fewer than two numbers. */
    double standardError() {
        return count < 2 ? 0 : Math.sqrt(variance() / count);
    }
}
