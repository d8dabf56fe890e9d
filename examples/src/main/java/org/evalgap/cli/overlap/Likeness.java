package org.evalgap.cli.overlap;

/** How alike two texts are, the strongest first. */
public enum Likeness {
    /** The same words in the same order. */
    EXACT("exact"),
    /** At least half of the three-word shingles of both together are in both. */
    NEAR("near-duplicate"),
    /** Less, but thirteen words in a row are in both. */
    QUOTED("13-gram");

    private final String label;

    Likeness(String label) {
        this.label = label;
    }

    /**
     * The name in tables.
     *
     * @return such as {@code near-duplicate}
     */
    public String label() {
        return label;
    }
}
