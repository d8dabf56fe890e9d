package org.evalgap.sensitivity;

import java.util.List;

/**
 * Sensitivity of all outputs.
 *
 * @param samples base points of the design
 * @param replicates replicates a point
 * @param evaluations points times replicates: samples × (inputs + 2) × replicates
 * @param seed of the design, of the replicates and of resampling
 * @param outputs one an output, in their order
 */
public record SensitivityResult(
        int samples, int replicates, long evaluations, long seed, List<OutputSensitivity> outputs) {
    /**
     * Sensitivity of all outputs.
     *
     * @param samples base points of the design
     * @param replicates replicates a point
     * @param evaluations points times replicates
     * @param seed of the design, of the replicates and of resampling
     * @param outputs one an output
     */
    public SensitivityResult {
        outputs = List.copyOf(outputs);
    }

    /**
     * Finds an output.
     *
     * @param name its name
     * @return its sensitivity
     * @throws IllegalArgumentException if it was not analysed
     */
    public OutputSensitivity output(String name) {
        return outputs.stream()
                .filter(output -> output.output().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("output " + name + " was not analysed; there are "
                        + outputs.stream().map(OutputSensitivity::output).toList()));
    }
}
