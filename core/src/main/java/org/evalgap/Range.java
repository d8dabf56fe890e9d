package org.evalgap;

/**
 * The legal values of a parameter.
 *
 * @param least smallest legal value
 * @param most largest legal value
 * @param openAbove whether {@code most} itself is excluded
 * @param whole whether only whole numbers are legal
 */
public record Range(double least, double most, boolean openAbove, boolean whole) {
    static Range of(double least, double most) {
        return new Range(least, most, false, false);
    }

    static Range below(double least, double most) {
        return new Range(least, most, true, false);
    }

    static Range whole(double least, double most) {
        return new Range(least, most, false, true);
    }

    /**
     * Whether a value is legal; NaN never is.
     *
     * @param value any number
     * @return true if it is
     */
    public boolean contains(double value) {
        return value >= least && (openAbove ? value < most : value <= most) && (!whole || value == Math.rint(value));
    }

    /**
     * The range as people write it.
     *
     * @return such as {@code [0, 1)} or {@code whole numbers in [1, 4096]}
     */
    @Override
    public String toString() {
        return (whole ? "whole numbers in [" : "[") + text(least) + ", " + text(most) + (openAbove ? ")" : "]");
    }

    /**
     * What a value must be, for a message.
     *
     * @return such as {@code in [0, 1)} or {@code a whole number in [1, 4096]}
     */
    public String demand() {
        return (whole ? "a whole number in [" : "in [") + text(least) + ", " + text(most) + (openAbove ? ")" : "]");
    }

    private static String text(double value) {
        return Parameter.text(value);
    }
}
