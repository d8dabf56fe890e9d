package org.evalgap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evalgap.study.Study;
import org.evalgap.study.StudyParameter;
import org.evalgap.study.StudyResult;
import org.evalgap.study.StudyTable;

/** Studies as text: for people, as CSV and as JSON. */
final class StudyPrinter {
    private static final int LINE = 100;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            // The JDK's own digits differ between versions.
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build());

    private StudyPrinter() {}

    /**
     * Lists studies with their questions.
     *
     * @param studies which
     * @param parameters whether with their parameters
     * @param out where to
     */
    static void list(List<Study> studies, boolean parameters, PrintWriter out) {
        for (Study study : studies) {
            out.printf(Locale.ROOT, "%-20s %s%n", study.name(), study.question());
            for (StudyParameter p : parameters ? study.parameters() : List.<StudyParameter>of()) {
                String unit = p.unit().isEmpty() ? "" : " " + p.unit();
                out.printf(
                        Locale.ROOT,
                        "  %-18s %s (default %s%s; legal: %s)%n",
                        p.name(),
                        p.meaning(),
                        Numbers.text(p.defaultValue()),
                        unit,
                        p.range());
            }
        }
        out.flush();
    }

    /**
     * Prints results.
     *
     * @param results of one study or several
     * @param format how
     * @param out where to
     */
    static void print(List<StudyResult> results, StudyCommand.Format format, PrintWriter out) {
        switch (format) {
            case table -> results.forEach(result -> table(result, out));
            case csv -> csv(results, out);
            case json -> out.println(json(results));
        }
        out.flush();
    }

    private static void table(StudyResult result, PrintWriter out) {
        out.println(result.study().name() + ": " + result.study().question());
        out.println();
        wrap(result.finding(), out);
        for (StudyTable table : result.tables()) {
            out.println();
            out.println(table.title());
            grid(table, out);
        }
        out.println();
        wrap("Shows: " + result.study().shows(), out);
        wrap("Cannot tell: " + result.study().cannotTell(), out);
        out.println();
    }

    private static void grid(StudyTable table, PrintWriter out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.columns().stream().map(StudyTable.Column::name).toList());
        for (List<Object> row : table.rows()) {
            lines.add(row.stream().map(StudyPrinter::cell).toList());
        }
        int[] widths = new int[table.columns().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(" ".repeat(widths[i] - line.get(i).length() + 2)).append(line.get(i));
            }
            out.println(text);
        }
    }

    static String cell(Object cell) {
        return cell instanceof Double value ? number(value) : cell.toString();
    }

    private static String number(double value) {
        double magnitude = Math.abs(value);
        if (value == Math.rint(value) && magnitude < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, magnitude >= 1e6 || magnitude < 1e-4 ? "%.3e" : "%.4g", value);
    }

    private static void wrap(String text, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() >= LINE) {
                out.println(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }

    private static void csv(List<StudyResult> results, PrintWriter out) {
        String gap = "";
        for (StudyResult result : results) {
            for (StudyTable table : result.tables()) {
                out.print(gap);
                out.println("# " + result.study().name() + "/" + table.name() + ": " + table.title());
                out.print(table.toCsv());
                gap = System.lineSeparator();
            }
        }
    }

    private static String json(List<StudyResult> results) {
        List<Map<String, Object>> objects =
                results.stream().map(StudyPrinter::object).toList();
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(objects.size() == 1 ? objects.get(0) : objects);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a study's result could not be written as JSON", e);
        }
    }

    private static Map<String, Object> object(StudyResult result) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (StudyParameter parameter : result.settings().parameters()) {
            settings.put(parameter.name(), result.settings().get(parameter));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("study", result.study().name());
        object.put("question", result.study().question());
        object.put("settings", settings);
        object.put("seed", result.seed());
        object.put("finding", result.finding());
        object.put("tables", result.tables());
        object.put("figures", result.figures());
        object.put("shows", result.study().shows());
        object.put("cannotTell", result.study().cannotTell());
        object.put("literature", result.study().literature());
        return object;
    }
}
