package org.evalgap.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tables and columns that a database has. A column that it lacks, because an earlier version made it, is read as its
 * default, and added before anything is written, as is a table; what is not known, because a later version made it, is left
 * alone.
 */
final class Schema {
    private static final String OURS = " WHERE lower(table_schema) IN ('main', 'public')";
    private static final String BASE_TABLE = "BASE TABLE";

    private final Map<String, Set<String>> columns = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();

    private Schema() {}

    static Schema read(Connection connection) throws SQLException {
        Schema schema = new Schema();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet result =
                    statement.executeQuery("SELECT table_name, table_type FROM information_schema.tables" + OURS)) {
                while (result.next()) {
                    schema.types.put(lower(result.getString(1)), result.getString(2));
                }
            }
            try (ResultSet result =
                    statement.executeQuery("SELECT table_name, column_name FROM information_schema.columns" + OURS)) {
                while (result.next()) {
                    schema.columns
                            .computeIfAbsent(lower(result.getString(1)), table -> new HashSet<>())
                            .add(lower(result.getString(2)));
                }
            }
        }
        return schema;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    boolean isEmpty() {
        return types.isEmpty();
    }

    boolean has(Table table) {
        return types.containsKey(lower(table.name()));
    }

    /**
     * Refuses what stands in a table's place and is none: a view would run what its author wrote.
     *
     * @throws StoreException naming it
     */
    void requireTables() {
        for (Table table : Table.all()) {
            if (has(table) && !BASE_TABLE.equals(types.get(lower(table.name())))) {
                throw new StoreException("\"" + table.name() + "\" in it is no table but a "
                        + lower(types.get(lower(table.name()))) + ": this program has not made it; give another store");
            }
        }
    }

    /**
     * Refuses a store that lacks what every version writes.
     *
     * @throws StoreException naming it
     */
    void requireFoundations() {
        for (Table table : Table.all()) {
            if (!has(table)) {
                if (table.isLater()) {
                    continue;
                }
                throw StoreException.damaged("table \"" + table.name() + "\" is missing");
            }
            missing(table)
                    .filter(column -> column.byDefault() == null)
                    .findFirst()
                    .ifPresent(column -> {
                        throw StoreException.damaged(
                                "table \"" + table.name() + "\" has no column \"" + column.name() + "\"");
                    });
        }
    }

    private boolean has(Table table, Table.Column column) {
        return columns.getOrDefault(lower(table.name()), Set.of()).contains(lower(column.name()));
    }

    private Stream<Table.Column> missing(Table table) {
        return table.columns().stream().filter(column -> !has(table, column));
    }

    /** Columns that no table of this version has, in the order of the alphabet. */
    List<String> unknown(Table table) {
        Set<String> unknown = new HashSet<>(columns.getOrDefault(lower(table.name()), Set.of()));
        table.columns().forEach(column -> unknown.remove(lower(column.name())));
        return unknown.stream().sorted().toList();
    }

    /** A column in SQL, read from a table of that alias. */
    String read(Table table, String alias, Table.Column column) {
        return has(table, column) ? alias + "." + column.name() : column.byDefaultInSql();
    }

    /** Whether nothing that this version writes is missing. */
    boolean isComplete() {
        return Table.all().stream().noneMatch(table -> missing(table).findAny().isPresent());
    }

    /** Adds the tables that are missing, and the columns, in which older rows get their default. */
    void complete(Connection connection) throws SQLException {
        for (Table table : Table.all()) {
            if (!has(table)) {
                Database.execute(connection, table.creation());
                continue;
            }
            for (Table.Column column : missing(table).toList()) {
                Database.execute(connection, "ALTER TABLE " + table.name() + " ADD COLUMN " + column.declaration());
            }
        }
    }
}
