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
     * Runs the study. The sentence with the numbers of the run, and with the assumption that decides it, is put together in the
     * study's method {@code finding}, at its end.
     *
     * @param settings values of {@link #parameters()}
     * @param seed seed of everything random
     * @return tables, figures and the finding
     * @throws IllegalArgumentException if the settings belong to other parameters, or do not go together
     */
    StudyResult run(StudySettings settings, long seed);

    /**
     * Every parameter at its default.
     *
     * @return settings to start from
     */
    default StudySettings defaults() {
        return StudySettings.defaults(name(), parameters());
    }
}
