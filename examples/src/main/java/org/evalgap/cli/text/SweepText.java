package org.evalgap.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.output.Numbers;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.report.SweepSummary;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepStatus;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** What people read of a sweep: the answer, one table, and behind {@code --verbose} all the others. */
public final class SweepText {
    /** With more levels than this, their table is left to the library's users. */
    private static final int MOST_LEVELS = 40;

    private static final int PERCENT = 100;

    /** The column of published figures that says of which measure they are. */
    private static final String MEASURE = "measure";

    private final SweepPlan plan;
    private final SweepSummary summary;
    private final SweepStatus status;
    private final Screen screen;
    private final StringBuilder out = new StringBuilder();

    /**
     * The text of a sweep.
     *
     * @param plan what was swept
     * @param summary of its rows
     * @param status how it ended
     * @param screen what shows the text
     */
    public SweepText(SweepPlan plan, SweepSummary summary, SweepStatus status, Screen screen) {
        this.plan = plan;
        this.summary = summary;
        this.status = status;
        this.screen = screen;
    }

    /**
     * Tells it.
     *
     * @param verbose whether with every table
     * @return lines
     */
    public String text(boolean verbose) {
        SweepAnswer answer = answer();
        out.append(screen.strong(screen.wrapped(answer.headline())));
        if (!answer.more().isEmpty()) {
            out.append(screen.wrapped(answer.more()));
        }
        out.append(screen.wrapped(answer.caveat()));
        if (status.delivered() > 1) {
            effects();
        }
        out.append('\n');
        if (verbose) {
            all();
        } else {
            foot();
        }
        return screen.fitted(out.toString());
    }

    private SweepAnswer answer() {
        if (!plan.reference().isEmpty()) {
            return SweepAnswer.of(plan, status.delivered(), summary.matchings().get(0));
        }
        DoubleColumn means = summary.means().doubleColumn("mean");
        return SweepAnswer.of(status.delivered(), means.get(0), means.get(1), means.get(2), moved());
    }

    /** What axes do; a range that is cut into parts has no ends to compare. */
    private List<SweepAnswer.Effect> moved() {
        List<SweepAnswer.Effect> effects = new ArrayList<>();
        if (plan.axes().stream().anyMatch(axis -> axis.continuous())) {
            return effects;
        }
        for (Row row : summary.effects()) {
            effects.add(new SweepAnswer.Effect(
                    row.getString("axis"),
                    row.getString("from"),
                    row.getString("to"),
                    row.getDouble(Measure.INFLATION.words()),
                    row.getDouble(Score.WORK.gainWords())));
        }
        return effects;
    }

    /** Of each axis the means at its first and at its last level. */
    private void effects() {
        Table levels = summary.levels();
        Grid grid = new Grid()
                .names("")
                .numbers(Score.PUBLIC.gainWords())
                .numbers(Measure.INFLATION.words(), screen::inflation)
                .numbers(Score.WORK.gainWords(), screen::work);
        int first = 0;
        for (var axis : plan.axes()) {
            int last = first + axis.levels() - 1;
            if (axis.levels() > 1) {
                grid.row(
                        axis.name() + " " + axis.label(0) + " → " + axis.label(axis.levels() - 1),
                        change(levels, first, last, Score.PUBLIC.gainWords()),
                        change(levels, first, last, Measure.INFLATION.words()),
                        change(levels, first, last, Score.WORK.gainWords()));
            }
            first = last + 1;
        }
        out.append('\n').append(screen.wrapped("Points, mean over the rest:"));
        out.append(grid.text(screen.width()));
    }

    private static String change(Table levels, int first, int last, String column) {
        DoubleColumn numbers = levels.doubleColumn(column);
        return points(numbers.get(first)) + " → " + Lines.right(points(numbers.get(last)), 4);
    }

    private static String points(double share) {
        return Double.isNaN(share) ? "–" : Numbers.fixed(PERCENT * share, 1);
    }

    private void foot() {
        List<String> lines = summary.lines(status);
        out.append(screen.wrapped(lines.get(0)));
        summary.precision().lines().forEach(line -> out.append(screen.wrapped(line)));
        out.append(screen.wrapped("Every table: --verbose. All labs: --out FILE. A page with figures: --report DIR."));
    }

    private void all() {
        summary.lines(status).forEach(line -> out.append(line).append('\n'));
        out.append(summary.note()).append(summary.precision());
        if (status.delivered() > 1) {
            table(summary.strongest());
            table(summary.effects());
            if (summary.levels().rowCount() <= MOST_LEVELS) {
                table(summary.levels());
            }
        }
        if (!plan.reference().isEmpty()) {
            table(summary.reference());
            out.append("Published: ").append(plan.reference().get(0).source()).append('\n');
        }
    }

    private void table(Table table) {
        Grid grid = new Grid();
        table.columns().forEach(column -> {
            if (column instanceof DoubleColumn || column instanceof tech.tablesaw.api.LongColumn) {
                grid.numbers(column.name());
            } else {
                grid.names(column.name());
            }
        });
        for (int row = 0; row < table.rowCount(); row++) {
            List<String> cells = new ArrayList<>();
            for (var column : table.columns()) {
                cells.add(column instanceof DoubleColumn numbers ? cell(table, numbers, row) : column.getString(row));
            }
            grid.row(cells);
        }
        out.append('\n')
                .append(table.name())
                .append(", in points; transfer of 100\n")
                .append(grid.text(screen.tableWidth()));
    }

    /** Shares and transfer in hundredths; what a published figure of another unit has, as it is. */
    private static String cell(Table table, DoubleColumn numbers, int row) {
        double value = numbers.getDouble(row);
        if (table.containsColumn(MEASURE)) {
            String measure = table.stringColumn(MEASURE).get(row);
            if (!Score.inPoints(measure) && !measure.equals(Measure.TRANSFER.label())) {
                return numbers.getString(row);
            }
        }
        return Double.isNaN(value) ? "–" : Numbers.fixed(PERCENT * value, 2);
    }
}
