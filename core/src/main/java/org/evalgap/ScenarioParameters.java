package org.evalgap;

/**
 * The numbers of a scenario, by parameter. Each has an accessor and a wither of its own: {@link WorldParameters},
 * {@link LearningParameters}.
 *
 * @param <S> what a copy is
 */
public sealed interface ScenarioParameters<S> permits WorldParameters, LearningParameters {
    /**
     * The value of a parameter.
     *
     * @param parameter which
     * @return its value, within its range
     */
    double get(Parameter parameter);

    /**
     * A copy with another value of a parameter.
     *
     * @param parameter which
     * @param value within its range
     * @return the copy
     * @throws IllegalArgumentException if the value is outside its range
     */
    S with(Parameter parameter, double value);
}
