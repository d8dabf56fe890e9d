package org.evalgap.audit;

/**
 * An interval.
 *
 * @param lower lower end
 * @param upper upper end, at least the lower one
 * @param level how often such intervals hold what they are about, in (0, 1)
 */
public record Bounds(double lower, double upper, double level) {
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
