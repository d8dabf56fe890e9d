package org.evalgap.estimate;

import org.evalgap.internal.posterior.ShiftCheck;

/**
 * Whether the scores speak against an assumption of the shift: posterior-predictive p-values of what it says of the rows that it
 * takes for clean. A table for which the assumption holds is refuted at most once in fifty times.
 *
 * @param line p-value of the line through those rows: whether level and slope together, or the slope by itself, are where the
 *     assumption has them, inflation drawing lines away as often as it is assumed to; at least 0.001
 * @param scatter p-value of the errors made in predicting each of them from the others
 * @param noise p-value of the item-set noise that was found
 * @param pValue three times the least of them, at most 1
 */
public record AssumptionCheck(double line, double scatter, double noise, double pValue) {
    /** Below this the assumption is refuted. */
    static final double REFUTED = 0.02;

    private static final double DOUBTFUL = 0.1;

    static AssumptionCheck of(ShiftCheck check) {
        return new AssumptionCheck(check.line(), check.scatter(), check.noise(), check.pValue());
    }

    /**
     * Whether the scores refute the assumption. Then nobody is found inflated under it.
     *
     * @return true if the p-value is below 0.02
     */
    public boolean refuted() {
        return pValue < REFUTED;
    }

    /**
     * The outcome in one word.
     *
     * @return {@code holds}, {@code doubtful} where the p-value is below 0.1, {@code refuted} where it is below 0.02
     */
    public String word() {
        return refuted() ? "refuted" : pValue < DOUBTFUL ? "doubtful" : "holds";
    }

    /**
     * What speaks against it most.
     *
     * @return {@code line}, {@code scatter} or {@code noise}
     */
    public String reason() {
        double least = Math.min(line, Math.min(scatter, noise));
        return least == line ? "line" : least == scatter ? "scatter" : "noise";
    }
}
