package org.evalgap.cli.logs;

/** A file that may be in order but is none of the logs that are read here. */
final class NoLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message names the file, and says what a log would be. */
    NoLogException(String message) {
        super(message);
    }
}
