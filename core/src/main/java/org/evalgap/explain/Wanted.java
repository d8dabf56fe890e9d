package org.evalgap.explain;

/**
 * A quantity of a run.
 *
 * @param quantity what
 * @param run name of the training run
 * @param items if above 0, the quantity is what a count of so many items would show, not what it truly is
 */
public record Wanted(Quantity quantity, String run, int items) {
    /**
     * Checks the number of items.
     *
     * @param quantity what
     * @param run name of the training run
     * @param items if above 0, the quantity is what a count of so many items would show, not what it truly is
     * @throws IllegalArgumentException if it is negative, or nobody can count the quantity
     */
    public Wanted {
        if (items < 0 || items > 0 && !quantity.isCounted()) {
            throw new IllegalArgumentException(
                    "items of " + quantity.label() + " must be " + (items < 0 ? "at least 1: " + items : "left out"));
        }
    }
}
