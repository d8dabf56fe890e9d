package org.evalgap.measure;

/**
 * When {@link Measure#TRANSFER} = Δwork / Δpublic says something. A ratio whose denominator may be 0 may be anything: the quotient of
 * two means is always computed, but it is a finding only where the public gain is told from 0.
 */
public final class Transfer {
    /** Of so many standard errors the public gain must be larger than. */
    public static final double STANDARD_ERRORS = 2;

    /** Where there is no standard error, as of a single replicate, the public gain must be larger than a tenth of a point. */
    public static final double LEAST_GAIN = 0.001;

    private Transfer() {}

    /**
     * Whether transfer is determined.
     *
     * @param publicGain the mean gain of the public score
     * @param standardError its standard error; NaN where there is none
     * @return true if the size of the gain is above {@value #STANDARD_ERRORS} standard errors, or above {@value #LEAST_GAIN} where
     *     there is none; false if the gain is NaN
     */
    public static boolean determined(double publicGain, double standardError) {
        double least = Double.isNaN(standardError) ? LEAST_GAIN : STANDARD_ERRORS * standardError;
        return Math.abs(publicGain) > least;
    }
}
