package org.evalgap.measure;

/** Measures that are computed together, because they need the same extra work. */
public enum MeasureGroup {
    /**
     * Scores, gaps and abilities: what almost everybody wants. All but the abilities and the gaps in logits come out whatever is
     * asked for; these two are what asking for this group adds.
     */
    SCORES("scores"),
    /** Success on the training environments and on fresh ones of the same design. */
    GENERALIZATION("generalization"),
    /** Scores along training: the Goodhart curve, its peak and the fall from there. */
    TRAJECTORY("trajectory");

    private final String label;

    MeasureGroup(String label) {
        this.label = label;
    }

    /**
     * The name in plans and on the command line.
     *
     * @return lower case
     */
    public String label() {
        return label;
    }
}
