package org.evalgap.cli.input;

/** Input that cannot be used, with a message for the person who gave it: where, what, the legal range, what to do. */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An error in the user's input.
     *
     * @param message at most three lines, complete in themselves
     */
    public InputException(String message) {
        super(message);
    }
}
