package org.evalgap.estimate;

/** Checks of arguments; each states the accepting condition, so that NaN is refused. */
final class Arguments {
    private Arguments() {}

    static void atLeast(String name, double value, double low) {
        if (!(value >= low && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and at least " + low + ": " + value);
        }
    }

    static void inRange(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "]: " + value);
        }
    }

    static void inHalfOpen(String name, double value, double low, double high) {
        if (!(value >= low && value < high)) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "): " + value);
        }
    }

    static void inOpen(String name, double value, double low, double high) {
        if (!(value > low && value < high)) {
            throw new IllegalArgumentException(name + " must be in (" + low + ", " + high + "): " + value);
        }
    }
}
