package org.evalgap.cli.input;

/**
 * Percentages told from fractions. All scores of a table are of one kind: fractions if none exceeds 1 and no cell has a
 * percent sign; percentages if one exceeds 1. Percentages of at most 1 beside others are more likely a mixture of the two,
 * so they are refused unless the user says what they are.
 */
public final class ScoreUnit {
    /** What the user says of the kind. */
    public enum Kind {
        /** What the scores themselves say. */
        auto,
        /** Fractions in [0, 1]. */
        fraction,
        /** Percentages in [0, 100]. */
        percent
    }

    private ScoreUnit() {}

    static boolean percent(CsvTable table, ScoreColumns columns, Kind kind) {
        boolean above = false;
        boolean signs = false;
        for (String name : ScoreColumns.SCORES) {
            for (int row = 0; columns.has(name) && row < table.rows(); row++) {
                if (given(table, columns, name, row)) {
                    above |= value(table, row, columns.header(name)) > 1;
                    signs |= signed(table, row, columns.header(name));
                }
            }
        }
        boolean percent = kind == Kind.percent || kind == Kind.auto && (above || signs);
        for (String name : ScoreColumns.SCORES) {
            for (int row = 0; columns.has(name) && row < table.rows(); row++) {
                if (given(table, columns, name, row)) {
                    check(table, row, columns.header(name), percent, kind == Kind.auto);
                }
            }
        }
        return percent;
    }

    /** Only the score on a second fresh set may be missing. */
    private static boolean given(CsvTable table, ScoreColumns columns, String name, int row) {
        return !name.equals("fresh2") || !table.text(row, columns.header(name)).isEmpty();
    }

    private static void check(CsvTable table, int row, String column, boolean percent, boolean guessed) {
        double value = value(table, row, column);
        if (!percent && (value > 1 || signed(table, row, column))) {
            throw table.refuse(row, column, "a fraction in [0, 1]");
        }
        if (percent && guessed && !signed(table, row, column) && value > 0 && value <= 1) {
            throw table.refuse(
                    row,
                    column,
                    "a percentage, since other scores exceed 1.\nIf it is one, say --scores percent; otherwise write all"
                            + " scores alike");
        }
    }

    /** A score as a fraction. */
    static double score(CsvTable table, int row, String column, boolean percent) {
        return value(table, row, column) / (percent ? 100 : 1);
    }

    private static boolean signed(CsvTable table, int row, String column) {
        return table.text(row, column).endsWith("%");
    }

    private static double value(CsvTable table, int row, String column) {
        String text = table.text(row, column);
        String digits = signed(table, row, column)
                ? text.substring(0, text.length() - 1).strip()
                : text;
        return table.number(row, column, digits, 0, 100);
    }
}
