package org.evalgap.estimate;

import java.util.List;

/**
 * The estimate for a table of models under one assumption of the shift.
 *
 * @param assumption the assumption
 * @param shift what was found of the shift
 * @param check whether the scores speak against the assumption: where they refute it, nobody is found inflated
 * @param models one entry a row, in the order of the rows
 */
public record InflationResult(
        ShiftAssumption assumption, ShiftFit shift, AssumptionCheck check, List<ModelInflation> models) {
    /**
     * Copies the list.
     *
     * @param assumption as the component
     * @param shift as the component
     * @param check as the component
     * @param models as the component
     */
    public InflationResult {
        models = List.copyOf(models);
    }
}
