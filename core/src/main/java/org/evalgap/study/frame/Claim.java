package org.evalgap.study.frame;

import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What a finding stands or falls with: a sentence, the one parameter that decides most about it, and by how much it holds.
 *
 * @param sentence what is said, in words that fit behind "that"
 * @param deciding the parameter that is moved, one of the study's
 * @param from least value that it is moved to
 * @param to greatest value that it is moved to
 * @param replicates simulated worlds, labs or courses behind one margin; 0 where it is a formula
 * @param margin for settings that differ in this parameter alone: above 0 where the sentence holds, and else not
 */
public record Claim(
        String sentence,
        StudyParameter deciding,
        double from,
        double to,
        int replicates,
        ToDoubleFunction<StudySettings> margin) {
    /**
     * Checks the ends and the number of replicates.
     *
     * @param sentence see the record
     * @param deciding see the record
     * @param from see the record
     * @param to see the record
     * @param replicates see the record
     * @param margin see the record
     * @throws IllegalArgumentException if an end is no legal value of the parameter, or they are in the wrong order, or
     *     the number of replicates is below 0
     */
    public Claim {
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(margin, "margin");
        if (replicates < 0) {
            throw new IllegalArgumentException("replicates must be at least 0: " + replicates);
        }
        boolean legal = deciding.range().contains(from) && deciding.range().contains(to);
        if (!(legal && from < to)) {
            throw new IllegalArgumentException("from and to must be legal values of " + deciding.name() + ", in "
                    + deciding.range() + ", and from below to: " + Words.exact(from) + ", " + Words.exact(to));
        }
    }

    /**
     * Whether the sentence holds at a value of the deciding parameter.
     *
     * @param settings values of the other parameters
     * @param value a legal value
     * @return whether the margin is above 0 there; a margin that is no number is none
     */
    public boolean holds(StudySettings settings, double value) {
        return margin.applyAsDouble(settings.with(deciding.name(), value)) > 0;
    }
}
