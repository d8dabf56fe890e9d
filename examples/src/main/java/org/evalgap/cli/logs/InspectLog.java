package org.evalgap.cli.logs;

import static org.evalgap.cli.logs.LogJson.elements;
import static org.evalgap.cli.logs.LogJson.fields;
import static org.evalgap.cli.logs.LogJson.text;
import static org.evalgap.cli.logs.LogJson.whole;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.evalgap.cli.input.InputException;

/** A log of inspect_ai, format version 2, put together from its parts in whatever order they come. */
final class InspectLog {
    private static final int VERSION = 2;

    private final Path file;
    private final InspectSamples samples = new InspectSamples();
    private final InspectSamples reductions = new InspectSamples();
    private final Map<String, Double> claimed = new HashMap<>();
    private int version;
    private String status = "started";
    private boolean invalidated;
    private String task = "";
    private String model = "";
    private String created = "";
    private int epochs = 1;
    private int sampleIds;
    private int total;

    InspectLog(Path file) {
        this.file = file;
    }

    /** Reads a field of the whole log, or of its header. */
    void part(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "version" -> version = whole(parser);
            case "status" -> status = text(parser);
            case "invalidated" -> invalidated = text(parser).equals("true");
            case "eval" -> fields(parser, this::eval);
            case "results" -> fields(parser, this::results);
            case "samples" -> samples(parser);
            case "reductions" -> reductions(parser);
            default -> parser.skipChildren();
        }
    }

    private void eval(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "task" -> task = text(parser);
            case "model" -> model = text(parser);
            case "created" -> created = utc(text(parser));
            case "dataset" -> fields(parser, this::dataset);
            case "config" ->
                fields(parser, (key, value) -> {
                    if (key.equals("epochs")) {
                        epochs = Math.max(1, whole(value));
                    } else {
                        value.skipChildren();
                    }
                });
            default -> parser.skipChildren();
        }
    }

    private void dataset(String name, JsonParser parser) throws IOException {
        if (name.equals("sample_ids")) {
            sampleIds = LogJson.count(parser);
        } else {
            parser.skipChildren();
        }
    }

    private void results(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "total_samples" -> total = whole(parser);
            case "scores" -> elements(parser, this::summary);
            case "sample_reductions" -> reductions(parser);
            default -> parser.skipChildren();
        }
    }

    /** The log's own summary of one scorer: its mean is kept to be compared with that of the samples. */
    private void summary(JsonParser parser) throws IOException {
        String[] names = {"", "", "mean"};
        double[] mean = {Double.NaN};
        fields(parser, (name, value) -> {
            switch (name) {
                case "name" -> names[0] = text(value);
                case "scorer" -> names[1] = text(value);
                case "reducer" -> names[2] = text(value);
                case "metrics" -> fields(value, (metric, entry) -> mean(metric, entry, mean));
                default -> value.skipChildren();
            }
        });
        if (names[2].isEmpty() || names[2].equals("mean")) {
            claimed.put(names[0], mean[0]);
            claimed.put(names[1] + "/" + names[0], mean[0]);
        }
    }

    private static void mean(String metric, JsonParser entry, double[] mean) throws IOException {
        String plain = metric.substring(metric.lastIndexOf('/') + 1);
        boolean asked = plain.equals("accuracy") || plain.equals("mean");
        fields(entry, (name, value) -> {
            if (asked && name.equals("value")) {
                mean[0] = LogJson.number(value);
            } else {
                value.skipChildren();
            }
        });
    }

    /** Reads all samples, or their summaries. */
    void samples(JsonParser parser) throws IOException {
        elements(parser, samples::sample);
    }

    /** Reads one sample. */
    void sample(JsonParser parser) throws IOException {
        samples.sample(parser);
    }

    /** Reads what the log keeps of samples over all epochs. */
    void reductions(JsonParser parser) throws IOException {
        elements(parser, reductions::reduction);
    }

    String task() {
        return task;
    }

    boolean hasSamples() {
        return samples.any();
    }

    /** Refuses what later or earlier versions of the format may mean by the same words. */
    void requireVersion() {
        if (version != VERSION) {
            throw new InputException(file + ": format version " + version + " of inspect_ai; version " + VERSION
                    + " is read; convert the log with its own tools");
        }
        if (task.isEmpty() || model.isEmpty()) {
            throw new InputException(
                    file + ": the log's header has no " + (task.isEmpty() ? "task" : "model") + "; it is damaged");
        }
    }

    /** What was read. */
    Run run() {
        requireVersion();
        InspectSamples source = samples.any() ? samples : reductions;
        Map<String, Scores> scorers = new LinkedHashMap<>();
        source.scorers()
                .forEach((name, scores) -> scorers.put(name, scores.claiming(claimed.getOrDefault(name, Double.NaN))));
        int planned = sampleIds > 0 ? sampleIds * (samples.any() ? epochs : 1) : total;
        String ending = invalidated ? "invalidated" : status;
        return new Run(file, model, task, created, ending, planned, source.choices(), scorers);
    }

    /** Dates of different zones, so that their texts sort by time. */
    private static String utc(String date) {
        try {
            return OffsetDateTime.parse(date)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime()
                    .toString();
        } catch (DateTimeParseException e) {
            return date;
        }
    }
}
