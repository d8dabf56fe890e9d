package org.evalgap.explain;

import org.evalgap.internal.Arguments;

/**
 * A further measurement that somebody could make. Its items are new: they were not counted before.
 *
 * @param quantity what would be counted
 * @param run name of the training run it would be counted on
 * @param items how many
 */
public record Candidate(Quantity quantity, String run, int items) {
    /**
     * Checks the number of items.
     *
     * @param quantity what would be counted
     * @param run name of the training run it would be counted on
     * @param items how many
     * @throws IllegalArgumentException if there is none, or the quantity is no score
     */
    public Candidate {
        Arguments.inRange("items", items, 1, 100_000);
        if (!quantity.isCounted() || quantity.isGain()) {
            throw new IllegalArgumentException(quantity.label() + " is no score; name one, such as freshScore");
        }
    }
}
