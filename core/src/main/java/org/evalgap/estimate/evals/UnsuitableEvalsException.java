package org.evalgap.estimate.evals;

/** Estimates that allow for no shares: too few evals whose assumption holds, or too few models on them that are no references. */
public final class UnsuitableEvalsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * The exception.
     *
     * @param message what is missing, and what to do
     */
    UnsuitableEvalsException(String message) {
        super(message);
    }
}
