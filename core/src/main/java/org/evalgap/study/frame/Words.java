package org.evalgap.study.frame;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers and names as people read them, the same on every machine and JDK. */
public final class Words {
    /** Seventeen significant digits tell any two doubles apart. */
    private static final int ENOUGH_DIGITS = 17;

    private Words() {}

    /**
     * The shortest text that reads back as the same double ({@code Double.toString} differs between JDKs).
     *
     * @param value any number
     * @return its text
     */
    public static String exact(double value) {
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < ENOUGH_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return plain(rounded);
            }
        }
        return plain(exact.round(new MathContext(ENOUGH_DIGITS, RoundingMode.HALF_EVEN)));
    }

    /**
     * A number of things, with the noun in its number.
     *
     * @param n how many
     * @param noun what, in the singular
     * @return as in "2 ideas"
     */
    public static String count(int n, String noun) {
        return number(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /**
     * A number to three significant digits, with separators between thousands; whole numbers below a thousand million in
     * full.
     *
     * @param value a number, not NaN
     * @return its text
     */
    public static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (value == StrictMath.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN));
        double magnitude = Math.abs(rounded.doubleValue());
        if (magnitude >= 1000 && magnitude < 1e9) {
            return String.format(Locale.ROOT, "%,d", rounded.toBigInteger());
        }
        return plain(rounded);
    }

    /**
     * The nearest number of two significant digits.
     *
     * @param value a finite number
     * @return the number
     */
    public static double twoDigits(double value) {
        return new BigDecimal(value)
                .round(new MathContext(2, RoundingMode.HALF_EVEN))
                .doubleValue();
    }

    /**
     * A share as a percentage: one digit after the point near the ends, and more for what is rare.
     *
     * @param share a share, finite
     * @return as in "12 %"
     */
    public static String percent(double share) {
        double percent = 100 * share;
        if (percent != 0 && Math.abs(percent) < 0.095) {
            return plain(new BigDecimal(percent).round(new MathContext(2, RoundingMode.HALF_EVEN))) + " %";
        }
        if (percent > 99.95 && percent < 100) {
            return "over 99.9 %";
        }
        int digits = Math.abs(percent) < 9.95 || percent > 90.05 ? 1 : 0;
        return plain(new BigDecimal(percent).setScale(digits, RoundingMode.HALF_EVEN)) + " %";
    }

    /**
     * A time in the largest unit that makes it at least one.
     *
     * @param seconds the time, at least 0
     * @return as in "2.44 h"
     */
    public static String duration(double seconds) {
        if (seconds < 60) {
            return number(seconds) + " s";
        }
        if (seconds < 3600) {
            return number(seconds / 60) + " min";
        }
        return seconds < 86_400 ? number(seconds / 3600) + " h" : number(seconds / 86_400) + " days";
    }

    /**
     * What the whiskers of a figure are.
     *
     * @param of of how many
     * @param noun of what, in the plural
     * @return a sentence, as in " Whiskers: 95 % intervals of 40 worlds."
     */
    public static String whiskers(int of, String noun) {
        return String.format(Locale.ROOT, " Whiskers: 95 %% intervals of %,d %s.", of, noun);
    }

    private static String plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        boolean readable = stripped.signum() == 0 || exponent >= -5 && exponent < 16;
        return readable ? stripped.toPlainString() : stripped.toString();
    }
}
