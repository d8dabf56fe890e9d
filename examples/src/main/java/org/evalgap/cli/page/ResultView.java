package org.evalgap.cli.page;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.output.Numbers;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.measure.Transfer;
import org.evalgap.sweep.run.SweepColumns;

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
