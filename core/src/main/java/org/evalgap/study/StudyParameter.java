package org.evalgap.study;

import java.util.Objects;
import java.util.function.DoublePredicate;

/**
 * The one declaration of a number that a study can be run with.
 *
 * @param name name in code, on the command line and in result columns
 * @param defaultValue value when nothing is said; legal
 * @param range the legal values in words or interval notation, as error messages show it
 * @param legal whether a value is legal; false for NaN
 * @param unit unit of the value, empty for pure numbers
 * @param meaning one line that says what it is
 */
public record StudyParameter(
        String name, double defaultValue, String range, DoublePredicate legal, String unit, String meaning) {
    /**
     * Checks the declaration.
     *
     * @throws IllegalArgumentException if the default is not legal
     */
    public StudyParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(meaning, "meaning");
        if (!legal.test(defaultValue)) {
            throw new IllegalArgumentException(name + " must be in " + range + ": " + defaultValue);
        }
    }

    /**
     * A number in a closed interval.
     *
     * @param name see the class
     * @param defaultValue see the class
     * @param from smallest legal value
     * @param to largest legal value
     * @param unit see the class
     * @param meaning see the class
     * @return the declaration
     */
    static StudyParameter in(String name, double defaultValue, double from, double to, String unit, String meaning) {
        String range = "[" + Words.exact(from) + ", " + Words.exact(to) + "]";
        return new StudyParameter(name, defaultValue, range, v -> v >= from && v <= to, unit, meaning);
    }

    /** As {@link #in}, but neither end is legal: for rates and probabilities that a formula divides by. */
    static StudyParameter between(
            String name, double defaultValue, double from, double to, String unit, String meaning) {
        String range = "(" + Words.exact(from) + ", " + Words.exact(to) + ")";
        return new StudyParameter(name, defaultValue, range, v -> v > from && v < to, unit, meaning);
    }

    /** As {@link #in}, for whole numbers. */
    static StudyParameter whole(String name, int defaultValue, int from, int to, String unit, String meaning) {
        String range = "whole numbers in [" + from + ", " + to + "]";
        DoublePredicate legal = v -> v >= from && v <= to && v == StrictMath.rint(v);
        return new StudyParameter(name, defaultValue, range, legal, unit, meaning);
    }

    /** Refuses a value that is not legal, with a message that says what would be. */
    double check(double value) {
        if (legal.test(value)) {
            return value;
        }
        throw new IllegalArgumentException(name + " must be in " + range + ": " + Words.exact(value) + " (" + meaning
                + "; default " + Words.exact(defaultValue) + ")");
    }
}
