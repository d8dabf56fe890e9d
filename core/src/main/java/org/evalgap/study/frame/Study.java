package org.evalgap.study.frame;

import java.util.List;

/**
 * One mechanism as a small model: a question, declared parameters, and a run that answers with tables, figures and one
 * sentence.
 *
 * <p>A study is stateless: the same settings and seed give the same result, bit for bit, on any machine and from any
 * thread.
 */
public interface Study {
    /**
     * The name by which the study is asked for.
     *
     * @return lower-case words joined by hyphens
     */
    String name();

    /**
     * What the study answers.
     *
     * @return one sentence with a question mark
     */
    String question();

    /**
     * The model in a few lines, formulas included.
     *
     * @return sentences of plain text
     */
    String model();

    /**
     * What the result shows, in words that hold for all settings.
     *
     * @return sentences of plain text
     */
    String shows();

    /**
     * What the model leaves out, assumes, or cannot tell.
     *
     * @return sentences of plain text
     */
    String cannotTell();

    /**
     * Where the model and its formulas come from.
     *
     * @return references: authors, year, title and place
     */
    List<String> literature();

    /**
     * Everything that can be set.
     *
     * @return the declarations, in the order in which a person wants to read them
     */
    List<StudyParameter> parameters();

    /**
     * Runs the study.
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
