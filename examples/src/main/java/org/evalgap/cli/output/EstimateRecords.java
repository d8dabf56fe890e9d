package org.evalgap.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.Interval;
import org.evalgap.estimate.ModelInflation;
import org.evalgap.estimate.ModelScores;
import org.jspecify.annotations.Nullable;

/** An estimate for programs: a record a model and assumption, or a tree. */
public final class EstimateRecords {
    private static final List<String> TEXTS = List.of("assumption", "model", "family", "reference");

    private static final List<String> NUMBERS = List.of(
            "public",
            "fresh",
            "inflation",
            "inflationLower",
            "inflationUpper",
            "inflationAtLeast",
            "probability",
            "probabilityAboveThreshold",
            "pValue",
            "qValue",
            "gap",
            "gapLower",
            "gapUpper",
            "honest",
            "honestLower",
            "honestUpper",
            "publicRank",
            "rank",
            "rankLower",
            "rankUpper");

    private final List<ModelScores> rows;
    private final InflationSpec options;
    private final List<InflationResult> results;
    private final EstimateOrigin origin;

    /**
     * Records of an estimate.
     *
     * @param rows the scores
     * @param options what was asked for
     * @param results an estimate for each assumption, its models in the order of the rows
     * @param origin where the scores are from
     */
    public EstimateRecords(
            List<ModelScores> rows, InflationSpec options, List<InflationResult> results, EstimateOrigin origin) {
        this.rows = rows;
        this.options = options;
        this.results = results;
        this.origin = origin;
    }

    /**
     * As comma-separated values.
     *
     * @return a header and a line for each assumption and model
     */
    public String csv() {
        List<String> header = new ArrayList<>(TEXTS);
        header.addAll(NUMBERS);
        header.addAll(List.of("found", "check"));
        List<List<Object>> records = new ArrayList<>();
        for (InflationResult result : results) {
            for (int i = 0; i < rows.size(); i++) {
                ModelScores row = rows.get(i);
                List<Object> cells = new ArrayList<>(List.of(
                        result.assumption().label(), row.model(), row.family().strip(), row.reference()));
                for (double value : numbers(row, result.models().get(i))) {
                    cells.add(value);
                }
                cells.add(result.models().get(i).found());
                cells.add(result.check().word());
                records.add(cells);
            }
        }
        return Csv.text(header, records);
    }

    private static double[] numbers(ModelScores row, ModelInflation m) {
        return new double[] {
            row.publicScore().score(),
            row.freshScore().score(),
            m.inflation().mean(),
            m.inflation().lower(),
            m.inflation().upper(),
            m.atLeast(),
            m.probability(),
            m.probabilityAbove(),
            m.pValue(),
            m.qValue(),
            m.gap().mean(),
            m.gap().lower(),
            m.gap().upper(),
            m.honest().mean(),
            m.honest().lower(),
            m.honest().upper(),
            m.publicRank(),
            m.rank(),
            m.rankLower(),
            m.rankUpper()
        };
    }

    /**
     * As one object.
     *
     * @return for {@link Json}
     */
    public Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> tree = Tree.of("threshold", options.threshold(), "level", options.level());
        origin.items()
                .ifPresentOrElse(
                        items -> {
                            tree.put("publicCorrelation", items.publicCorrelation());
                            tree.put("freshCorrelation", items.freshCorrelation());
                        },
                        () -> {
                            tree.put("itemCorrelation", options.itemCorrelation());
                            tree.put("clusterCorrelation", options.clusterCorrelation());
                        });
        tree.put("seed", options.seed());
        tree.put("estimates", results.stream().map(this::estimate).toList());
        if (!origin.sources().isEmpty()) {
            tree.put("account", origin.account());
            tree.put("sources", origin.sources());
        }
        return tree;
    }

    /**
     * Where the scores are from.
     *
     * @return as it was given
     */
    public EstimateOrigin origin() {
        return origin;
    }

    private Map<String, @Nullable Object> estimate(InflationResult result) {
        List<Object> models = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            models.add(model(rows.get(i), result.models().get(i)));
        }
        return Tree.of(
                "assumption",
                result.assumption().label(),
                "shift",
                Tree.of(
                        "intercept", interval(result.shift().intercept()),
                        "slope", interval(result.shift().slope()),
                        "noise", interval(result.shift().noise()),
                        "predictedDeviation", result.shift().predictedDeviation(),
                        "observedDeviation", result.shift().observedDeviation()),
                "check",
                Tree.of(
                        "word", result.check().word(),
                        "pValue", result.check().pValue(),
                        "line", result.check().line(),
                        "scatter", result.check().scatter(),
                        "noise", result.check().noise()),
                "models",
                models);
    }

    private static Map<String, @Nullable Object> model(ModelScores row, ModelInflation inflation) {
        Map<String, @Nullable Object> model =
                Tree.of("model", row.model(), "family", row.family().strip(), "reference", row.reference());
        double[] numbers = numbers(row, inflation);
        for (int c = 0; c < numbers.length; c++) {
            model.put(NUMBERS.get(c), numbers[c]);
        }
        model.put("found", inflation.found());
        return model;
    }

    private static Map<String, @Nullable Object> interval(Interval interval) {
        return Tree.of("mean", interval.mean(), "lower", interval.lower(), "upper", interval.upper());
    }
}
