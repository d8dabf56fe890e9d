package org.evalgap.sensitivity;

/**
 * An estimate with its 95 % interval.
 *
 * @param value the estimate; not cut off at 0 or 1, so that an index of 0 may come out a little below. NaN if it cannot be told
 * @param standardError how much it would vary from design to design and from luck to luck; NaN where the value is
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record IndexEstimate(double value, double standardError, double low, double high) {
    /** The 0.975 quantile of Student's distribution with 15 degrees of freedom, one fewer than there are repetitions. */
    private static final double STUDENT_15 = 2.131449545559323;

    /** The same with 14, where a slope is fitted to the repetitions. */
    private static final double STUDENT_14 = 2.1447866879169273;

    /** What cannot be told. */
    static final IndexEstimate NONE = new IndexEstimate(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    static IndexEstimate of(double value, double standardError) {
        return within(value, standardError, STUDENT_15);
    }

    static IndexEstimate fitted(double value, double standardError) {
        return within(value, standardError, STUDENT_14);
    }

    private static IndexEstimate within(double value, double error, double quantile) {
        return new IndexEstimate(value, error, value - quantile * error, value + quantile * error);
    }

    /**
     * Whether the whole interval lies above 0.
     *
     * @return true if the estimate can be told from 0
     */
    public boolean positive() {
        return low > 0;
    }
}
