package org.evalgap.study.frame;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A mean with its Monte Carlo standard error.
 *
 * @param value the mean
 * @param error its standard error, at least 0; NaN where it is not known
 */
public record Estimate(double value, double error) {
    /** Half the width of a 95 % interval, in standard errors, where there are many replicates. */
    private static final double WIDTH = 1.959964;

    private static final int MOST_DIGITS = 4;

    /** Smaller halves would be written as 0. */
    private static final double LEAST = 5e-5;

    /**
     * The mean of what was tallied.
     *
     * @param tally the numbers
     * @return their mean with its standard error
     */
    public static Estimate of(Tally tally) {
        return new Estimate(tally.mean(), tally.standardError());
    }

    /**
     * Half the width of a 95 % interval.
     *
     * @return at least 0; 0 where the error is not known
     */
    public double halfWidth() {
        return error > 0 ? WIDTH * error : 0;
    }

    /**
     * Value and error in another unit.
     *
     * @param factor old units in the new one
     * @return the estimate in that unit
     */
    public Estimate times(double factor) {
        return new Estimate(factor * value, Math.abs(factor) * error);
    }

    /**
     * Value ± half of its 95 % interval, in percentage points.
     *
     * @return as {@link #text()}, a hundredfold
     */
    public String points() {
        return times(100).text();
    }

    /**
     * The value alone in percentage points.
     *
     * @return with one digit after the point
     */
    public String point() {
        return fixed(100 * value, 1);
    }

    /**
     * Value ± half of its 95 % interval, {@link #halfWidth()}.
     *
     * @return both to two digits of the half, or one where that is below a hundredth; the value alone where there is no error
     */
    public String text() {
        double half = halfWidth();
        if (!(half >= LEAST)) {
            return Words.number(value).replace('-', '−');
        }
        int leading = (int) Math.floor(StrictMath.log10(half));
        int digits = leading < -1 ? Math.min(MOST_DIGITS, -leading) : Math.max(0, 1 - leading);
        return fixed(value, digits) + " ± " + fixed(half, digits);
    }

    /**
     * A number with so many digits after the point, separators between thousands, and a proper minus.
     *
     * @param value the number, finite
     * @param digits digits after the point, at least 0
     * @return its text
     */
    public static String fixed(double value, int digits) {
        BigDecimal rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN);
        return (rounded.signum() < 0 ? "−" : "") + String.format(Locale.ROOT, "%,." + digits + "f", rounded.abs());
    }
}
