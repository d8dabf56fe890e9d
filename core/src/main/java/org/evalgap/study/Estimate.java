package org.evalgap.study;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A mean with its Monte Carlo standard error.
 *
 * @param value the mean
 * @param error its standard error, at least 0
 */
record Estimate(double value, double error) {
    /** Half the width of a 95 % interval, in standard errors, where there are many replicates. */
    static final double WIDTH = 1.959964;

    static Estimate of(Tally tally) {
        return new Estimate(tally.mean(), tally.standardError());
    }

    double halfWidth() {
        return WIDTH * error;
    }

    /** Value ± standard error in percentage points, to the two leading digits of the error but no finer than a hundredth. */
    String points() {
        return text(100 * value, 100 * error);
    }

    /** Value ± standard error, to the two leading digits of the error but no finer than a hundredth. */
    String text() {
        return text(value, error);
    }

    private static String text(double value, double error) {
        int digits = 2;
        if (error > 0) {
            int leading = (int) Math.floor(StrictMath.log10(error));
            digits = Math.max(0, Math.min(2, 1 - leading));
        }
        return fixed(value, digits) + " ± " + fixed(error, digits);
    }

    /** A number with so many digits after the point, and a proper minus. */
    static String fixed(double value, int digits) {
        BigDecimal rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN);
        return (rounded.signum() < 0 ? "−" : "") + rounded.abs().toPlainString();
    }
}
