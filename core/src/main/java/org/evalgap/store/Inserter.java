package org.evalgap.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows into a table, many at a time. Databases that offer nothing better take them as a batch; DuckDB, for which a
 * batch is a loop, takes them as one text that it splits itself. NaN becomes NULL.
 */
final class Inserter implements AutoCloseable {
    private static final int ROWS = 1024;
    private static final char FIELD = '\u001f';
    private static final char ROW = '\u001e';

    private final Table table;
    private final PreparedStatement oneByOne;
    private final @Nullable PreparedStatement together;
    private final List<Object[]> rows = new ArrayList<>();

    Inserter(Connection connection, Table table) throws SQLException {
        this.table = table;
        String into = "INSERT INTO " + table.name() + " ";
        oneByOne = connection.prepareStatement(into + "VALUES (" + values("?") + ")");
        together = Database.isDuckDb(connection) ? connection.prepareStatement(into + splitting()) : null;
    }

    private String values(String each) {
        StringJoiner joiner = new StringJoiner(", ");
        table.columns().forEach(column -> joiner.add(each));
        return joiner.toString();
    }

    private String splitting() {
        StringJoiner casts = new StringJoiner(", ");
        for (int i = 0; i < table.columns().size(); i++) {
            casts.add("CAST(nullif(f[" + (i + 1) + "], '') AS "
                    + table.columns().get(i).type() + ")");
        }
        return "SELECT " + casts + " FROM (SELECT string_split(unnest(string_split(?, chr(" + (int) ROW + "))), chr("
                + (int) FIELD + ")) AS f)";
    }

    /** Adds a row of {@code Long}, {@code Integer}, {@code Double} and {@code String}; written at the latest by {@link #flush}. */
    void add(Object... row) throws SQLException {
        rows.add(row);
        if (rows.size() == ROWS) {
            flush();
        }
    }

    /** Writes what was added; it counts once the transaction is committed. */
    void flush() throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        if (together != null && rows.size() > 1 && rows.stream().allMatch(Inserter::splits)) {
            together.setString(1, text());
            together.executeUpdate();
        } else {
            for (Object[] row : rows) {
                insert(row);
            }
            oneByOne.executeBatch();
        }
        rows.clear();
    }

    private static boolean splits(Object[] row) {
        for (Object value : row) {
            if (value instanceof String text && (text.indexOf(FIELD) >= 0 || text.indexOf(ROW) >= 0)) {
                return false;
            }
        }
        return true;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (Object[] row : rows) {
            text.append(text.length() == 0 ? "" : ROW);
            for (int i = 0; i < row.length; i++) {
                if (i > 0) {
                    text.append(FIELD);
                }
                append(text, row[i]);
            }
        }
        return text.toString();
    }

    /** Of the decimals that Java gives a double, DuckDB makes the same double again; which one it is does not matter. */
    private static void append(StringBuilder text, Object value) {
        if (value instanceof Double number) {
            double d = number;
            if (d == 0) {
                text.append('0');
            } else if (!Double.isNaN(d)) {
                text.append(d);
            }
        } else {
            text.append(value);
        }
    }

    private void insert(Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            if (row[i] instanceof Double number && number.isNaN()) {
                oneByOne.setNull(i + 1, Types.DOUBLE);
            } else {
                oneByOne.setObject(i + 1, row[i]);
            }
        }
        oneByOne.addBatch();
    }

    @Override
    public void close() throws SQLException {
        oneByOne.close();
        if (together != null) {
            together.close();
        }
    }
}
