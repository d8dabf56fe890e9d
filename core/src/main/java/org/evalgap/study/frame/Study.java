package org.evalgap.study.frame;

import java.util.List;

/**
 * One mechanism as a small model: a question, declared parameters, and a run that answers with tables, figures and one
 * sentence.
 *
 * <p>A study is stateless: the same settings and seed give the same result, bit for bit, on any machine and from any
 * thread. A new one is a class in the room of its kind, the resource with its {@link Prose}, and a line in the room's list.
 */
public interface Study {
    /**
     * The name by which the study is asked for.
     *
     * @return lower-case words joined by hyphens
     */
    String name();

    /**
     * What the study says in words that hold for all settings. Read at each call.
     *
     * @return the texts of the resource that bears the study's name
     * @throws IllegalStateException if that is missing or incomplete
     */
    default Prose prose() {
        return Prose.of(name());
    }

    /**
     * Everything that can be set.
     *
     * @return the declarations, in the order in which a person wants to read them
     */
    List<StudyParameter> parameters();

    /**
     * Measures, without asking what decides the finding. The sentence with the numbers of the run is put together in the study's
     * method {@code finding}, at its end.
     *
     * @param settings values of {@link #parameters()}
     * @param seed seed of everything random
     * @return tables, figures and the sentence
     * @throws IllegalArgumentException if the settings belong to other parameters, or do not go together
     */
    StudyResult measure(StudySettings settings, long seed);

    /**
     * What the finding says, the assumption that decides it, and by how much it holds. A margin is asked for some twenty times and
     * should cost little: fewer replicates than the study's, the same ones at every value.
     *
     * @param settings values of {@link #parameters()}, which the margin is given with one of them changed
     * @param seed seed of everything random
     * @return the claim
     */
    Claim claim(StudySettings settings, long seed);

    /**
     * Runs the study: measures, and finds how far the assumption that decides the finding may move before the sentence turns.
     *
     * @param settings values of {@link #parameters()}
     * @param seed seed of everything random
     * @return tables, the last of which is {@code turning}, figures, and the finding, which ends with what decides it
     * @throws IllegalArgumentException if the settings belong to other parameters, or do not go together
     */
    default StudyResult run(StudySettings settings, long seed) {
        StudyResult measured = measure(settings, seed);
        return measured.with(Turning.of(claim(settings, seed), settings));
    }

    /**
     * Every parameter at its default.
     *
     * @return settings to start from
     */
    default StudySettings defaults() {
        return StudySettings.defaults(name(), parameters());
    }
}
