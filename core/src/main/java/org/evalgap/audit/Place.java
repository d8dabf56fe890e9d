package org.evalgap.audit;

/** Where an item is scored. */
public enum Place {
    /** Items of the public eval. */
    PUBLIC("public", 1),
    /** Items of the eval's kind that nobody has seen. */
    FRESH("fresh", 1),
    /** Tasks that the economy pays for. */
    WORK("work", 0);

    private final String label;
    private final int format;

    Place(String label, int format) {
        this.label = label;
        this.format = format;
    }

    /**
     * The name that files and options use.
     *
     * @return such as {@code public}
     */
    public String label() {
        return label;
    }

    /** Format of items that give none: 1 where they are asked the eval's way. */
    int format() {
        return format;
    }
}
