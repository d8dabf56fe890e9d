package org.evalgap.cli.estimate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.evalgap.cli.input.InputException;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ShiftAssumption;

/** Which assumptions of the shift an estimate is made under. */
public final class Assumptions {
    private Assumptions() {}

    /**
     * Those that were asked for, or all that the rows allow.
     *
     * @param labels what was asked for; none for all
     * @param rows the scores
     * @return at least one, each once
     * @throws InputException if a label is none, or too few models are marked as believed clean for one that is asked for
     */
    public static List<ShiftAssumption> of(List<String> labels, List<ModelScores> rows) {
        long clean = rows.stream().filter(ModelScores::reference).count();
        List<ShiftAssumption> out = new ArrayList<>();
        for (ShiftAssumption assumption : labels.isEmpty() ? List.of(ShiftAssumption.values()) : named(labels)) {
            boolean possible = assumption != ShiftAssumption.REFERENCE || clean >= InflationEstimator.LEAST_REFERENCES;
            if (!possible && !labels.isEmpty()) {
                throw new InputException("--shift reference needs at least " + InflationEstimator.LEAST_REFERENCES
                        + " models believed clean, not " + clean
                        + ";\nmark them in a column \"reference\" or name them with --reference");
            }
            if (possible) {
                out.add(assumption);
            }
        }
        return out;
    }

    private static List<ShiftAssumption> named(List<String> labels) {
        return labels.stream().distinct().map(Assumptions::named).toList();
    }

    /**
     * The assumption of a name.
     *
     * @param label the name
     * @return the assumption
     * @throws InputException if there is none
     */
    public static ShiftAssumption named(String label) {
        for (ShiftAssumption assumption : ShiftAssumption.values()) {
            if (assumption.label().equals(label)) {
                return assumption;
            }
        }
        throw new InputException("--shift must be same-recipe, reference or robust: " + label);
    }

    /**
     * Estimates from totals.
     *
     * @param where the file that the scores are from
     * @param estimator the estimator
     * @param rows the scores
     * @param assumptions what to assume
     * @return one estimate an assumption
     * @throws InputException if the scores cannot be estimated from
     */
    public static List<InflationResult> estimate(
            Path where, InflationEstimator estimator, List<ModelScores> rows, List<ShiftAssumption> assumptions) {
        // Independent of each other, and so of the number of threads.
        // The first one alone: until it has warmed the code up, the compiler needs the other processors.
        List<InflationResult> out = new ArrayList<>();
        out.add(blaming(where, () -> estimator.estimate(rows, assumptions.get(0))));
        out.addAll(assumptions.subList(1, assumptions.size()).parallelStream()
                .map(assumption -> blaming(where, () -> estimator.estimate(rows, assumption)))
                .toList());
        return out;
    }

    /** A fault of the estimate names the model; the file is named here. */
    static <T> T blaming(Path where, Supplier<T> estimate) {
        try {
            return estimate.get();
        } catch (ArithmeticException e) {
            throw new InputException(where + ": " + e.getMessage());
        }
    }
}
