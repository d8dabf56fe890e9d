package org.evalgap.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.evalgap.sensitivity.IndexEstimate;
import org.evalgap.sensitivity.InputSensitivity;
import org.evalgap.sensitivity.OutputSensitivity;
import org.evalgap.sensitivity.SensitivityResult;
import org.jspecify.annotations.Nullable;

/** Sensitivities for programs: a record a measure and axis, or a tree. */
public final class SensitivityRecords {
    private static final List<String> COLUMNS = List.of(
            "measure",
            "axis",
            "first",
            "firstStandardError",
            "firstLow",
            "firstHigh",
            "total",
            "totalStandardError",
            "totalLow",
            "totalHigh",
            "mean",
            "variance",
            "varianceStandardError",
            "interactions",
            "interactionsStandardError",
            "noise",
            "noiseStandardError",
            "samples",
            "replicates",
            "seed");

    private SensitivityRecords() {}

    /**
     * As comma-separated values.
     *
     * @param result the indices
     * @return a header and a line for each measure and axis
     */
    public static String csv(SensitivityResult result) {
        List<List<Object>> records = new ArrayList<>();
        for (OutputSensitivity output : result.outputs()) {
            for (InputSensitivity input : output.inputs()) {
                List<Object> cells = new ArrayList<>(List.of(output.output(), input.input()));
                for (IndexEstimate index : List.of(input.first(), input.total())) {
                    cells.addAll(List.of(index.value(), index.standardError(), index.low(), index.high()));
                }
                cells.add(output.mean());
                for (IndexEstimate one : List.of(output.variance(), output.interactions(), output.noise())) {
                    cells.addAll(List.of(one.value(), one.standardError()));
                }
                cells.addAll(List.of(result.samples(), result.replicates(), result.seed()));
                records.add(cells);
            }
        }
        return Csv.text(COLUMNS, records);
    }

    /**
     * As one object.
     *
     * @param name of the plan
     * @param result the indices
     * @param finding what is found of a measure, in words
     * @return for {@link Json}
     */
    public static Map<String, @Nullable Object> tree(
            String name, SensitivityResult result, Function<OutputSensitivity, String> finding) {
        return Tree.of(
                "name", name,
                "samples", result.samples(),
                "replicates", result.replicates(),
                "evaluations", result.evaluations(),
                "seed", result.seed(),
                "measures",
                        result.outputs().stream()
                                .map(output -> measure(output, finding.apply(output)))
                                .toList());
    }

    private static Map<String, @Nullable Object> measure(OutputSensitivity output, String finding) {
        List<Object> axes = new ArrayList<>();
        for (InputSensitivity input : output.inputs()) {
            axes.add(Tree.of("axis", input.input(), "first", index(input.first()), "total", index(input.total())));
        }
        return Tree.of(
                "measure", output.output(),
                "finding", finding,
                "mean", output.mean(),
                "variance", index(output.variance()),
                "noise", index(output.noise()),
                "interactions", index(output.interactions()),
                "axes", axes);
    }

    private static Map<String, @Nullable Object> index(IndexEstimate estimate) {
        return Tree.of(
                "value", estimate.value(),
                "standardError", estimate.standardError(),
                "low", estimate.low(),
                "high", estimate.high());
    }
}
