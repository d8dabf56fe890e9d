package org.evalgap.cli.text;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.evalgap.cli.output.Numbers;
import org.evalgap.study.frame.Prose;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudyTable;

/** Studies as text, for people and as CSV. */
public final class StudyText {
    private static final int NAME = 20;
    private static final int MOST_ROWS = 12;
    private static final String ERROR = "StandardError";

    /** Studies do not say of how many replicates a mean is; they have enough for the normal distribution. */
    private static final double NORMAL = 1.96;

    private StudyText() {}

    /**
     * Lists studies with their questions.
     *
     * @param studies which
     * @param parameters whether with their parameters
     * @param screen what shows the text
     * @return lines
     */
    public static String list(List<Study> studies, boolean parameters, Screen screen) {
        StringBuilder out = new StringBuilder();
        for (Study study : studies) {
            out.append(
                    hanging(Lines.left(study.name(), NAME) + " ", study.prose().question(), screen));
            for (StudyParameter p : parameters ? study.parameters() : List.<StudyParameter>of()) {
                String unit = p.unit().isEmpty() ? "" : " " + p.unit();
                String told = String.format(
                        Locale.ROOT,
                        "%s (default %s%s; legal: %s)",
                        p.meaning(),
                        Numbers.text(p.defaultValue()),
                        unit,
                        p.range());
                out.append(hanging("  " + Lines.left(p.name(), NAME - 2) + " ", told, screen));
            }
        }
        return out.toString();
    }

    /** A name, and beside it what it means. */
    private static String hanging(String name, String told, Screen screen) {
        String indent = " ".repeat(name.length());
        String lines = Lines.wrapped(indent + told, screen.width(), "");
        return name + lines.substring(indent.length());
    }

    /**
     * Results for reading: the finding, the first table, and what it shows and cannot tell.
     *
     * @param results of one study or several
     * @param screen what shows the text
     * @param verbose whether with all tables, and all of their rows
     * @return lines
     */
    public static String table(List<StudyResult> results, Screen screen, boolean verbose) {
        StringBuilder out = new StringBuilder();
        for (StudyResult result : results) {
            Prose prose = result.study().prose();
            out.append(screen.strong(screen.wrapped(result.finding())));
            List<StudyTable> tables =
                    verbose ? result.tables() : result.tables().subList(0, 1);
            for (StudyTable table : tables) {
                out.append('\n')
                        .append(screen.wrapped(
                                table.title() + (merged(table) ? " (± is half of a 95 % interval)" : "")));
                grid(
                        table,
                        verbose ? Integer.MAX_VALUE : MOST_ROWS,
                        verbose ? screen.tableWidth() : screen.width(),
                        out);
            }
            out.append('\n');
            out.append(screen.wrapped(result.study().name() + ": " + prose.question()));
            out.append(screen.wrapped("Shows: " + prose.shows()));
            out.append(screen.wrapped("Cannot tell: " + prose.cannotTell()));
            if (!verbose && (result.tables().size() > 1 || tables.get(0).rows().size() > MOST_ROWS)) {
                out.append(screen.wrapped("All tables, " + result.tables().size() + " of them: --verbose"));
            }
            if (results.size() > 1) {
                out.append('\n');
            }
        }
        return screen.fitted(out.toString());
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

    /** A column of standard errors stands with that of its means, as half of an interval. */
    private static void grid(StudyTable table, int most, int width, StringBuilder out) {
        List<String> names =
                table.columns().stream().map(StudyTable.Column::name).toList();
        List<Integer> shown = IntStream.range(0, names.size())
                .filter(c -> !names.get(c).endsWith(ERROR)
                        || !names.contains(
                                names.get(c).substring(0, names.get(c).length() - ERROR.length())))
                .boxed()
                .toList();
        Grid grid = new Grid();
        for (int c : shown) {
            boolean number = table.rows().stream().allMatch(row -> row.get(c) instanceof Number);
            if (number) {
                grid.numbers(names.get(c));
            } else {
                grid.names(names.get(c));
            }
        }
        for (List<Object> row :
                table.rows().subList(0, Math.min(most, table.rows().size()))) {
            grid.row(shown.stream()
                    .map(c -> within(row.get(c), names.indexOf(names.get(c) + ERROR), row))
                    .toList());
        }
        out.append(grid.text(width));
        if (table.rows().size() > most) {
            out.append("… ").append(table.rows().size() - most).append(" rows more\n");
        }
    }

    private static boolean merged(StudyTable table) {
        return table.columns().stream().anyMatch(column -> column.name().endsWith(ERROR));
    }

    private static String within(Object mean, int error, List<Object> row) {
        return error >= 0 && row.get(error) instanceof Double e && mean instanceof Double && !Double.isNaN(e)
                ? cell(mean) + " ±" + String.format(Locale.ROOT, "%.2g", NORMAL * e)
                : cell(mean);
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
}
