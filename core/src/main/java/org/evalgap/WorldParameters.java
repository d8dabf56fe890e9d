package org.evalgap;

/**
 * The numbers and words of a scenario, and by name those that describe the world and the lab's environments: how tasks are spread,
 * how many items there are, which answers are right, and how environments are designed.
 *
 * @param <S> what a copy is
 */
public sealed interface WorldParameters<S> permits LearningParameters {
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

    /**
     * What is said with a word.
     *
     * @param word what about
     * @return one of its words
     */
    String get(Word word);

    /**
     * A copy that says another word.
     *
     * @param word what about
     * @param value one of its words
     * @return the copy
     * @throws IllegalArgumentException if it is none of them
     */
    S with(Word word, String value);

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

    /** {@return number of axes of the surface: {@link Parameter#SURFACE_DIMENSIONS}} */
    default int surfaceDimensions() {
        return (int) get(Parameter.SURFACE_DIMENSIONS);
    }

    /**
     * {@return a copy with another number of axes of the surface}
     *
     * @param value within the range of {@link Parameter#SURFACE_DIMENSIONS}
     * @throws IllegalArgumentException if it is outside
     */
    default S withSurfaceDimensions(int value) {
        return with(Parameter.SURFACE_DIMENSIONS, value);
    }

    /** {@return spread of the surface: {@link Parameter#SURFACE_SPREAD}} */
    default double surfaceSpread() {
        return get(Parameter.SURFACE_SPREAD);
    }

    /**
     * {@return a copy with another spread of the surface}
     *
     * @param value within the range of {@link Parameter#SURFACE_SPREAD}
     * @throws IllegalArgumentException if it is outside
     */
    default S withSurfaceSpread(double value) {
        return with(Parameter.SURFACE_SPREAD, value);
    }

    /** {@return rule of right answers: {@link Word#ANSWERS}} */
    default String answers() {
        return get(Word.ANSWERS);
    }

    /**
     * {@return a copy with another rule of right answers}
     *
     * @param value one of the values of {@link Word#ANSWERS}
     * @throws IllegalArgumentException if it is none of them
     */
    default S withAnswers(String value) {
        return with(Word.ANSWERS, value);
    }

    /** {@return reach of one right answer: {@link Parameter#ANSWER_LENGTH}} */
    default double answerLength() {
        return get(Parameter.ANSWER_LENGTH);
    }

    /**
     * {@return a copy with another reach of one right answer}
     *
     * @param value within the range of {@link Parameter#ANSWER_LENGTH}
     * @throws IllegalArgumentException if it is outside
     */
    default S withAnswerLength(double value) {
        return with(Parameter.ANSWER_LENGTH, value);
    }
}
