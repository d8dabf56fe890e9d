package org.evalgap.estimate;

/**
 * What is assumed of the common shift between public and fresh items. Scores alone cannot tell a public eval that is
 * easier for everybody from one on which everybody is inflated: this is where the user says which.
 */
public enum ShiftAssumption {
    /** Fresh items were made by the public eval's recipe: the shift a is N(0, 0.03²) probit, whatever the scores say. */
    SAME_RECIPE("same-recipe", 0.03),
    /** The reference models are clean: the shift is what their scores show, and nobody else's. */
    REFERENCE("reference", 0.5),
    /** Most models are clean: the shift is what the bulk of all scores shows; inflation is what stands out of it. */
    ROBUST("robust", 0.5);

    private final String label;
    private final double interceptDeviation;

    ShiftAssumption(String label, double interceptDeviation) {
        this.label = label;
        this.interceptDeviation = interceptDeviation;
    }

    /**
     * The name used on the command line and in files.
     *
     * @return lower case, with a hyphen
     */
    public String label() {
        return label;
    }

    /**
     * Standard deviation of the prior of the intercept a.
     *
     * @return in probit, before the part that shared items add
     */
    public double interceptDeviation() {
        return interceptDeviation;
    }
}
