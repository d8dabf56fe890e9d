package org.evalgap.cli.logs;

import static org.evalgap.cli.logs.LogJson.fields;
import static org.evalgap.cli.logs.LogJson.number;
import static org.evalgap.cli.logs.LogJson.text;
import static org.evalgap.cli.logs.LogJson.whole;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Totals of lm-evaluation-harness: one model, several tasks, each with means by metric and filter. */
final class HarnessResults {
    private static final List<String> MODEL_ARGUMENTS =
            List.of("peft", "delta", "pretrained", "model", "path", "engine");

    private final Path file;
    private final Map<String, Map<String, Double>> means = new LinkedHashMap<>();
    private final Map<String, Integer> items = new LinkedHashMap<>();
    private final Set<String> lowerIsBetter = new HashSet<>();
    private String name = "";
    private String arguments = "";

    HarnessResults(Path file) {
        this.file = file;
    }

    /** Reads a field of the file. */
    void part(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "results" ->
                fields(parser, (task, metrics) -> fields(metrics, (key, value) -> mean(task, key, value)));
            case "n-samples" -> fields(parser, this::count);
            case "higher_is_better" ->
                fields(
                        parser,
                        (task, metrics) -> fields(metrics, (metric, value) -> {
                            if (value.currentToken() == JsonToken.VALUE_FALSE) {
                                lowerIsBetter.add(task + "\n" + metric);
                            }
                            value.skipChildren();
                        }));
            case "model_name" -> name = text(parser);
            case "config" -> fields(parser, this::config);
            default -> parser.skipChildren();
        }
    }

    private void mean(String task, String key, JsonParser value) throws IOException {
        double mean = number(value);
        int comma = key.indexOf(',');
        if (comma > 0 && !key.substring(0, comma).endsWith("_stderr") && !Double.isNaN(mean)) {
            means.computeIfAbsent(task, any -> new LinkedHashMap<>()).put(key, mean);
        }
    }

    private void count(String task, JsonParser parser) throws IOException {
        fields(parser, (name, value) -> {
            if (name.equals("effective")) {
                items.put(task, whole(value));
            } else {
                value.skipChildren();
            }
        });
    }

    private void config(String field, JsonParser parser) throws IOException {
        if (field.equals("model_args") && parser.currentToken() == JsonToken.START_OBJECT) {
            List<String> parts = new ArrayList<>();
            fields(parser, (key, value) -> parts.add(key + "=" + text(value)));
            arguments = String.join(",", parts);
        } else if (field.equals("model_args")) {
            arguments = text(parser);
        } else {
            parser.skipChildren();
        }
    }

    /** The model's name, or the argument that names it; empty where nothing does. */
    String model() {
        if (!name.isEmpty()) {
            return name;
        }
        for (String key : MODEL_ARGUMENTS) {
            for (String part : arguments.split(",")) {
                if (part.startsWith(key + "=")) {
                    return part.substring(key.length() + 1);
                }
            }
        }
        return "";
    }

    /** One run a task of which the file says how many items it has; groups of tasks have no items of their own. */
    List<Run> runs() {
        String model = model().isEmpty() ? HarnessNames.folder(file) : model();
        List<Run> runs = new ArrayList<>();
        means.forEach((task, metrics) -> {
            int n = items.getOrDefault(task, 0);
            if (n > 0) {
                Map<String, Scores> scorers = new LinkedHashMap<>();
                metrics.forEach((key, mean) -> scorers.put(key, scores(task, key, mean, n)));
                runs.add(new Run(file, model, task, HarnessNames.date(file), Run.SUCCESS, n, 0, scorers));
            }
        });
        return runs;
    }

    private Scores scores(String task, String key, double mean, int n) {
        if (lowerIsBetter.contains(task + "\n" + key.substring(0, key.indexOf(',')))) {
            return Scores.useless("it is better where it is lower");
        }
        return mean >= 0 && mean <= 1 ? Scores.total(mean, n) : Scores.useless("its mean is outside [0, 1]");
    }
}
