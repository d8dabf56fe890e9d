package org.evalgap.sensitivity;

import java.util.List;

/**
 * What an output depends on. Shares are of its variance over the inputs, noise of simulation taken out.
 *
 * @param output which
 * @param mean its mean over the inputs
 * @param variance its variance over the inputs, in the square of its unit, without noise
 * @param noise the share of noise in the variance that is seen between points with this many replicates, in [0, 1] but for
 *     chance: luck that the points of a repetition have in common is no part of it. 0 for a function without noise
 * @param interactions the share of the variance that no input makes alone: 1 less all first-order indices
 * @param inputs what each input makes, in the inputs' order
 */
public record OutputSensitivity(
        String output,
        double mean,
        IndexEstimate variance,
        IndexEstimate noise,
        IndexEstimate interactions,
        List<InputSensitivity> inputs) {
    /**
     * What an output depends on.
     *
     * @param output which
     * @param mean its mean over the inputs
     * @param variance its variance over the inputs
     * @param noise the share of noise in the variance that is seen
     * @param interactions the share of the variance that no input makes alone
     * @param inputs what each input makes
     */
    public OutputSensitivity {
        inputs = List.copyOf(inputs);
    }

    /**
     * Whether there are indices: the output varies, and its variance can be told from noise.
     *
     * @return false if the indices are NaN
     */
    public boolean told() {
        return !Double.isNaN(interactions.value());
    }

    /**
     * Whether the output is the same at all points.
     *
     * @return true if it does not vary at all
     */
    public boolean constant() {
        return variance.value() == 0;
    }
}
