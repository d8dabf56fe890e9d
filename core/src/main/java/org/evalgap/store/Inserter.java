package org.evalgap.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Inserts rows into a table, many at a time. Databases that offer nothing better take them as a batch; DuckDB, for which a
 * batch is a loop, takes them as one text that it splits itself, without the columns in which all rows are the same. NaN becomes
 * NULL.
 */
final class Inserter implements AutoCloseable {
    private static final int ROWS = 1024;
    private static final int MOST_STATEMENTS = 32;
    private static final char FIELD = '\u001f';
    private static final char ROW = '\u001e';

    private final Table table;
    private final PreparedStatement oneByOne;
    private final Connection connection;
    private final boolean splitting;

    /** Statements for rows together, by which columns they have in common. */
    private final Map<BitSet, PreparedStatement> together = new HashMap<>();

    private final List<Object[]> rows = new ArrayList<>();

    Inserter(Connection connection, Table table) throws SQLException {
        this.connection = connection;
        this.table = table;
        StringJoiner values = new StringJoiner(", ", into() + "VALUES (", ")");
        table.columns().forEach(column -> values.add("?"));
        oneByOne = connection.prepareStatement(values.toString());
        splitting = Database.isDuckDb(connection);
    }

    /** By names: a table may have columns that another version of this program wrote. */
    private String into() {
        return table.columns().stream()
                .map(Table.Column::name)
                .collect(Collectors.joining(", ", "INSERT INTO " + table.name() + " (", ") "));
    }

    /** The statement whose parameters are what all rows have in common, in order, and the text of the rest. */
    private PreparedStatement together(BitSet common) throws SQLException {
        PreparedStatement known = together.get(common);
        if (known != null) {
            return known;
        }
        StringJoiner select = new StringJoiner(", ", into() + "SELECT ", "");
        int field = 0;
        for (int i = 0; i < table.columns().size(); i++) {
            String value = common.get(i) ? "?" : "nullif(f[" + ++field + "], '')";
            select.add("CAST(" + value + " AS " + table.columns().get(i).type() + ")");
        }
        if (together.size() == MOST_STATEMENTS) {
            closeTogether();
        }
        PreparedStatement made =
                connection.prepareStatement(select + " FROM (SELECT string_split(unnest(string_split(?, chr("
                        + (int) ROW + "))), chr(" + (int) FIELD + ")) AS f)");
        together.put(common, made);
        return made;
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
        if (splitting && rows.size() > 1 && rows.stream().allMatch(Inserter::splits)) {
            insertTogether();
        } else {
            for (Object[] row : rows) {
                insert(row);
            }
            oneByOne.executeBatch();
        }
        rows.clear();
    }

    private void insertTogether() throws SQLException {
        Object[] first = rows.get(0);
        BitSet common = new BitSet();
        for (int i = 0; i < first.length; i++) {
            int column = i;
            common.set(i, rows.stream().allMatch(row -> row[column].equals(first[column])));
        }
        PreparedStatement statement = together(common);
        int parameter = 0;
        for (int i = common.nextSetBit(0); i >= 0; i = common.nextSetBit(i + 1)) {
            set(statement, ++parameter, first[i]);
        }
        statement.setString(parameter + 1, text(common));
        statement.executeUpdate();
    }

    private static boolean splits(Object[] row) {
        for (Object value : row) {
            if (value instanceof String text && (text.indexOf(FIELD) >= 0 || text.indexOf(ROW) >= 0)) {
                return false;
            }
        }
        return true;
    }

    /** The rows without what they have in common. */
    private String text(BitSet common) {
        StringBuilder text = new StringBuilder();
        for (Object[] row : rows) {
            text.append(text.length() == 0 ? "" : ROW);
            int first = common.nextClearBit(0);
            for (int i = first; i < row.length; i = common.nextClearBit(i + 1)) {
                if (i > first) {
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
            set(oneByOne, i + 1, row[i]);
        }
        oneByOne.addBatch();
    }

    private static void set(PreparedStatement statement, int parameter, Object value) throws SQLException {
        if (value instanceof Double number && number.isNaN()) {
            statement.setNull(parameter, Types.DOUBLE);
        } else {
            statement.setObject(parameter, value);
        }
    }

    private void closeTogether() throws SQLException {
        for (PreparedStatement statement : together.values()) {
            statement.close();
        }
        together.clear();
    }

    @Override
    public void close() throws SQLException {
        oneByOne.close();
        closeTogether();
    }
}
