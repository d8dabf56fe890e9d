package org.evalgap.audit;

/** In which unit {@code breadth} and {@code memorizationScale} are given. */
public enum Scale {
    /** Multiples of the median distance from a public item to its nearest other public item. */
    NEAREST("nearest"),
    /** Lengths in the space of the positions. */
    ABSOLUTE("absolute");

    private final String label;

    Scale(String label) {
        this.label = label;
    }

    /**
     * The name that files and options use.
     *
     * @return such as {@code nearest}
     */
    public String label() {
        return label;
    }
}
