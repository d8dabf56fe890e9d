package org.evalgap.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A table that fits a terminal. Names are shortened where there is no room for them; columns for which there is none even so go
 * below the others, beside the first column again.
 */
public final class Grid {
    private static final String BETWEEN = "  ";

    /** Of a name at least this is left. */
    private static final int SHORTEST_NAME = 24;

    private record Column(String name, boolean text, UnaryOperator<String> paint) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without columns. */
    public Grid() {}

    /**
     * One more column of names, which may be shortened.
     *
     * @param head its head
     * @return this table
     */
    public Grid names(String head) {
        columns.add(new Column(head, true, UnaryOperator.identity()));
        return this;
    }

    /**
     * One more column of numbers, which are shown whole.
     *
     * @param head its head
     * @return this table
     */
    public Grid numbers(String head) {
        return numbers(head, UnaryOperator.identity());
    }

    /** A column of numbers in some colour. */
    Grid numbers(String head, UnaryOperator<String> paint) {
        columns.add(new Column(head, false, paint));
        return this;
    }

    /**
     * One more row.
     *
     * @param cells a cell a column
     * @return this table
     * @throws IllegalArgumentException if there are more or fewer cells than columns
     */
    public Grid row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(columns.size() + " columns, " + cells.size() + " cells");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    Grid row(String... cells) {
        return row(Arrays.asList(cells));
    }

    /**
     * Lines of at most so many columns, but where the first column and one other need more.
     *
     * @param width columns of the terminal
     * @return the table, a line feed behind each line
     */
    public String text(int width) {
        int[] widths = widths();
        shorten(widths, width);
        StringBuilder out = new StringBuilder();
        int next = 0;
        while (next < columns.size()) {
            List<Integer> shown = new ArrayList<>();
            int taken = 0;
            if (next > 0) {
                out.append('\n');
                shown.add(0);
                taken = widths[0];
            }
            boolean first = true;
            while (next < columns.size() && (first || taken + BETWEEN.length() + widths[next] <= width)) {
                taken += (shown.isEmpty() ? 0 : BETWEEN.length()) + widths[next];
                shown.add(next++);
                first = next == 1;
            }
            block(shown, widths, out);
        }
        return out.toString();
    }

    private int[] widths() {
        int[] widths =
                columns.stream().mapToInt(column -> Lines.columns(column.name)).toArray();
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], Lines.columns(row.get(c)));
            }
        }
        return widths;
    }

    /** The longest names give way first. */
    private void shorten(int[] widths, int width) {
        int over = Arrays.stream(widths).sum() + BETWEEN.length() * (widths.length - 1) - width;
        while (over > 0) {
            int longest = -1;
            for (int c = 0; c < widths.length; c++) {
                if (columns.get(c).text && widths[c] > SHORTEST_NAME && (longest < 0 || widths[c] > widths[longest])) {
                    longest = c;
                }
            }
            if (longest < 0) {
                return;
            }
            widths[longest]--;
            over--;
        }
    }

    private void block(List<Integer> shown, int[] widths, StringBuilder out) {
        line(shown, widths, columns.stream().map(Column::name).toList(), false, out);
        rows.forEach(row -> line(shown, widths, row, true, out));
    }

    private void line(List<Integer> shown, int[] widths, List<String> cells, boolean painted, StringBuilder out) {
        StringBuilder line = new StringBuilder();
        for (int c : shown) {
            Column column = columns.get(c);
            String cell = Lines.shortened(cells.get(c), widths[c]);
            String padded = column.text ? Lines.left(cell, widths[c]) : Lines.right(cell, widths[c]);
            line.append(line.isEmpty() ? "" : BETWEEN).append(painted ? column.paint.apply(padded) : padded);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
