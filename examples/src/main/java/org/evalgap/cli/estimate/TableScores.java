package org.evalgap.cli.estimate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.ScoreFile;
import org.evalgap.cli.output.EstimateOrigin;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.ModelScores;

/**
 * The scores of one eval in a table.
 *
 * @param where the table's file
 * @param name name of the eval; empty where no column says
 * @param rows a row a model, at least two
 */
public record TableScores(Path where, String name, List<ModelScores> rows) implements EvalScores {
    /**
     * Copies the list.
     *
     * @param where as the component
     * @param name as the component
     * @param rows as the component
     * @throws InputException if there are fewer than two rows
     */
    public TableScores {
        rows = List.copyOf(rows);
        if (rows.size() < 2) {
            throw new InputException(where + ": one row" + (name.isEmpty() ? "" : " of eval \"" + name + "\"")
                    + "; the shift is common to models, so give at least 2");
        }
    }

    /**
     * All evals of a table.
     *
     * @param where its file
     * @param file what it holds
     * @return one entry an eval
     * @throws InputException if an eval has fewer than two rows
     */
    public static List<EvalScores> of(Path where, ScoreFile file) {
        return file.byEval().entrySet().stream()
                .map((Map.Entry<String, List<ModelScores>> eval) ->
                        (EvalScores) new TableScores(where, eval.getKey(), eval.getValue()))
                .toList();
    }

    @Override
    public Estimated estimate(InflationSpec spec, List<String> labels) {
        return new Estimated(
                rows,
                Assumptions.estimate(where, new InflationEstimator(spec), rows, Assumptions.of(labels, rows)),
                EstimateOrigin.table());
    }
}
