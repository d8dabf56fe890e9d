package org.evalgap.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
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
    private Database() {}

    static boolean isDuckDb(Connection connection) throws SQLException {
        return "DuckDB".equals(connection.getMetaData().getDatabaseProductName());
    }

    /**
     * Connects, makes the tables where there are none, and refuses databases that hold something else.
     *
     * @throws StoreException if it is not a store of this version's format and model
     */
    static Connection connect(Address address) throws SQLException {
        StoreFile.requireUsable(address);
        Connection connection = DriverManager.getConnection(address.url(), address.properties());
        try {
            connection.setAutoCommit(false);
            prepare(connection);
            connection.commit();
            return connection;
        } catch (StoreException e) {
            closeQuietly(connection, e);
            throw e.of(address.name());
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection, e);
            throw e;
        }
    }

    /**
     * Reads every value of a store of DuckDB, which checks the sum of every block of its file.
     *
     * @throws SQLException if something cannot be read
     */
    static void readAll(Address address) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.url(), address.properties())) {
            for (Table table : Table.all()) {
                number(connection, "SELECT count(hash(everything)) FROM " + table.name() + " everything");
            }
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        Schema schema = Schema.read(connection);
        schema.requireTables();
        if (!schema.isEmpty() && !schema.has(Table.STORE)) {
            throw new StoreException("a database with other tables; give a new file");
        }
        if (!schema.has(Table.STORE)) {
            execute(connection, Table.STORE.creation());
        }
        @Nullable String[] found = row(connection, "SELECT format, model FROM store");
        if (found == null) {
            // New, or its making was cut short.
            requireNothing(connection, schema);
            make(connection);
        } else {
            long rows = number(connection, "SELECT count(*) FROM store");
            if (rows > 1) {
                throw StoreException.damaged("table \"store\" has " + rows + " rows, not one");
            }
            check(found);
            schema.requireFoundations();
        }
    }

    /** Nobody knows of which version of the model results are that have lost the row which says so. */
    private static void requireNothing(Connection connection, Schema schema) throws SQLException {
        for (Table table : Table.ofResults()) {
            if (schema.has(table) && number(connection, "SELECT count(*) FROM " + table.name()) > 0) {
                throw StoreException.damaged("table \"store\" has no row, and table \"" + table.name() + "\" has some");
            }
        }
    }

    private static void make(Connection connection) throws SQLException {
        for (Table table : Table.ofResults()) {
            execute(connection, table.creation());
        }
        index(connection);
        try (Inserter store = new Inserter(connection, Table.STORE)) {
            store.add(Table.FORMAT, Simulator.MODEL_VERSION, parameters(), measures());
            store.flush();
        }
    }

    private static void index(Connection connection) throws SQLException {
        if (!isDuckDb(connection)) {
            for (String index : Table.INDEXES) {
                execute(connection, index);
            }
        }
    }

    private static void check(@Nullable String[] found) {
        String reason = "";
        if (!Integer.toString(Table.FORMAT).equals(found[0])) {
            reason = "its tables are of format " + found[0] + ", this program's of format " + Table.FORMAT;
        } else if (!Integer.toString(Simulator.MODEL_VERSION).equals(found[1])) {
            reason = "it holds results of model version " + found[1] + ", this program simulates version "
                    + Simulator.MODEL_VERSION + ", which gives others";
        }
        if (!reason.isEmpty()) {
            throw new StoreException(
                    reason + ";\ngive a new store, or use the version of the program that wrote this one");
        }
    }

    /** Adds what a store of an earlier version lacks, so that this one can write to it. */
    static void complete(Connection connection) throws SQLException {
        Schema schema = Schema.read(connection);
        if (schema.isComplete()) {
            return;
        }
        schema.complete(connection);
        index(connection);
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE store SET parameters = ?, measures = ?")) {
            statement.setString(1, parameters());
            statement.setString(2, measures());
            statement.executeUpdate();
        }
        connection.commit();
    }

    private static String parameters() {
        return Arrays.stream(Parameter.values()).map(Parameter::label).collect(Collectors.joining(" "));
    }

    private static String measures() {
        return String.join(" ", Moments.names());
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

    private static @Nullable String @Nullable [] row(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            if (!result.next()) {
                return null;
            }
            @Nullable String[] row = new String[result.getMetaData().getColumnCount()];
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
