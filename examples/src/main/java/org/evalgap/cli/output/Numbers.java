package org.evalgap.cli.output;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Numbers as text for files: the shortest decimal that reads back as the same double, the same text on every JDK.
 * {@code Double.toString} is not: up to JDK 18 it gives some doubles a digit too many.
 */
public final class Numbers {
    private static final double UPPER = 0.975;

    private Numbers() {}

    /**
     * A number as text: whole numbers below 10⁷ in size without a fraction, NaN as nothing.
     *
     * @param value any number
     * @return its text
     */
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        return NumberOutput.toString(value, true);
    }

    /**
     * A number with a fixed number of decimals, for reading. Unlike {@code String.format} it rounds the exact value and needs
     * no locale, which takes long to load.
     *
     * @param value any number; NaN gives nothing
     * @param decimals how many
     * @return its text, without the sign of a zero
     */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "" : Double.toString(value);
        }
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /**
     * As {@link #fixed}, with the sign of what is above 0 too.
     *
     * @param value any number; NaN gives nothing
     * @param decimals how many
     * @return its text
     */
    public static String signed(double value, int decimals) {
        String text = fixed(value, decimals);
        return value > 0 ? "+" + text : text;
    }

    /**
     * What ± means wherever people read it, half of a 95 % interval by Student's t, in standard errors of a mean.
     *
     * @param replicates how many the mean is of
     * @return by what a standard error is multiplied; NaN for fewer than 2 replicates
     */
    public static double factor(long replicates) {
        return replicates < 2 ? Double.NaN : TDistribution.of(replicates - 1.0).inverseCumulativeProbability(UPPER);
    }
}
