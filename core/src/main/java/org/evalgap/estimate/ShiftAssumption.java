package org.evalgap.estimate;

/**
 * What is assumed of the common shift between public and fresh items. Scores alone cannot tell a public eval that is
 * easier for everybody from one on which everybody is inflated: this is where the user says which.
 */
public enum ShiftAssumption {
    /** Fresh items were made by the public eval's recipe: the shift a is N(0, 0.03²) probit a priori; most models are clean. */
    SAME_RECIPE("same-recipe", 0.03, ShiftAssumption.MOST_ARE_CLEAN),
    /** The reference models are clean, and nobody else is taken to be: the shift is between what both kinds of score show. */
    REFERENCE("reference", 0.5, ShiftAssumption.ANYBODY_MAY_BE_INFLATED),
    /** Most models are clean: the shift is what the bulk of all scores shows; inflation is what stands out of it. */
    ROBUST("robust", 0.5, ShiftAssumption.MOST_ARE_CLEAN);

    /** A share of 0.12 of the models, 95 % between 0.02 and 0.49. */
    private static final double MOST_ARE_CLEAN = -2;

    /** A share of 0.95 of the models that are no references, 95 % between 0.74 and 0.99. */
    private static final double ANYBODY_MAY_BE_INFLATED = 3;

    private final String label;
    private final double interceptDeviation;
    private final double prevalenceLogit;

    ShiftAssumption(String label, double interceptDeviation, double prevalenceLogit) {
        this.label = label;
        this.interceptDeviation = interceptDeviation;
        this.prevalenceLogit = prevalenceLogit;
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

    /**
     * Centre of the prior of how common inflation is among models that are no references.
     *
     * @return in logits of the share
     */
    public double prevalenceLogit() {
        return prevalenceLogit;
    }
}
