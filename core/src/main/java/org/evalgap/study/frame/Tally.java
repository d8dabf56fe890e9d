package org.evalgap.study.frame;

/** Count, mean and variance of numbers given one by one (Welford 1962, "Note on a method for calculating corrected sums"). */
public final class Tally {
    private long count;
    private double mean;
    private double squares;

    /** An empty tally. */
    public Tally() {}

    /**
     * Counts a number.
     *
     * @param value the number
     */
    public void add(double value) {
        count++;
        double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
    }

    /**
     * How many numbers were added.
     *
     * @return at least 0
     */
    public long count() {
        return count;
    }

    /**
     * The mean of the numbers.
     *
     * @return the mean; 0 without numbers
     */
    public double mean() {
        return mean;
    }

    /**
     * The unbiased variance of the numbers.
     *
     * @return at least 0; 0 for fewer than two numbers
     */
    public double variance() {
        return count < 2 ? 0 : squares / (count - 1);
    }

    /**
     * The standard error of the mean.
     *
     * @return at least 0; 0 for fewer than two numbers
     */
    public double standardError() {
        return count < 2 ? 0 : Math.sqrt(variance() / count);
    }
}
