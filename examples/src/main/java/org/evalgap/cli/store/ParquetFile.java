package org.evalgap.cli.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Unfinished;
import org.evalgap.sweep.run.SweepColumns;
import org.jspecify.annotations.Nullable;

/** Rows as a file of Parquet: sums are made before, DuckDB only writes. What is no number is NULL. */
public final class ParquetFile {
    private static final int ROWS_A_PIECE = 4096;

    private ParquetFile() {}

    /**
     * Writes a file, in place of what it held.
     *
     * @param label how the user named the file, such as {@code --out rows.parquet}
     * @param file where to
     * @param columns its columns
     * @param rows gives the values of all rows to whom it is given, and says how many they were
     * @return how many rows there are
     * @throws InputException if the file cannot be written
     */
    public static long write(String label, Path file, SweepColumns columns, ToLongFunction<Consumer<Object[]>> rows) {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        columns.columns().forEach(column -> types.put(column.name(), column.type()));
        return write(label, file, types, rows);
    }

    /**
     * Writes a file, in place of what it held.
     *
     * @param label how the user named the file, such as {@code --report DIR}
     * @param file where to
     * @param columns types by name, in order: {@code Double}, {@code Long}, {@code float[]}, or text
     * @param rows gives the values of all rows to whom it is given, and says how many they were; texts may be null
     * @return how many rows there are
     * @throws InputException if the file cannot be written
     */
    public static long write(
            String label, Path file, Map<String, Class<?>> columns, ToLongFunction<Consumer<Object[]>> rows) {
        Stores.requireLibrary(label);
        Path scratch = null;
        try {
            scratch = scratch(file);
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", small(scratch));
                    Statement statement = connection.createStatement()) {
                confine(statement, file, scratch);
                statement.execute("CREATE TABLE rows (" + types(columns) + ")");
                long count = fill(label, connection.unwrap(DuckDBConnection.class), rows);
                statement.execute(
                        "COPY rows TO " + quoted(file) + " (FORMAT parquet, ROW_GROUP_SIZE 16384, USE_TMP_FILE false)");
                return count;
            }
        } catch (SQLException | IOException e) {
            throw new InputException(label + ": cannot be written ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")");
        } finally {
            delete(scratch);
        }
    }

    /** Room for rows that are too many for memory; beside the file, where there must be room for them in the end. */
    private static Path scratch(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        boolean beside = folder != null && (Files.isRegularFile(file) || !Files.exists(file));
        String name = ".evalgap-";
        String own = name + ProcessHandle.current().pid() + "-";
        if (beside) {
            Unfinished.deleteLeft(folder, name);
        }
        Path scratch = beside ? Files.createTempDirectory(folder, own) : Files.createTempDirectory(own);
        Unfinished.begin(scratch);
        return scratch;
    }

    /** All rows in memory would be a gigabyte a million. */
    private static Properties small(Path scratch) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "memory_limit", "256MB",
                "threads", "1",
                "temp_directory", scratch.toString(),
                "autoload_known_extensions", "false",
                "autoinstall_known_extensions", "false"));
        return properties;
    }

    /** The names of columns come from a store, which comes from anybody: nothing is reached but the file. */
    private static void confine(Statement statement, Path file, Path scratch) throws SQLException {
        statement.execute("SET allowed_directories = [" + quoted(scratch) + "]");
        statement.execute("SET allowed_paths = [" + quoted(file) + "]");
        statement.execute("SET enable_external_access = false");
        statement.execute("SET lock_configuration = true");
    }

    private static String quoted(Path path) {
        return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
    }

    private static String types(Map<String, Class<?>> columns) {
        return columns.entrySet().stream()
                .map(column -> '"' + column.getKey().replace("\"", "\"\"") + "\" " + type(column.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String type(Class<?> type) {
        if (type == float[].class) {
            return "FLOAT[]";
        }
        return type == Double.class ? "DOUBLE" : type == Long.class ? "BIGINT" : "VARCHAR";
    }

    private static long fill(String label, DuckDBConnection connection, ToLongFunction<Consumer<Object[]>> rows)
            throws SQLException {
        try (DuckDBAppender appender = connection.createAppender("rows")) {
            int[] waiting = {0};
            return rows.applyAsLong(values -> {
                try {
                    appender.beginRow();
                    for (Object value : values) {
                        append(appender, value);
                    }
                    appender.endRow();
                    if (++waiting[0] == ROWS_A_PIECE) {
                        waiting[0] = 0;
                        appender.flush();
                    }
                } catch (SQLException e) {
                    throw new InputException(label + ": Parquet cannot be written (" + e.getMessage() + ")");
                }
            });
        }
    }

    private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else if (value instanceof float[] vector) {
            appender.append(vector);
        } else if (value instanceof Double number) {
            if (number.isNaN()) {
                appender.appendNull();
            } else {
                appender.append(number.doubleValue());
            }
        } else if (value instanceof Long number) {
            appender.append(number.longValue());
        } else {
            appender.append(value.toString());
        }
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try {
            Unfinished.end(folder);
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be deleted (" + e.getMessage() + "); delete it");
        }
    }
}
