package org.evalgap.cli.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.evalgap.cli.input.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a file of Parquet, one after the other. The file comes from anybody: DuckDB reaches nothing but it, and unpacks no more
 * of it at a time than {@value #MEMORY} hold.
 */
public final class ParquetRows {
    private static final String MEMORY = "1GB";

    private ParquetRows() {}

    /** Takes rows in. */
    public interface Sink {
        /**
         * Takes in the names of the columns; called once, before any row.
         *
         * @param names in the file's order
         */
        void columns(List<String> names);

        /**
         * Takes in a row.
         *
         * @param number counted from 1
         * @param values one a column: null, {@code Number}, {@code String}, {@code Object[]}, or what else JDBC gives
         */
        void row(long number, @Nullable Object[] values);
    }

    /**
     * Reads a file.
     *
     * @param file its path
     * @param sink takes the rows in
     * @throws InputException if it is no file of Parquet, is damaged, or needs too much memory
     */
    public static void read(Path file, Sink sink) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + ": no file; check the path");
        }
        Stores.requireLibrary(file.toString());
        String name = file.toAbsolutePath().toString();
        if (name.matches("(?s).*[*?\\[\\]{}].*")) {
            throw new InputException(
                    file + ": the path has one of * ? [ ] { }, which stand for other files; rename it");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", alone());
                Statement statement = connection.createStatement()) {
            String quoted = "'" + name.replace("'", "''") + "'";
            statement.execute("SET allowed_paths = [" + quoted + "]");
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
            try (ResultSet rows = statement.executeQuery("SELECT * FROM read_parquet(" + quoted + ")")) {
                pass(rows, sink);
            }
        } catch (SQLException e) {
            String reason = String.valueOf(e.getMessage())
                    .lines()
                    .findFirst()
                    .orElse("")
                    .replaceAll("\\b\\w*(Exception|Error): ", "");
            throw new InputException(
                    file + ": cannot be read as Parquet (" + reason.substring(0, Math.min(300, reason.length())) + ")");
        }
    }

    private static Properties alone() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "memory_limit", MEMORY,
                "threads", "1",
                "temp_directory", "",
                "jdbc_stream_results", "true",
                "autoload_known_extensions", "false",
                "autoinstall_known_extensions", "false"));
        return properties;
    }

    private static void pass(ResultSet rows, Sink sink) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        int width = columns.getColumnCount();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            names.add(columns.getColumnName(i));
        }
        sink.columns(List.copyOf(names));
        @Nullable Object[] values = new Object[width];
        for (long number = 1; rows.next(); number++) {
            for (int i = 0; i < width; i++) {
                Object value = rows.getObject(i + 1);
                values[i] = value instanceof Array array ? array.getArray() : value;
            }
            sink.row(number, values);
        }
    }
}
