package org.evalgap.cli.suite;

import java.util.Arrays;
import org.evalgap.Parameter;
import org.evalgap.cli.input.InputException;
import org.jspecify.annotations.Nullable;

/** One row of a file while it is read: where it stands, its cells as text, and its coordinates. Reused from row to row. */
final class Row {
    private final @Nullable String[] cells = new String[Column.COUNT];
    private String where = "";
    private double @Nullable [] position;

    /** Begins a row; {@code where} names file and line. */
    void begin(String place) {
        where = place;
        position = null;
        Arrays.fill(cells, null);
    }

    void set(Column column, @Nullable String text) {
        cells[column.ordinal()] = text;
    }

    /** Taken over, not copied. */
    void position(double @Nullable [] coordinates) {
        position = coordinates;
    }

    double @Nullable [] position() {
        return position;
    }

    String where() {
        return where;
    }

    /** Whether a cell is there and holds something. */
    boolean has(Column column) {
        String cell = cells[column.ordinal()];
        return cell != null && !cell.isEmpty();
    }

    /** A cell's text; empty where there is none. */
    String text(Column column) {
        String cell = cells[column.ordinal()];
        return cell == null ? "" : cell;
    }

    /** A finite number in a range; {@code otherwise} where the cell is empty or missing. */
    double number(Column column, double low, double high, double otherwise) {
        if (!has(column)) {
            return otherwise;
        }
        double value = Decimals.parse(text(column));
        if (value >= low && value <= high) {
            return value;
        }
        throw refuse(column, legal(low, high));
    }

    private static String legal(double low, double high) {
        boolean open = high == Double.MAX_VALUE;
        return low == -Double.MAX_VALUE
                ? "a finite number"
                : "a finite number, at least " + Parameter.text(low)
                        + (open ? "" : " and at most " + Parameter.text(high));
    }

    /** The error for a cell that cannot be used. */
    InputException refuse(Column column, String legal) {
        return new InputException(
                where + ", column \"" + column.label() + "\": " + shown(text(column)) + "; must be " + legal);
    }

    /** The error for a row that cannot be used. */
    InputException refuse(String problem) {
        return new InputException(where + ": " + problem);
    }

    /** A cell for a message: quoted, in one line, cut. */
    static String shown(String cell) {
        if (cell.isEmpty()) {
            return "the cell is empty";
        }
        String line = cell.substring(0, Math.min(cell.length(), 200)).replaceAll("\\R", " ");
        return '"' + (line.length() <= 40 ? line : line.substring(0, 39) + "…") + '"';
    }
}
