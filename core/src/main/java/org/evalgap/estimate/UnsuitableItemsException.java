package org.evalgap.estimate;

/**
 * Answers to items from which nothing can be estimated item by item: too few items, clusters or models, too few
 * attempts for pass@k, or difficulties whose fit does not settle. Their totals may do. The message says which eval, what is missing, and what to do behind its last semicolon.
 */
public final class UnsuitableItemsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * The exception.
     *
     * @param message what is missing, and what to do
     */
    UnsuitableItemsException(String message) {
        super(message);
    }

    /**
     * What is missing, without what to do.
     *
     * @return the message up to its last semicolon
     */
    public String reason() {
        String message = String.valueOf(getMessage());
        return message.substring(0, message.lastIndexOf(';'));
    }
}
