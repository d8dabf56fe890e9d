package org.evalgap.study.frame;

import java.util.Objects;
import org.evalgap.Parameter;
import org.evalgap.Range;

/**
 * The one declaration of a number that a study can be run with.
 *
 * @param name name in code, on the command line and in result columns
 * @param defaultValue value when nothing is said; within the range
 * @param range the legal values
 * @param unit unit of the value, empty for pure numbers
 * @param meaning one line that says what it is
 */
public record StudyParameter(String name, double defaultValue, Range range, String unit, String meaning) {
    /**
     * Checks the declaration.
     *
     * @param name see the record
     * @param defaultValue see the record
     * @param range see the record
     * @param unit see the record
     * @param meaning see the record
     * @throws IllegalArgumentException if the default is outside the range
     */
    public StudyParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(meaning, "meaning");
        if (!range.contains(defaultValue)) {
            throw new IllegalArgumentException(name + " must be in " + range + ": " + Words.exact(defaultValue));
        }
    }

    /**
     * A parameter of scenarios, declared there, with the study's own default.
     *
     * @param parameter the declaration
     * @param defaultValue value when nothing is said
     * @return the declaration as a study's
     */
    public static StudyParameter of(Parameter parameter, double defaultValue) {
        return new StudyParameter(
                parameter.label(), defaultValue, parameter.range(), parameter.unit(), parameter.meaning());
    }

    /**
     * As {@link #of(Parameter, double)}, with the default of scenarios.
     *
     * @param parameter the declaration
     * @return the declaration as a study's
     */
    public static StudyParameter of(Parameter parameter) {
        return of(parameter, parameter.byDefault());
    }

    /**
     * A number in a closed interval.
     *
     * @param name see the record
     * @param defaultValue see the record
     * @param from the least legal value
     * @param to the greatest legal value
     * @param unit see the record
     * @param meaning see the record
     * @return the declaration
     */
    public static StudyParameter in(
            String name, double defaultValue, double from, double to, String unit, String meaning) {
        return new StudyParameter(name, defaultValue, new Range(from, to, false, false), unit, meaning);
    }

    /**
     * A whole number in a closed interval.
     *
     * @param name see the record
     * @param defaultValue see the record
     * @param from the least legal value
     * @param to the greatest legal value
     * @param unit see the record
     * @param meaning see the record
     * @return the declaration
     */
    public static StudyParameter whole(String name, int defaultValue, int from, int to, String unit, String meaning) {
        return new StudyParameter(name, defaultValue, new Range(from, to, false, true), unit, meaning);
    }

    /** Refuses a value outside the range, with a message that says what the parameter is. */
    double check(double value) {
        if (range.contains(value)) {
            return value;
        }
        String among = range.whole() ? " must be one of the " : " must be in ";
        throw new IllegalArgumentException(name + among + range + ": " + Words.exact(value) + "\n" + name + ": "
                + meaning + " [" + Words.exact(defaultValue) + "]");
    }
}
