package org.evalgap.cli.logs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small logs of our own, in the shapes that inspect_ai and lm-evaluation-harness write. */
final class SmallLogs {
    private SmallLogs() {}

    /** The header of a log of inspect_ai that came to its end. */
    static String header(String model, String task, int items, int epochs) {
        return header(2, "success", model, task, items, epochs, "");
    }

    static String header(int version, String status, String model, String task, int items, int epochs, String results) {
        StringJoiner ids = new StringJoiner(",", "[", "]");
        for (int i = 1; i <= items; i++) {
            ids.add(Integer.toString(i));
        }
        return """
                {"version": %d, "status": "%s", "eval": {"created": "2026-03-01T10:00:00+01:00", "task": "%s",
                 "dataset": {"name": "%s", "samples": 100, "sample_ids": %s}, "model": "%s",
                 "config": {"epochs": %d, "epochs_reducer": ["mean"]}}, "plan": {"steps": []}%s}
                """.formatted(version, status, task, task, ids, model, epochs, results);
    }

    /** Summaries of samples, one epoch, each with the value of one scorer as JSON; null for a sample without scores. */
    static String samples(String scorer, String... values) {
        StringJoiner all = new StringJoiner(",\n", "[", "]");
        for (int i = 0; i < values.length; i++) {
            all.add(sample(i + 1, 1, scorer, values[i]));
        }
        return all.toString();
    }

    static String sample(int id, int epoch, String scorer, String value) {
        String scores = value == null ? "{}" : "{\"" + scorer + "\": {\"value\": " + value + ", \"answer\": \"x\"}}";
        return "{\"id\": " + id + ", \"epoch\": " + epoch + ", \"input\": \"1 + 1\", \"scores\": " + scores + "}";
    }

    /** A log of inspect_ai as JSON: a header with samples. */
    static String whole(String header, String samples) {
        return header.stripTrailing().replaceFirst("}$", "") + ", \"samples\": " + samples + "}\n";
    }

    static Path zip(Path file, Map<String, String> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return file;
    }

    /** A log of inspect_ai as a zip file. */
    static Path eval(Path file, String header, String summaries) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("_journal/start.json", header);
        entries.put("summaries.json", summaries);
        entries.put("header.json", header);
        return zip(file, entries);
    }

    static Path gzip(Path file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    /** Results of lm-evaluation-harness: one task, means by metric and filter as JSON. */
    static String results(String model, String task, int items, String means) {
        return """
                {"results": {"%s": {"alias": "%s", %s}, "all": {"acc,none": 0.5}},
                 "configs": {"%s": {"metric_list": [{"metric": "acc"}]}}, "versions": {"%s": 1.0},
                 "higher_is_better": {"%s": {"acc": true, "loss": false}},
                 "n-samples": {"%s": {"original": 500, "effective": %d}}, "config": {"model": "hf"},
                 "model_name": "%s"}
                """.formatted(task, task, means, task, task, task, task, items, model);
    }

    /** A line of samples of lm-evaluation-harness. */
    static String line(int doc, String filter, String metric, String value) {
        return ("{\"doc_id\": %d, \"doc\": {\"question\": \"1 + 1\"}, \"target\": \"2\", \"arguments\": {\"a\": [1]},"
                        + " \"resps\": [[\"2\"]], \"filter\": \"%s\", \"metrics\": [\"%s\"], \"doc_hash\": \"%064d\","
                        + " \"%s\": %s}\n")
                .formatted(doc, filter, metric, doc, metric, value);
    }
}
