package org.evalgap.study.frame;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.evalgap.internal.Names;

/** The values that a study is run with: one legal number for each of its parameters. Immutable. */
public final class StudySettings {
    private final String study;
    private final List<StudyParameter> parameters;
    private final double[] values;

    private StudySettings(String study, List<StudyParameter> parameters, double[] values) {
        this.study = study;
        this.parameters = parameters;
        this.values = values;
    }

    /**
     * Every parameter at its default.
     *
     * @param study name of the study, for messages
     * @param parameters the study's declarations
     * @return the settings
     */
    public static StudySettings defaults(String study, List<StudyParameter> parameters) {
        double[] values =
                parameters.stream().mapToDouble(StudyParameter::defaultValue).toArray();
        return new StudySettings(study, List.copyOf(parameters), values);
    }

    /**
     * Whose settings these are.
     *
     * @return the name of the study
     */
    public String study() {
        return study;
    }

    /**
     * The declarations that these settings give values to.
     *
     * @return the study's parameters, in their order
     */
    public List<StudyParameter> parameters() {
        return parameters;
    }

    /**
     * The value of a parameter.
     *
     * @param parameter one of {@link #parameters()}
     * @return its value
     * @throws IllegalArgumentException if it belongs to another study
     */
    public double get(StudyParameter parameter) {
        return values[index(parameter.name())];
    }

    /**
     * The value of a parameter that takes whole numbers.
     *
     * @param parameter one of {@link #parameters()}
     * @return its value
     * @throws IllegalArgumentException if it belongs to another study
     */
    public int count(StudyParameter parameter) {
        return (int) get(parameter);
    }

    /**
     * A copy with one value changed.
     *
     * @param name name of the parameter
     * @param value its value
     * @return the changed copy
     * @throws IllegalArgumentException if there is no such parameter (the nearest name is suggested) or the value is not
     *     legal
     */
    public StudySettings with(String name, double value) {
        int i = index(name);
        double[] changed = values.clone();
        changed[i] = parameters.get(i).check(value);
        return new StudySettings(study, parameters, changed);
    }

    /**
     * A copy with one value changed, from the text of an assignment.
     *
     * @param assignment {@code name=value}
     * @return the changed copy
     * @throws IllegalArgumentException as {@link #with(String, double)}, or if the text is no assignment of a number
     */
    public StudySettings with(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("a setting is NAME=VALUE: \"" + assignment + "\"");
        }
        String name = assignment.substring(0, equals).trim();
        String text = assignment.substring(equals + 1).trim();
        int i = index(name);
        try {
            return with(name, Double.parseDouble(text));
        } catch (NumberFormatException e) {
            StudyParameter parameter = parameters.get(i);
            throw new IllegalArgumentException(
                    name + " must be a number in " + parameter.range() + ": \"" + text + "\"", e);
        }
    }

    private int index(String name) {
        for (int i = 0; i < values.length; i++) {
            if (parameters.get(i).name().equals(name)) {
                return i;
            }
        }
        List<String> names = parameters.stream().map(StudyParameter::name).toList();
        throw new IllegalArgumentException("study " + study + " has no parameter \"" + name + "\""
                + Names.suggestion(name, names) + "\nIts parameters: " + String.join(", ", names));
    }

    /** Equal if every parameter has the same name and the same value. */
    @Override
    public boolean equals(Object other) {
        return other instanceof StudySettings that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return study.hashCode() + 31 * Arrays.hashCode(values);
    }

    /** The settings as a person would type them. */
    @Override
    public String toString() {
        return study
                + parameters.stream()
                        .map(p -> " " + p.name() + "=" + Words.exact(get(p)))
                        .collect(Collectors.joining());
    }
}
