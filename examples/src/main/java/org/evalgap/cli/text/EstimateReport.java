package org.evalgap.cli.text;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.Interval;
import org.evalgap.estimate.ModelInflation;
import org.evalgap.estimate.ModelScores;

/** An estimate as a table to read, as CSV or as JSON. */
public final class EstimateReport {
    private static final List<String> COLUMNS = List.of(
            "assumption",
            "model",
            "family",
            "reference",
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

    public EstimateReport(List<ModelScores> rows, InflationSpec options, List<InflationResult> results) {
        this.rows = rows;
        this.options = options;
        this.results = results;
    }

    public void write(OutputFormat format, Writer out) throws IOException {
        switch (format) {
            case table -> new EstimateText(rows, options, results).write(out);
            case csv -> csv(out);
            case json -> json(out);
        }
    }

    private void csv(Writer out) throws IOException {
        out.write(Numbers.csv(COLUMNS) + "\n");
        for (InflationResult result : results) {
            for (int i = 0; i < rows.size(); i++) {
                List<String> cells = new ArrayList<>();
                cells.add(result.assumption().label());
                cells.add(rows.get(i).model());
                cells.add(rows.get(i).family().strip());
                cells.add(Boolean.toString(rows.get(i).reference()));
                for (double value : numbers(rows.get(i), result.models().get(i))) {
                    cells.add(Numbers.text(value));
                }
                out.write(Numbers.csv(cells) + "\n");
            }
        }
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

    private void json(Writer out) throws IOException {
        try (JsonGenerator json = Numbers.json(out)) {
            write(json);
        }
        out.write("\n");
    }

    /** Writes one object. */
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("threshold", options.threshold());
        json.writeNumberField("level", options.level());
        json.writeNumberField("itemCorrelation", options.itemCorrelation());
        json.writeNumberField("clusterCorrelation", options.clusterCorrelation());
        json.writeNumberField("seed", options.seed());
        json.writeArrayFieldStart("estimates");
        for (InflationResult result : results) {
            estimate(json, result);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void estimate(JsonGenerator json, InflationResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("assumption", result.assumption().label());
        json.writeObjectFieldStart("shift");
        interval(json, "intercept", result.shift().intercept());
        interval(json, "slope", result.shift().slope());
        interval(json, "noise", result.shift().noise());
        json.writeNumberField("predictedDeviation", result.shift().predictedDeviation());
        json.writeNumberField("observedDeviation", result.shift().observedDeviation());
        json.writeEndObject();
        json.writeArrayFieldStart("models");
        for (int i = 0; i < rows.size(); i++) {
            json.writeStartObject();
            json.writeStringField("model", rows.get(i).model());
            json.writeStringField("family", rows.get(i).family().strip());
            json.writeBooleanField("reference", rows.get(i).reference());
            double[] numbers = numbers(rows.get(i), result.models().get(i));
            for (int c = 0; c < numbers.length; c++) {
                number(json, COLUMNS.get(c + 4), numbers[c]);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }

    private static void interval(JsonGenerator json, String name, Interval interval) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("mean", interval.mean());
        json.writeNumberField("lower", interval.lower());
        json.writeNumberField("upper", interval.upper());
        json.writeEndObject();
    }
}
