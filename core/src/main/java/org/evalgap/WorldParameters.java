package org.evalgap;

/**
 * The numbers of a scenario that describe the world and the lab's environments, by name: how tasks are spread, how many items
 * there are, and how environments are designed.
 *
 * @param <S> what a copy is
 */
public sealed interface WorldParameters<S> extends ScenarioParameters<S> permits Scenario {
    /** {@return number of axes of the task space: {@link Parameter#DIMENSION}} */
    default int dimension() {
        return (int) get(Parameter.DIMENSION);
    }

    /**
     * {@return a copy with another number of axes of the task space}
     *
     * @param value within the range of {@link Parameter#DIMENSION}
     * @throws IllegalArgumentException if it is outside
     */
    default S withDimension(int value) {
        return with(Parameter.DIMENSION, value);
    }

    /** {@return distance from work to the eval: {@link Parameter#SHIFT}} */
    default double shift() {
        return get(Parameter.SHIFT);
    }

    /**
     * {@return a copy with another distance from work to the eval}
     *
     * @param value within the range of {@link Parameter#SHIFT}
     * @throws IllegalArgumentException if it is outside
     */
    default S withShift(double value) {
        return with(Parameter.SHIFT, value);
    }

    /** {@return spread of the eval: {@link Parameter#EVAL_SPREAD}} */
    default double evalSpread() {
        return get(Parameter.EVAL_SPREAD);
    }

    /**
     * {@return a copy with another spread of the eval}
     *
     * @param value within the range of {@link Parameter#EVAL_SPREAD}
     * @throws IllegalArgumentException if it is outside
     */
    default S withEvalSpread(double value) {
        return with(Parameter.EVAL_SPREAD, value);
    }

    /** {@return mean difficulty: {@link Parameter#DIFFICULTY_MEAN}} */
    default double difficultyMean() {
        return get(Parameter.DIFFICULTY_MEAN);
    }

    /**
     * {@return a copy with another mean difficulty}
     *
     * @param value within the range of {@link Parameter#DIFFICULTY_MEAN}
     * @throws IllegalArgumentException if it is outside
     */
    default S withDifficultyMean(double value) {
        return with(Parameter.DIFFICULTY_MEAN, value);
    }

    /** {@return spread of difficulty: {@link Parameter#DIFFICULTY_SPREAD}} */
    default double difficultySpread() {
        return get(Parameter.DIFFICULTY_SPREAD);
    }

    /**
     * {@return a copy with another spread of difficulty}
     *
     * @param value within the range of {@link Parameter#DIFFICULTY_SPREAD}
     * @throws IllegalArgumentException if it is outside
     */
    default S withDifficultySpread(double value) {
        return with(Parameter.DIFFICULTY_SPREAD, value);
    }

    /** {@return number of public items: {@link Parameter#PUBLIC_ITEMS}} */
    default int publicItems() {
        return (int) get(Parameter.PUBLIC_ITEMS);
    }

    /**
     * {@return a copy with another number of public items}
     *
     * @param value within the range of {@link Parameter#PUBLIC_ITEMS}
     * @throws IllegalArgumentException if it is outside
     */
    default S withPublicItems(int value) {
        return with(Parameter.PUBLIC_ITEMS, value);
    }

    /** {@return number of fresh items: {@link Parameter#FRESH_ITEMS}} */
    default int freshItems() {
        return (int) get(Parameter.FRESH_ITEMS);
    }

    /**
     * {@return a copy with another number of fresh items}
     *
     * @param value within the range of {@link Parameter#FRESH_ITEMS}
     * @throws IllegalArgumentException if it is outside
     */
    default S withFreshItems(int value) {
        return with(Parameter.FRESH_ITEMS, value);
    }

    /** {@return number of work tasks: {@link Parameter#WORK_TASKS}} */
    default int workTasks() {
        return (int) get(Parameter.WORK_TASKS);
    }

    /**
     * {@return a copy with another number of work tasks}
     *
     * @param value within the range of {@link Parameter#WORK_TASKS}
     * @throws IllegalArgumentException if it is outside
     */
    default S withWorkTasks(int value) {
        return with(Parameter.WORK_TASKS, value);
    }

    /** {@return bias of designers: {@link Parameter#DESIGNER_BIAS}} */
    default double designerBias() {
        return get(Parameter.DESIGNER_BIAS);
    }

    /**
     * {@return a copy with another bias of designers}
     *
     * @param value within the range of {@link Parameter#DESIGNER_BIAS}
     * @throws IllegalArgumentException if it is outside
     */
    default S withDesignerBias(double value) {
        return with(Parameter.DESIGNER_BIAS, value);
    }

    /** {@return number of environments: {@link Parameter#ENVIRONMENTS}} */
    default int environments() {
        return (int) get(Parameter.ENVIRONMENTS);
    }

    /**
     * {@return a copy with another number of environments}
     *
     * @param value within the range of {@link Parameter#ENVIRONMENTS}
     * @throws IllegalArgumentException if it is outside
     */
    default S withEnvironments(int value) {
        return with(Parameter.ENVIRONMENTS, value);
    }

    /** {@return share of inspired environments: {@link Parameter#INSPIRATION}} */
    default double inspiration() {
        return get(Parameter.INSPIRATION);
    }

    /**
     * {@return a copy with another share of inspired environments}
     *
     * @param value within the range of {@link Parameter#INSPIRATION}
     * @throws IllegalArgumentException if it is outside
     */
    default S withInspiration(double value) {
        return with(Parameter.INSPIRATION, value);
    }

    /** {@return focus on failed items: {@link Parameter#ERROR_FOCUS}} */
    default double errorFocus() {
        return get(Parameter.ERROR_FOCUS);
    }

    /**
     * {@return a copy with another focus on failed items}
     *
     * @param value within the range of {@link Parameter#ERROR_FOCUS}
     * @throws IllegalArgumentException if it is outside
     */
    default S withErrorFocus(double value) {
        return with(Parameter.ERROR_FOCUS, value);
    }

    /** {@return departure from the inspiring item: {@link Parameter#DEPARTURE}} */
    default double departure() {
        return get(Parameter.DEPARTURE);
    }

    /**
     * {@return a copy with another departure from the inspiring item}
     *
     * @param value within the range of {@link Parameter#DEPARTURE}
     * @throws IllegalArgumentException if it is outside
     */
    default S withDeparture(double value) {
        return with(Parameter.DEPARTURE, value);
    }
}
