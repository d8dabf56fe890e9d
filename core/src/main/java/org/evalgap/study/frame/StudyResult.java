package org.evalgap.study.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a study found.
 *
 * @param study the study; its texts say what the result shows and cannot tell
 * @param settings what it was run with
 * @param seed seed it was run with
 * @param tables the numbers, at least one table
 * @param figures the pictures, as data
 * @param finding one sentence with the numbers of this run
 */
public record StudyResult(
        Study study, StudySettings settings, long seed, List<StudyTable> tables, List<Figure> figures, String finding) {
    /**
     * Copies the lists.
     *
     * @param study see the record
     * @param settings see the record
     * @param seed see the record
     * @param tables see the record
     * @param figures see the record
     * @param finding see the record
     * @throws IllegalArgumentException if there is no table
     */
    public StudyResult {
        Objects.requireNonNull(study, "study");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(finding, "finding");
        tables = List.copyOf(tables);
        figures = List.copyOf(figures);
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("tables of study " + study.name() + " must not be empty");
        }
    }

    /**
     * Adds what decides the finding, to its sentence and as the last table.
     *
     * @param turning how far the assumption may move
     * @return the longer result
     */
    public StudyResult with(Turning turning) {
        List<StudyTable> longer = new ArrayList<>(tables);
        longer.add(turning.table());
        String sentence = finding.substring(0, finding.length() - 1) + "; " + turning.text() + ".";
        return new StudyResult(study, settings, seed, longer, figures, sentence);
    }
}
