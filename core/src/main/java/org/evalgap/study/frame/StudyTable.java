package org.evalgap.study.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.evalgap.internal.Names;
import org.jspecify.annotations.Nullable;

/**
 * A small immutable table of a study's numbers.
 *
 * @param name file name without its ending: lower-case words joined by hyphens
 * @param title what the table holds, with the meaning of a row
 * @param columns the columns, at least one
 * @param rows rows of cells, each a {@link String}, an {@link Integer} or a finite {@link Double}; an empty string where
 *     a number does not exist
 */
public record StudyTable(String name, String title, List<Column> columns, List<List<Object>> rows) {
    /** What a column of standard errors is called, behind the name of the column of means. */
    public static final String ERROR = "StandardError";

    /**
     * A column.
     *
     * @param name name in headers
     * @param unit unit of its values, empty for pure numbers and words
     */
    public record Column(String name, String unit) {}

    /**
     * Copies and checks the cells.
     *
     * @param name see the record
     * @param title see the record
     * @param columns see the record
     * @param rows see the record
     * @throws IllegalArgumentException if a row has too few or too many cells, or a cell another type or no finite value
     */
    public StudyTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("a row of table " + name + " must have " + columns.size()
                        + " cells, one a column: " + row.size());
            }
            row.forEach(cell -> check(name, cell));
        }
    }

    private static void check(String table, Object cell) {
        boolean finite = cell instanceof Double number && Math.abs(number) <= Double.MAX_VALUE;
        if (!finite && !(cell instanceof String) && !(cell instanceof Integer)) {
            throw new IllegalArgumentException(
                    "a cell of table " + table + " must be a word, a whole or a finite number: " + cell);
        }
    }

    /**
     * Begins a table.
     *
     * @param name see the record
     * @param title see the record
     * @return a builder without columns and rows
     */
    public static Builder named(String name, String title) {
        return new Builder(name, title);
    }

    /**
     * The cells of one column.
     *
     * @param column name of the column
     * @return its cells from top to bottom
     * @throws IllegalArgumentException if there is no such column
     */
    public List<Object> column(String column) {
        List<String> names = columns.stream().map(Column::name).toList();
        int i = names.indexOf(column);
        if (i < 0) {
            throw new IllegalArgumentException(
                    "table " + name + " has no column \"" + column + "\"" + Names.suggestionOrAll(column, names));
        }
        return rows.stream().map(row -> row.get(i)).toList();
    }

    /**
     * The numbers of one column.
     *
     * @param column name of a column without words
     * @return its numbers from top to bottom
     * @throws IllegalArgumentException if there is no such column or a cell is no number
     */
    public double[] numbers(String column) {
        return column(column).stream()
                .mapToDouble(cell -> {
                    if (cell instanceof Number number) {
                        return number.doubleValue();
                    }
                    throw new IllegalArgumentException("column " + column + " of table " + name + " holds words");
                })
                .toArray();
    }

    /**
     * A mean of the table with its standard error.
     *
     * @param column name of a column of means, beside which stands one of standard errors
     * @param row row from the top, from 0
     * @return both
     * @throws IllegalArgumentException if there is no such column, or a cell of it is no number
     */
    public Estimate estimate(String column, int row) {
        return new Estimate(numbers(column)[row], numbers(column + ERROR)[row]);
    }

    /**
     * The rows that hold a value in a column.
     *
     * @param column name of a column
     * @param value a cell
     * @return a table of these rows, which may be none
     * @throws IllegalArgumentException if there is no such column
     */
    public StudyTable where(String column, Object value) {
        List<Object> cells = column(column);
        List<List<Object>> found = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).equals(value)) {
                found.add(rows.get(i));
            }
        }
        return new StudyTable(name, title, columns, found);
    }

    /**
     * Some rows, one below another.
     *
     * @param from index of the first
     * @param rows how many
     * @return a table of these rows
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public StudyTable part(int from, int rows) {
        return new StudyTable(name, title, columns, this.rows.subList(from, from + rows));
    }

    /**
     * The table as comma-separated values: a line of column names, then one line a row, each ended by a line feed. Numbers
     * are the shortest text that reads back as the same double; words with commas or quotes are quoted (RFC 4180).
     *
     * @return the text
     */
    public String toCsv() {
        StringBuilder text = new StringBuilder();
        text.append(columns.stream().map(c -> quoted(c.name())).collect(Collectors.joining(",")))
                .append('\n');
        for (List<Object> row : rows) {
            text.append(row.stream().map(StudyTable::csv).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String csv(Object cell) {
        return cell instanceof Double number ? Words.exact(number) : quoted(cell.toString());
    }

    private static String quoted(String word) {
        boolean plain = word.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? word : '"' + word.replace("\"", "\"\"") + '"';
    }

    /** Collects columns and rows. */
    public static final class Builder {
        private final String name;
        private final String title;
        private final List<Column> columns = new ArrayList<>();
        private final List<List<Object>> rows = new ArrayList<>();

        private Builder(String name, String title) {
            this.name = name;
            this.title = title;
        }

        /**
         * Adds a column.
         *
         * @param column name in headers
         * @param unit unit of its values, empty for pure numbers and words
         * @return this
         */
        public Builder column(String column, String unit) {
            columns.add(new Column(column, unit));
            return this;
        }

        /**
         * Adds a column of means, and one of their standard errors.
         *
         * @param column name of the means
         * @param unit unit of both
         * @return this
         */
        public Builder estimate(String column, String unit) {
            return column(column, unit).column(column + ERROR, unit);
        }

        /**
         * Adds columns of means without unit, each with one of standard errors behind it.
         *
         * @param names names of the means
         * @return this
         */
        public Builder estimates(String... names) {
            for (String column : names) {
                estimate(column, "");
            }
            return this;
        }

        /**
         * Adds columns of pure numbers or words.
         *
         * @param names their names
         * @return this
         */
        public Builder columns(String... names) {
            for (String column : names) {
                column(column, "");
            }
            return this;
        }

        /**
         * Adds a row.
         *
         * @param cells one a column; an estimate fills two, and one that does not exist or has no error leaves them empty
         * @return this
         */
        public Builder row(Object... cells) {
            List<Object> row = new ArrayList<>();
            for (Object cell : cells) {
                if (cell instanceof Optional<?> optional) {
                    addEstimate(row, (Estimate) optional.orElse(null));
                } else if (cell instanceof Estimate estimate) {
                    addEstimate(row, estimate);
                } else {
                    row.add(cell);
                }
            }
            rows.add(row);
            return this;
        }

        private static void addEstimate(List<Object> row, @Nullable Estimate estimate) {
            row.add(estimate == null ? "" : (Object) estimate.value());
            row.add(estimate == null || Double.isNaN(estimate.error()) ? "" : (Object) estimate.error());
        }

        /**
         * Ends the table.
         *
         * @return the table
         * @throws IllegalArgumentException if a row has too few or too many cells, or a cell another type or no finite value
         */
        public StudyTable build() {
            return new StudyTable(name, title, columns, rows);
        }
    }
}
