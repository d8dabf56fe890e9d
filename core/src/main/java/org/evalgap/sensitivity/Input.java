package org.evalgap.sensitivity;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** An input of a function: a name and what it can be, each value as likely as its share of the unit interval. Immutable. */
public final class Input {
    private final String name;
    private final DoubleUnaryOperator value;

    private Input(String name, DoubleUnaryOperator value) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an input needs a name that is not blank");
        }
        this.name = name;
        this.value = value;
    }

    /**
     * A number between 0 and 1, uniform.
     *
     * @param name what it is called, not blank
     * @return the input
     * @throws IllegalArgumentException if the name is blank
     */
    public static Input unit(String name) {
        return new Input(name, u -> u);
    }

    /**
     * A number in a range, uniform.
     *
     * @param name what it is called, not blank
     * @param from the least value
     * @param to the greatest value
     * @return the input
     * @throws IllegalArgumentException if the name is blank, or {@code from < to} does not hold of finite ends
     */
    public static Input uniform(String name, double from, double to) {
        if (!(from < to && Double.isFinite(to - from))) {
            throw new IllegalArgumentException(
                    "the range of " + name + " must be finite and go up: from " + from + " to " + to);
        }
        return new Input(name, u -> from + (to - from) * u);
    }

    /**
     * One of some numbers, all equally likely.
     *
     * @param name what it is called, not blank
     * @param levels at least one
     * @return the input
     * @throws IllegalArgumentException if the name is blank, or there is no level
     */
    public static Input levels(String name, double... levels) {
        if (levels.length == 0) {
            throw new IllegalArgumentException("input \"" + name + "\" needs a level");
        }
        double[] copy = levels.clone();
        return new Input(name, u -> copy[Math.min(copy.length - 1, (int) (u * copy.length))]);
    }

    /**
     * One of some things without an order, all equally likely; a function is given the place of the thing, counted from 0.
     *
     * @param name what it is called, not blank
     * @param labels what they are called, at least one
     * @return the input
     * @throws IllegalArgumentException if the name is blank, there is no label, or one occurs twice
     */
    public static Input choices(String name, String... labels) {
        Objects.requireNonNull(name, "name");
        if (Arrays.stream(labels).distinct().count() < labels.length) {
            throw new IllegalArgumentException("input \"" + name + "\" has a choice twice: " + Arrays.toString(labels));
        }
        double[] places = new double[labels.length];
        Arrays.setAll(places, i -> i);
        return levels(name, places);
    }

    /**
     * What it is called.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The value at a coordinate.
     *
     * @param coordinate in (0, 1)
     * @return the value that a function is given
     */
    public double value(double coordinate) {
        return value.applyAsDouble(coordinate);
    }

    @Override
    public String toString() {
        return name;
    }
}
