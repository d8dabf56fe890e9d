package org.evalgap.cli.estimate;

import java.util.List;
import org.evalgap.cli.output.EstimateOrigin;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.ModelScores;

/**
 * An estimate and what it is of.
 *
 * @param rows the scores as they are, a row a model
 * @param results one an assumption, their models in the order of the rows
 * @param origin where the scores are from
 */
public record Estimated(List<ModelScores> rows, List<InflationResult> results, EstimateOrigin origin) {
    /**
     * Copies the lists.
     *
     * @param rows as the component
     * @param results as the component
     * @param origin as the component
     */
    public Estimated {
        rows = List.copyOf(rows);
        results = List.copyOf(results);
    }
}
