package org.evalgap.estimate;

import org.evalgap.internal.posterior.Credible;

/**
 * A posterior in three numbers.
 *
 * @param mean posterior mean
 * @param lower lower end of the equal-tailed interval
 * @param upper upper end of the equal-tailed interval
 */
public record Interval(double mean, double lower, double upper) {
    static Interval of(Credible posterior) {
        return new Interval(posterior.mean(), posterior.lower(), posterior.upper());
    }

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
