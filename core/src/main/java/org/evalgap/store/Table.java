package org.evalgap.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.evalgap.Parameter;
import org.evalgap.measure.Moments;

/**
 * A table of a store: its columns and primary key. Names are written without quotes, so that queries need none.
 *
 * @param name its name
 * @param columns its columns in order
 * @param key its primary key, separated by commas; empty for none
 */
record Table(String name, List<Column> columns, String key) {
    /** The version of what the tables mean. */
    static final int FORMAT = 1;

    private static final String LONG = "BIGINT";
    private static final String INT = "INTEGER";
    private static final String DOUBLE = "DOUBLE PRECISION";
    private static final String TEXT = "TEXT";
    private static final String SHORT = "VARCHAR(40)";

    /** What wrote the store: one row. */
    static final Table STORE = new Table(
            "store",
            List.of(
                    new Column("format", INT),
                    new Column("model", INT),
                    new Column("parameters", TEXT),
                    new Column("measures", TEXT)),
            "");

    /** The manifest of a plan. */
    static final Table SWEEP = new Table(
            "sweep",
            List.of(
                    new Column("id", INT),
                    new Column("hash", SHORT),
                    new Column("name", TEXT),
                    new Column("plan", TEXT),
                    new Column("model", INT),
                    new Column("seed", LONG),
                    new Column("replicates", INT),
                    new Column("points", LONG),
                    new Column("measures", INT),
                    new Column("choices", TEXT)),
            "id");

    /** One process that worked on a sweep. */
    static final Table SESSION = new Table(
            "session",
            List.of(
                    new Column("id", INT),
                    new Column("sweep", INT),
                    new Column("started", SHORT),
                    new Column("ended", SHORT),
                    new Column("replicates", LONG),
                    new Column("command", TEXT),
                    new Column("version", TEXT),
                    new Column("gitCommit", TEXT),
                    new Column("jdk", TEXT),
                    new Column("cores", INT)),
            "id");

    /** A scenario, whatever plan it came from. */
    static final Table POINT = point();

    /** Which scenario lies where in a plan. */
    static final Table CELL = new Table(
            "cell",
            List.of(
                    new Column("sweep", INT),
                    new Column("place", LONG),
                    new Column("point", LONG),
                    new Column("choices", TEXT)),
            "sweep, place");

    /** Consecutive replicates of a scenario. */
    static final Table BLOCK = block();

    /** A place of a plan that failed when it was last tried. */
    static final Table FAILURE = new Table(
            "failure",
            List.of(
                    new Column("sweep", INT),
                    new Column("place", LONG),
                    new Column("scenario", TEXT),
                    new Column("message", TEXT)),
            "sweep, place");

    /**
     * A column.
     *
     * @param name its name
     * @param type its type in SQL
     */
    record Column(String name, String type) {}

    private static Table point() {
        List<Column> columns = new ArrayList<>(List.of(new Column("id", LONG), new Column("hash", SHORT)));
        Arrays.stream(Parameter.values())
                .map(parameter -> new Column(parameter.label(), DOUBLE))
                .forEach(columns::add);
        columns.add(new Column("trainer", TEXT));
        columns.add(new Column("text", TEXT));
        return new Table("point", List.copyOf(columns), "id");
    }

    private static Table block() {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("point", LONG),
                new Column("seed", LONG),
                new Column("measures", INT),
                new Column("block", INT),
                new Column("replicates", INT)));
        Moments.names().stream().map(name -> new Column(name, DOUBLE)).forEach(columns::add);
        return new Table("block", List.copyOf(columns), "point, seed, measures, block, replicates");
    }

    /** All tables but {@link #STORE}. */
    static List<Table> ofResults() {
        return List.of(SWEEP, SESSION, POINT, CELL, BLOCK, FAILURE);
    }

    /** The statement that makes it where it is missing. */
    String creation() {
        String body = columns.stream().map(c -> c.name + " " + c.type).collect(Collectors.joining(", "));
        return "CREATE TABLE IF NOT EXISTS " + name + " (" + body
                + (key.isEmpty() ? ")" : ", PRIMARY KEY (" + key + "))");
    }
}
