package org.evalgap.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.evalgap.cli.output.Numbers;
import org.evalgap.study.frame.Prose;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudyTable;

/** Studies as text, for people and as CSV. */
public final class StudyText {
    private static final int LINE = 100;

    private StudyText() {}

    /**
     * Lists studies with their questions.
     *
     * @param studies which
     * @param parameters whether with their parameters
     * @return lines
     */
    public static String list(List<Study> studies, boolean parameters) {
        StringBuilder out = new StringBuilder();
        for (Study study : studies) {
            out.append(String.format(
                            Locale.ROOT, "%-20s %s", study.name(), study.prose().question()))
                    .append('\n');
            for (StudyParameter p : parameters ? study.parameters() : List.<StudyParameter>of()) {
                String unit = p.unit().isEmpty() ? "" : " " + p.unit();
                out.append(String.format(
                                Locale.ROOT,
                                "  %-18s %s (default %s%s; legal: %s)",
                                p.name(),
                                p.meaning(),
                                Numbers.text(p.defaultValue()),
                                unit,
                                p.range()))
                        .append('\n');
            }
        }
        return out.toString();
    }

    /**
     * Results for reading: the finding, the tables, and what they show and cannot tell.
     *
     * @param results of one study or several
     * @return lines
     */
    public static String table(List<StudyResult> results) {
        StringBuilder out = new StringBuilder();
        for (StudyResult result : results) {
            Prose prose = result.study().prose();
            out.append(result.study().name()).append(": ");
            out.append(prose.question()).append("\n\n");
            wrap(result.finding(), out);
            for (StudyTable table : result.tables()) {
                out.append('\n').append(table.title()).append('\n');
                grid(table, out);
            }
            out.append('\n');
            wrap("Shows: " + prose.shows(), out);
            wrap("Cannot tell: " + prose.cannotTell(), out);
            out.append('\n');
        }
        return out.toString();
    }

    /**
     * Tables as comma-separated values, one after another, each below a line with its name and separated by an empty one.
     *
     * @param results of one study or several
     * @return lines
     */
    public static String csv(List<StudyResult> results) {
        return results.stream()
                .flatMap(result -> result.tables().stream()
                        .map(table -> "# " + result.study().name() + "/" + table.name() + ": " + table.title() + "\n"
                                + table.toCsv()))
                .collect(Collectors.joining("\n"));
    }

    private static void grid(StudyTable table, StringBuilder out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.columns().stream().map(StudyTable.Column::name).toList());
        for (List<Object> row : table.rows()) {
            lines.add(row.stream().map(StudyText::cell).toList());
        }
        int[] widths = new int[table.columns().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                out.append(" ".repeat(widths[i] - line.get(i).length() + 2)).append(line.get(i));
            }
            out.append('\n');
        }
    }

    /**
     * A cell as people read it: four significant digits.
     *
     * @param cell a number or a text
     * @return its text
     */
    public static String cell(Object cell) {
        return cell instanceof Double value ? number(value) : cell.toString();
    }

    private static String number(double value) {
        double magnitude = Math.abs(value);
        if (value == Math.rint(value) && magnitude < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, magnitude >= 1e6 || magnitude < 1e-4 ? "%.3e" : "%.4g", value);
    }

    /** Writes a text in lines that fit a page. */
    static void wrap(String text, StringBuilder out) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() >= LINE) {
                out.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
