package org.evalgap.explain.population;

import org.evalgap.explain.Quantity;
import org.evalgap.internal.Arguments;

/**
 * A score that is to be forecast.
 *
 * @param run index of its run in the bank
 * @param quantity a score
 * @param items how many are counted, at least 1
 */
public record Asked(int run, Quantity quantity, int items) {
    /**
     * Checks the numbers.
     *
     * @param run index of its run in the bank
     * @param quantity a score
     * @param items how many are counted, at least 1
     * @throws IllegalArgumentException if a number is out of range, or the quantity is no score
     */
    public Asked {
        Arguments.inRange("run", run, 0, 1_000_000);
        Arguments.inRange("items", items, 1, 1_000_000_000);
        if (!quantity.isCounted() || quantity.isGain()) {
            throw new IllegalArgumentException(quantity.label() + " is no score; name one, such as freshScore");
        }
    }
}
