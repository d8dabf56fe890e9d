package org.evalgap.cli.suite;

import java.util.Arrays;

/** A list of doubles that grows. */
final class Doubles {
    private double[] values = new double[16];
    private int size;

    void add(double value) {
        values = size == values.length ? Arrays.copyOf(values, 2 * size) : values;
        values[size++] = value;
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
