package org.evalgap.internal;

/** Checks of arguments; each states the accepting condition, so that NaN is refused. */
public final class Arguments {
    private static final int MOST_THREADS = 10_000;

    private Arguments() {}

    /**
     * Checks a number of threads: each takes memory and time to start, and none more than there are processors is of use.
     *
     * @param count the argument
     * @throws IllegalArgumentException if it is not from 1 to 10,000
     */
    public static void threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be at least 1: " + count);
        }
        if (count > MOST_THREADS) {
            throw new IllegalArgumentException("threads must be from 1 to " + MOST_THREADS + ": " + count);
        }
    }

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
