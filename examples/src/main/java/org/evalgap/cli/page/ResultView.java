package org.evalgap.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.text.SweepAnswer;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.measure.Transfer;
import org.evalgap.report.Matching;
import org.evalgap.sweep.PublishedFigure;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepColumns;
import org.jspecify.annotations.Nullable;

/**
 * What the page and the images of a sweep look at: rows, their axes, whether they form a grid, and the row that is shown
 * first, which is nearest to the defaults.
 */
final class ResultView {
    private final ResultTable table;
    private final List<ResultAxis> axes;
    private final boolean grid;
    private final int start;
    private final double factor;

    ResultView(ResultTable table) {
        this.table = table;
        this.axes = ResultAxis.of(table);
        this.grid = ResultAxis.grid(axes, table.rows());
        this.start = nearest();
        this.factor = Numbers.factor(replicates());
    }

    /** The row whose mean is nearest to a published one; the start where no row has one. */
    int nearest(PublishedFigure figure) {
        int best = start;
        double least = Double.POSITIVE_INFINITY;
        for (int row = 0; row < table.rows(); row++) {
            double away = Math.abs(at(figure.measure().label(), row) - figure.mean());
            if (away < least) {
                least = away;
                best = row;
            }
        }
        return best;
    }

    /** What the terminal answers, from the rows. */
    SweepAnswer answer(@Nullable SweepPlan plan) {
        return plan == null || plan.reference().isEmpty()
                ? SweepAnswer.of(
                        table.rows(),
                        mean(Score.PUBLIC.gainLabel(), null, 0),
                        mean(Measure.INFLATION.label(), null, 0),
                        mean(Score.WORK.gainLabel(), null, 0),
                        grid ? axes.stream().map(this::effect).toList() : List.of())
                : SweepAnswer.of(
                        plan, table.rows(), matching(plan, plan.reference().get(0)));
    }

    private SweepAnswer.Effect effect(ResultAxis axis) {
        int last = axis.levels() - 1;
        String inflation = Measure.INFLATION.label();
        String work = Score.WORK.gainLabel();
        return new SweepAnswer.Effect(
                axis.name(),
                axis.label(0),
                axis.label(last),
                mean(inflation, axis, last) - mean(inflation, axis, 0),
                mean(work, axis, last) - mean(work, axis, 0));
    }

    /** The mean of a column over all rows, or over those at a level of an axis. */
    private double mean(String column, @Nullable ResultAxis axis, int level) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < table.rows(); row++) {
            if (axis == null || axis.at()[row] == level) {
                sum += at(column, row);
                count++;
            }
        }
        return sum / count;
    }

    /** The rows that reproduce a figure. */
    List<Integer> matches(PublishedFigure figure) {
        String measure = figure.measure().label();
        return IntStream.range(0, table.rows())
                .filter(row -> Matching.reproduces(figure, at(measure, row)))
                .boxed()
                .toList();
    }

    private Matching matching(SweepPlan plan, PublishedFigure figure) {
        List<SortedSet<Integer>> levels = new ArrayList<>();
        plan.axes().forEach(axis -> levels.add(new TreeSet<>()));
        List<Integer> matches = matches(figure);
        for (int row : matches) {
            int[] at = plan.levels((long) table.numbers("point")[row]);
            for (int a = 0; a < at.length; a++) {
                levels.get(a).add(at[a]);
            }
        }
        int nearest = nearest(figure);
        return new Matching(
                figure,
                matches.size(),
                name(nearest),
                at(figure.measure().label(), nearest),
                levels.stream().map(List::copyOf).toList());
    }

    private int nearest() {
        int[] wanted = axes.stream().mapToInt(ResultAxis::start).toArray();
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int row = 0; row < table.rows(); row++) {
            double away = 0;
            for (int a = 0; a < wanted.length; a++) {
                away += Math.abs(axes.get(a).at()[row] - wanted[a])
                        / (double) axes.get(a).levels();
            }
            if (away < least) {
                least = away;
                best = row;
            }
        }
        return best;
    }

    /** The fewest replicates of any row. */
    long replicates() {
        long fewest = Long.MAX_VALUE;
        for (double replicates : table.numbers("replicates")) {
            fewest = Math.min(fewest, (long) replicates);
        }
        return fewest;
    }

    ResultTable table() {
        return table;
    }

    List<ResultAxis> axes() {
        return axes;
    }

    boolean grid() {
        return grid;
    }

    int start() {
        return start;
    }

    /** By what a standard error is multiplied to have half of a 95 % interval (Student's t); NaN for one replicate. */
    double factor() {
        return factor;
    }

    /** A number as it is shown; NaN where there is none, and for a transfer that is not determined. */
    double at(String column, int row) {
        if (column.equals(Measure.TRANSFER.label())
                && !Transfer.determined(
                        at(Score.PUBLIC.gainLabel(), row), at(Score.PUBLIC.gainLabel() + SweepColumns.ERROR, row))) {
            return Double.NaN;
        }
        return table.has(column) ? table.numbers(column)[row] : Double.NaN;
    }

    /** Half of the 95 % interval around a cell; NaN where there is none. */
    double half(String column, int row) {
        return at(column + SweepColumns.ERROR, row) * factor;
    }

    /** What intervals are, in one sentence. */
    String intervals() {
        return Double.isNaN(factor)
                ? "One replicate: nothing is known of how much chance matters; ask for more."
                : "Intervals: 95 % over " + replicates() + " replicates (Student's t)" + luck();
    }

    private String luck() {
        int adjusted = table.adjustedRows();
        if (adjusted == 0) {
            return ".";
        }
        return ", means adjusted for the luck of the draws"
                + (adjusted < table.rows()
                        ? " in " + adjusted + " of " + table.rows() + " rows, plain in the others."
                        : ".");
    }

    /** The rows at every level of one axis, the others as in a row; those that are missing left out. */
    List<Integer> along(int axis, int row) {
        List<Integer> rows = new ArrayList<>();
        for (int level = 0; level < axes.get(axis).levels(); level++) {
            int found = neighbour(row, axis, level, -1, 0);
            if (found >= 0) {
                rows.add(found);
            }
        }
        return rows;
    }

    /** The row that differs from one in the levels of one or two axes alone; −1 where it is missing. */
    int neighbour(int row, int first, int level, int second, int secondLevel) {
        for (int other = 0; other < table.rows(); other++) {
            boolean same = true;
            for (int a = 0; a < axes.size() && same; a++) {
                int wanted = a == first
                        ? level
                        : a == second ? secondLevel : axes.get(a).at()[row];
                same = axes.get(a).at()[other] == wanted;
            }
            if (same) {
                return other;
            }
        }
        return -1;
    }

    /** Which point a row is, by its axes. */
    String name(int row) {
        if (axes.isEmpty()) {
            return "the only point";
        }
        List<String> parts = new ArrayList<>();
        for (ResultAxis axis : axes) {
            parts.add(axis.name() + " " + axis.label(axis.at()[row]));
        }
        return String.join(", ", parts);
    }

    /** The row with the greatest number in a column; −1 where there is none. */
    int greatest(String column) {
        int best = -1;
        for (int row = 0; row < table.rows(); row++) {
            double value = at(column, row);
            if (!Double.isNaN(value) && (best < 0 || value > at(column, best))) {
                best = row;
            }
        }
        return best;
    }
}
