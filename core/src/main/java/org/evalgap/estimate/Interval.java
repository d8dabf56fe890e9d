package org.evalgap.estimate;

/**
 * A posterior in three numbers.
 *
 * @param mean posterior mean
 * @param lower lower end of the equal-tailed interval
 * @param upper upper end of the equal-tailed interval
 */
public record Interval(double mean, double lower, double upper) {
    /**
     * Whether a value lies in the interval, ends included.
     *
     * @param value any number
     * @return true if it does
     */
    public boolean contains(double value) {
        return value >= lower && value <= upper;
    }
}
