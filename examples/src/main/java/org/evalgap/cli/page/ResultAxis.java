package org.evalgap.cli.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.Parameter;
import org.evalgap.cli.picture.FigureRenderer;

/**
 * An axis along which rows differ.
 *
 * @param name its column
 * @param labels what its levels are called, if it is one of choices, in the order of their first rows; else empty
 * @param values its different values in ascending order, if it is a parameter; else empty
 * @param at the level of each row
 */
record ResultAxis(String name, List<String> labels, double[] values, int[] at) {
    /** Only ranges that span more than this ratio are shown on a logarithmic axis. */
    private static final double RATIO = 10;

    /** The axes of some rows: choices first, as columns have them, then parameters that choices do not set. */
    static List<ResultAxis> of(ResultTable table) {
        List<ResultAxis> axes = new ArrayList<>();
        for (String name : table.names()) {
            if (table.isText(name)) {
                ResultAxis axis = choices(name, table.texts(name));
                if (axis.levels() > 1) {
                    axes.add(axis);
                }
            }
        }
        List<ResultAxis> choices = List.copyOf(axes);
        for (Parameter parameter : Parameter.values()) {
            if (table.has(parameter.label())) {
                ResultAxis axis = numbers(parameter.label(), table.numbers(parameter.label()));
                if (axis.levels() > 1 && choices.stream().noneMatch(choice -> choice.decides(axis))) {
                    axes.add(axis);
                }
            }
        }
        return axes;
    }

    private static ResultAxis choices(String name, List<String> cells) {
        Map<String, Integer> levels = new HashMap<>();
        List<String> labels = new ArrayList<>();
        int[] at = new int[cells.size()];
        for (int row = 0; row < at.length; row++) {
            String cell = cells.get(row);
            Integer level = levels.putIfAbsent(cell, labels.size());
            if (level == null) {
                labels.add(cell);
            }
            at[row] = level == null ? labels.size() - 1 : level;
        }
        return new ResultAxis(name, labels, new double[0], at);
    }

    private static ResultAxis numbers(String name, double[] cells) {
        double[] values = Arrays.stream(cells).sorted().distinct().toArray();
        int[] at = new int[cells.length];
        for (int row = 0; row < at.length; row++) {
            at[row] = Arrays.binarySearch(values, cells[row]);
        }
        return new ResultAxis(name, List.of(), values, at);
    }

    /** Whether the level on this axis says the level on the other one. */
    private boolean decides(ResultAxis other) {
        int[] seen = new int[levels()];
        Arrays.fill(seen, -1);
        for (int row = 0; row < at.length; row++) {
            if (seen[at[row]] >= 0 && seen[at[row]] != other.at[row]) {
                return false;
            }
            seen[at[row]] = other.at[row];
        }
        return true;
    }

    /** Whether rows are the cells of a grid of these axes, a failed point here and there left out. */
    static boolean grid(List<ResultAxis> axes, int rows) {
        double cells = 1;
        for (ResultAxis axis : axes) {
            cells *= axis.levels();
        }
        return cells <= 2.0 * rows;
    }

    boolean isText() {
        return !labels.isEmpty();
    }

    int levels() {
        return isText() ? labels.size() : values.length;
    }

    /** Whether equal steps should be equal ratios: whether the middle value is nearer to the middle of the ratios. */
    boolean logarithmic() {
        double low = isText() ? 0 : values[0];
        if (!(low > 0)) {
            return false;
        }
        double high = values[values.length - 1];
        double middle = values[values.length / 2];
        double linear = Math.abs((middle - low) / (high - low) - 0.5);
        double ratio = Math.abs(Math.log(middle / low) / Math.log(high / low) - 0.5);
        return high > RATIO * low && ratio < linear;
    }

    /** What a level is called. */
    String label(int level) {
        return isText() ? labels.get(level) : FigureRenderer.label(values[level]);
    }

    /** The level nearest to the parameter's default; the first choice. */
    int start() {
        if (isText()) {
            return 0;
        }
        double usual = Parameter.find(name).orElseThrow().byDefault();
        int best = 0;
        for (int level = 1; level < values.length; level++) {
            if (Math.abs(values[level] - usual) < Math.abs(values[best] - usual)) {
                best = level;
            }
        }
        return best;
    }
}
