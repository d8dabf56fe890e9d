package org.evalgap.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.evalgap.Parameter;
import org.evalgap.Simulator;
import org.evalgap.measure.Moments;
import org.jspecify.annotations.Nullable;

/** Connects to a database, and sees that it is a store of this version of the model. */
final class Database {
    /** So much of DuckDB's own buffers, whose default is most of the machine's memory. */
    private static final String DUCKDB_MEMORY = "SET memory_limit = '256MB'";

    /** The processors are for simulating. */
    private static final String DUCKDB_THREADS = "SET threads = 1";

    private Database() {}

    static boolean isDuckDb(Connection connection) throws SQLException {
        return "DuckDB".equals(connection.getMetaData().getDatabaseProductName());
    }

    /**
     * Connects, makes the tables where there are none, and refuses databases that hold something else.
     *
     * @throws StoreException if it is not a store of this version
     */
    static Connection connect(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try {
            if (isDuckDb(connection)) {
                execute(connection, DUCKDB_MEMORY);
                execute(connection, DUCKDB_THREADS);
            }
            connection.setAutoCommit(false);
            prepare(url, connection);
            connection.commit();
            return connection;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection, e);
            throw e;
        }
    }

    private static void prepare(String url, Connection connection) throws SQLException {
        long tables = count(connection, "");
        long ours = count(connection, " AND lower(table_name) = 'store'");
        if (tables > 0 && ours == 0) {
            throw new StoreException("store " + url + ": a database with other tables; give a new file");
        }
        if (ours == 0) {
            execute(connection, Table.STORE.creation());
        }
        String[] found = row(connection, "SELECT format, model, parameters, measures FROM store");
        if (found == null) {
            // New, or its making was cut short.
            for (Table table : Table.ofResults()) {
                execute(connection, table.creation());
            }
            if (!isDuckDb(connection)) {
                execute(connection, "CREATE INDEX IF NOT EXISTS pointHash ON point (hash)");
            }
            try (Inserter store = new Inserter(connection, Table.STORE)) {
                store.add(Table.FORMAT, Simulator.MODEL_VERSION, parameters(), measures());
                store.flush();
            }
        } else {
            check(url, found);
        }
    }

    private static void check(String url, String[] found) {
        String reason = "";
        if (!found[0].equals(Integer.toString(Table.FORMAT))) {
            reason = "its tables are of format " + found[0] + ", this program's of format " + Table.FORMAT;
        } else if (!found[1].equals(Integer.toString(Simulator.MODEL_VERSION))) {
            reason = "it holds results of model version " + found[1] + ", this program simulates version "
                    + Simulator.MODEL_VERSION + ", which gives others";
        } else if (!found[2].equals(parameters())) {
            reason = "its scenarios have other parameters than this program's";
        } else if (!found[3].equals(measures())) {
            reason = "it holds other measures than this program's";
        }
        if (!reason.isEmpty()) {
            throw new StoreException("store " + url + ": " + reason
                    + ";\ngive a new store, or use the version of the program that wrote this one");
        }
    }

    private static String parameters() {
        return Arrays.stream(Parameter.values()).map(Parameter::label).collect(Collectors.joining(" "));
    }

    private static String measures() {
        return String.join(" ", Moments.names());
    }

    private static long count(Connection connection, String condition) throws SQLException {
        return number(
                connection,
                "SELECT count(*) FROM information_schema.tables WHERE lower(table_schema) IN ('main', 'public')"
                        + condition);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The number that a query gives. */
    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static String @Nullable [] row(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            if (!result.next()) {
                return null;
            }
            String[] row = new String[result.getMetaData().getColumnCount()];
            for (int i = 0; i < row.length; i++) {
                row[i] = result.getString(i + 1);
            }
            return row;
        }
    }

    static void closeQuietly(Connection connection, Exception reason) {
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
