package org.evalgap;

/**
 * The numbers of a scenario that describe who learns and how, by name: how learning spreads, what the learner can do and how it is
 * judged, training, and rounds of research.
 *
 * @param <S> what a copy is
 */
public sealed interface LearningParameters<S> extends WorldParameters<S> permits Scenario {
    /** {@return breadth of learning: {@link Parameter#BREADTH}} */
    default double breadth() {
        return get(Parameter.BREADTH);
    }

    /**
     * {@return a copy with another breadth of learning}
     *
     * @param value within the range of {@link Parameter#BREADTH}
     * @throws IllegalArgumentException if it is outside
     */
    default S withBreadth(double value) {
        return with(Parameter.BREADTH, value);
    }

    /** {@return share of memorisation: {@link Parameter#MEMORIZATION}} */
    default double memorization() {
        return get(Parameter.MEMORIZATION);
    }

    /**
     * {@return a copy with another share of memorisation}
     *
     * @param value within the range of {@link Parameter#MEMORIZATION}
     * @throws IllegalArgumentException if it is outside
     */
    default S withMemorization(double value) {
        return with(Parameter.MEMORIZATION, value);
    }

    /** {@return width of memorisation: {@link Parameter#MEMORIZATION_SCALE}} */
    default double memorizationScale() {
        return get(Parameter.MEMORIZATION_SCALE);
    }

    /**
     * {@return a copy with another width of memorisation}
     *
     * @param value within the range of {@link Parameter#MEMORIZATION_SCALE}
     * @throws IllegalArgumentException if it is outside
     */
    default S withMemorizationScale(double value) {
        return with(Parameter.MEMORIZATION_SCALE, value);
    }

    /** {@return learning of the format: {@link Parameter#FORMAT_LEARNING}} */
    default double formatLearning() {
        return get(Parameter.FORMAT_LEARNING);
    }

    /**
     * {@return a copy with another learning of the format}
     *
     * @param value within the range of {@link Parameter#FORMAT_LEARNING}
     * @throws IllegalArgumentException if it is outside
     */
    default S withFormatLearning(double value) {
        return with(Parameter.FORMAT_LEARNING, value);
    }

    /** {@return competence: {@link Parameter#COMPETENCE}} */
    default double competence() {
        return get(Parameter.COMPETENCE);
    }

    /**
     * {@return a copy with another competence}
     *
     * @param value within the range of {@link Parameter#COMPETENCE}
     * @throws IllegalArgumentException if it is outside
     */
    default S withCompetence(double value) {
        return with(Parameter.COMPETENCE, value);
    }

    /** {@return guess rate: {@link Parameter#GUESS_RATE}} */
    default double guessRate() {
        return get(Parameter.GUESS_RATE);
    }

    /**
     * {@return a copy with another guess rate}
     *
     * @param value within the range of {@link Parameter#GUESS_RATE}
     * @throws IllegalArgumentException if it is outside
     */
    default S withGuessRate(double value) {
        return with(Parameter.GUESS_RATE, value);
    }

    /** {@return horizon of the eval: {@link Parameter#EVAL_HORIZON}} */
    default int evalHorizon() {
        return (int) get(Parameter.EVAL_HORIZON);
    }

    /**
     * {@return a copy with another horizon of the eval}
     *
     * @param value within the range of {@link Parameter#EVAL_HORIZON}
     * @throws IllegalArgumentException if it is outside
     */
    default S withEvalHorizon(int value) {
        return with(Parameter.EVAL_HORIZON, value);
    }

    /** {@return horizon of jobs: {@link Parameter#WORK_HORIZON}} */
    default int workHorizon() {
        return (int) get(Parameter.WORK_HORIZON);
    }

    /**
     * {@return a copy with another horizon of jobs}
     *
     * @param value within the range of {@link Parameter#WORK_HORIZON}
     * @throws IllegalArgumentException if it is outside
     */
    default S withWorkHorizon(int value) {
        return with(Parameter.WORK_HORIZON, value);
    }

    /** {@return horizon of environments: {@link Parameter#ENVIRONMENT_HORIZON}} */
    default int environmentHorizon() {
        return (int) get(Parameter.ENVIRONMENT_HORIZON);
    }

    /**
     * {@return a copy with another horizon of environments}
     *
     * @param value within the range of {@link Parameter#ENVIRONMENT_HORIZON}
     * @throws IllegalArgumentException if it is outside
     */
    default S withEnvironmentHorizon(int value) {
        return with(Parameter.ENVIRONMENT_HORIZON, value);
    }

    /** {@return training compute: {@link Parameter#BUDGET}} */
    default double budget() {
        return get(Parameter.BUDGET);
    }

    /**
     * {@return a copy with another training compute}
     *
     * @param value within the range of {@link Parameter#BUDGET}
     * @throws IllegalArgumentException if it is outside
     */
    default S withBudget(double value) {
        return with(Parameter.BUDGET, value);
    }

    /** {@return weight of the value function: {@link Parameter#CRITIC}} */
    default double critic() {
        return get(Parameter.CRITIC);
    }

    /**
     * {@return a copy with another weight of the value function}
     *
     * @param value within the range of {@link Parameter#CRITIC}
     * @throws IllegalArgumentException if it is outside
     */
    default S withCritic(double value) {
        return with(Parameter.CRITIC, value);
    }

    /** {@return normalisation of advantages: {@link Parameter#ADVANTAGE_NORMALIZATION}} */
    default double advantageNormalization() {
        return get(Parameter.ADVANTAGE_NORMALIZATION);
    }

    /**
     * {@return a copy with another normalisation of advantages}
     *
     * @param value within the range of {@link Parameter#ADVANTAGE_NORMALIZATION}
     * @throws IllegalArgumentException if it is outside
     */
    default S withAdvantageNormalization(double value) {
        return with(Parameter.ADVANTAGE_NORMALIZATION, value);
    }

    /** {@return KL penalty: {@link Parameter#KL_PENALTY}} */
    default double klPenalty() {
        return get(Parameter.KL_PENALTY);
    }

    /**
     * {@return a copy with another KL penalty}
     *
     * @param value within the range of {@link Parameter#KL_PENALTY}
     * @throws IllegalArgumentException if it is outside
     */
    default S withKlPenalty(double value) {
        return with(Parameter.KL_PENALTY, value);
    }

    /** {@return narrowing: {@link Parameter#NARROWING}} */
    default double narrowing() {
        return get(Parameter.NARROWING);
    }

    /**
     * {@return a copy with another narrowing}
     *
     * @param value within the range of {@link Parameter#NARROWING}
     * @throws IllegalArgumentException if it is outside
     */
    default S withNarrowing(double value) {
        return with(Parameter.NARROWING, value);
    }

    /** {@return updates of sampled training: {@link Parameter#UPDATES}} */
    default int updates() {
        return (int) get(Parameter.UPDATES);
    }

    /**
     * {@return a copy with another updates of sampled training}
     *
     * @param value within the range of {@link Parameter#UPDATES}
     * @throws IllegalArgumentException if it is outside
     */
    default S withUpdates(int value) {
        return with(Parameter.UPDATES, value);
    }

    /** {@return episodes an update: {@link Parameter#EPISODES_PER_UPDATE}} */
    default int episodesPerUpdate() {
        return (int) get(Parameter.EPISODES_PER_UPDATE);
    }

    /**
     * {@return a copy with another episodes an update}
     *
     * @param value within the range of {@link Parameter#EPISODES_PER_UPDATE}
     * @throws IllegalArgumentException if it is outside
     */
    default S withEpisodesPerUpdate(int value) {
        return with(Parameter.EPISODES_PER_UPDATE, value);
    }

    /** {@return research rounds: {@link Parameter#ROUNDS}} */
    default int rounds() {
        return (int) get(Parameter.ROUNDS);
    }

    /**
     * {@return a copy with another research rounds}
     *
     * @param value within the range of {@link Parameter#ROUNDS}
     * @throws IllegalArgumentException if it is outside
     */
    default S withRounds(int value) {
        return with(Parameter.ROUNDS, value);
    }

    /** {@return candidates a round: {@link Parameter#CANDIDATES}} */
    default int candidates() {
        return (int) get(Parameter.CANDIDATES);
    }

    /**
     * {@return a copy with another candidates a round}
     *
     * @param value within the range of {@link Parameter#CANDIDATES}
     * @throws IllegalArgumentException if it is outside
     */
    default S withCandidates(int value) {
        return with(Parameter.CANDIDATES, value);
    }

    /** {@return attempts an item: {@link Parameter#ATTEMPTS}} */
    default int attempts() {
        return (int) get(Parameter.ATTEMPTS);
    }

    /**
     * {@return a copy with another attempts an item}
     *
     * @param value within the range of {@link Parameter#ATTEMPTS}
     * @throws IllegalArgumentException if it is outside
     */
    default S withAttempts(int value) {
        return with(Parameter.ATTEMPTS, value);
    }

    /** {@return width of a network: {@link Parameter#WIDTH}} */
    default int width() {
        return (int) get(Parameter.WIDTH);
    }

    /**
     * {@return a copy with another width of a network}
     *
     * @param value within the range of {@link Parameter#WIDTH}
     * @throws IllegalArgumentException if it is outside
     */
    default S withWidth(int value) {
        return with(Parameter.WIDTH, value);
    }

    /** {@return richness of a network: {@link Parameter#RICHNESS}} */
    default double richness() {
        return get(Parameter.RICHNESS);
    }

    /**
     * {@return a copy with another richness of a network}
     *
     * @param value within the range of {@link Parameter#RICHNESS}
     * @throws IllegalArgumentException if it is outside
     */
    default S withRichness(double value) {
        return with(Parameter.RICHNESS, value);
    }

    /** {@return batch of a network: {@link Parameter#BATCH}} */
    default int batch() {
        return (int) get(Parameter.BATCH);
    }

    /**
     * {@return a copy with another batch of a network}
     *
     * @param value within the range of {@link Parameter#BATCH}
     * @throws IllegalArgumentException if it is outside
     */
    default S withBatch(int value) {
        return with(Parameter.BATCH, value);
    }

    /** {@return step of a network: {@link Parameter#LEARNING_RATE}} */
    default double learningRate() {
        return get(Parameter.LEARNING_RATE);
    }

    /**
     * {@return a copy with another step of a network}
     *
     * @param value within the range of {@link Parameter#LEARNING_RATE}
     * @throws IllegalArgumentException if it is outside
     */
    default S withLearningRate(double value) {
        return with(Parameter.LEARNING_RATE, value);
    }

    /** {@return number of updates of pretraining: {@link Parameter#PRETRAINING}} */
    default int pretraining() {
        return (int) get(Parameter.PRETRAINING);
    }

    /**
     * {@return a copy with another number of updates of pretraining}
     *
     * @param value within the range of {@link Parameter#PRETRAINING}
     * @throws IllegalArgumentException if it is outside
     */
    default S withPretraining(int value) {
        return with(Parameter.PRETRAINING, value);
    }

    /** {@return number of tasks of pretraining: {@link Parameter#PRETRAINING_TASKS}} */
    default int pretrainingTasks() {
        return (int) get(Parameter.PRETRAINING_TASKS);
    }

    /**
     * {@return a copy with another number of tasks of pretraining}
     *
     * @param value within the range of {@link Parameter#PRETRAINING_TASKS}
     * @throws IllegalArgumentException if it is outside
     */
    default S withPretrainingTasks(int value) {
        return with(Parameter.PRETRAINING_TASKS, value);
    }

    /** {@return by whose value a critic judges: {@link Word#VALUE_FUNCTION}} */
    default String valueFunction() {
        return get(Word.VALUE_FUNCTION);
    }

    /**
     * {@return a copy with another value function}
     *
     * @param value one of the words of {@link Word#VALUE_FUNCTION}
     * @throws IllegalArgumentException if it is none of them
     */
    default S withValueFunction(String value) {
        return with(Word.VALUE_FUNCTION, value);
    }
}
