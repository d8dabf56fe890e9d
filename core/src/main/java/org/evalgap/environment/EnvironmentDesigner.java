package org.evalgap.environment;

/**
 * Whoever builds the training environments. The model's own is {@link InspiredDesigner}; another one can be given to a
 * scenario.
 *
 * <p>Implementations are immutable and draw all their random numbers from the streams of the brief, so that the same brief
 * always gives the same environments.
 */
public interface EnvironmentDesigner {
    /**
     * A name that tells this designer, settings included, from any other: part of a scenario's key.
     *
     * @return one line
     */
    String name();

    /**
     * Whether the designer looks at how the learner does on public items; if so, {@link DesignBrief#success} has an answer.
     *
     * @param inspiration λ of the scenario, in [0, 1]
     * @param errorFocus ψ of the scenario, at least 0
     * @return true by default
     */
    default boolean looksAtSuccess(double inspiration, double errorFocus) {
        return true;
    }

    /**
     * Builds environments {@code sheet.from()} to {@code sheet.to()} − 1.
     *
     * @param brief what the designer knows; valid during the call only
     * @param sheet where the environments go; valid during the call only
     */
    void design(DesignBrief brief, EnvironmentSheet sheet);
}
