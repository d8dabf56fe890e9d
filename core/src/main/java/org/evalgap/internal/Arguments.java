package org.evalgap.internal;

/** Checks of arguments; each states the accepting condition, so that NaN is refused. */
public final class Arguments {
    private Arguments() {}

    /**
     * Checks that a number is finite and not below a limit.
     *
     * @param name what the message calls it
     * @param value the argument
     * @param low least legal value
     * @throws IllegalArgumentException if it is not
     */
    public static void atLeast(String name, double value, double low) {
        if (!(value >= low && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and at least " + low + ": " + value);
        }
    }

    /**
     * Checks that a number is in {@code [low, high]}.
     *
     * @param name what the message calls it
     * @param value the argument
     * @param low least legal value
     * @param high greatest legal value
     * @throws IllegalArgumentException if it is not
     */
    public static void inRange(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "]: " + value);
        }
    }

    /**
     * Checks that a number is in {@code [low, high)}.
     *
     * @param name what the message calls it
     * @param value the argument
     * @param low least legal value
     * @param high first value that is too high
     * @throws IllegalArgumentException if it is not
     */
    public static void inHalfOpen(String name, double value, double low, double high) {
        if (!(value >= low && value < high)) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "): " + value);
        }
    }

    /**
     * Checks that a number is in {@code (low, high)}.
     *
     * @param name what the message calls it
     * @param value the argument
     * @param low last value that is too low
     * @param high first value that is too high
     * @throws IllegalArgumentException if it is not
     */
    public static void inOpen(String name, double value, double low, double high) {
        if (!(value > low && value < high)) {
            throw new IllegalArgumentException(name + " must be in (" + low + ", " + high + "): " + value);
        }
    }
}
