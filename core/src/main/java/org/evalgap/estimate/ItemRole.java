package org.evalgap.estimate;

import java.time.LocalDate;

/** Which half of a comparison an item belongs to. */
public enum ItemRole {
    /** An item of the public eval, which models may have been trained for. */
    PUBLIC,
    /** An item that nobody has seen. */
    FRESH;

    /**
     * What an item is for a model, by their dates.
     *
     * @param released when the item was released
     * @param cutoff the last day from which the model may have training data
     * @return fresh if it was released later than that day, else public
     */
    public static ItemRole of(LocalDate released, LocalDate cutoff) {
        return released.isAfter(cutoff) ? FRESH : PUBLIC;
    }
}
