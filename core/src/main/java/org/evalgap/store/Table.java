package org.evalgap.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evalgap.Parameter;
import org.evalgap.Word;
import org.evalgap.measure.Moments;
import org.jspecify.annotations.Nullable;

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

    /** The parameters of a scenario: one that a store does not know has its default in all of it. */
    static final List<Column> PARAMETERS = Arrays.stream(Parameter.values())
            .map(parameter -> new Column(parameter.label(), DOUBLE, literal(parameter.byDefault())))
            .toList();

    /** The words of a scenario, as its parameters. */
    static final List<Column> WORDS = Arrays.stream(Word.values())
            .map(word -> new Column(word.label(), TEXT, "'" + word.byDefault() + "'"))
            .toList();

    /** What the squares of a measure are where it was not known when the block was written: no sum of squares is negative. */
    static final double NOT_KNOWN = -1;

    private static final String SQUARES = "Squares";

    /** The numbers of {@link Moments#state()}. */
    static final List<Column> NUMBERS = Moments.names().stream()
            .map(name -> new Column(name, DOUBLE, name.endsWith(SQUARES) ? literal(NOT_KNOWN) : numberByDefault(name)))
            .toList();

    /** The numbers of {@link Moments#luckState()}: without a value where nobody noted luck. */
    static final List<Column> LUCK = Moments.luckNames().stream()
            .map(name -> new Column(name, DOUBLE, "NULL"))
            .toList();

    /** What wrote the store: one row. */
    static final Table STORE = new Table(
            "store",
            List.of(
                    new Column("format", INT),
                    new Column("model", INT),
                    new Column("parameters", TEXT),
                    new Column("measures", TEXT)),
            "");

    /** Whether designers of a plan are not all the model's own, and so have a column in its rows. */
    static final Column OWN_DESIGNER = new Column("ownDesigner", INT, "0");

    /** The name of a point's designer; where it is empty, it stands in the text alone. */
    static final Column DESIGNER = new Column("designer", TEXT, "''");

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
                    new Column("choices", TEXT),
                    OWN_DESIGNER),
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

    /** Labs on a board under a protocol, whatever plan they came from. */
    static final Table BOARD = new Table(
            "board",
            List.of(
                    new Column("id", INT),
                    new Column("hash", SHORT),
                    new Column("protocol", TEXT),
                    new Column("labs", TEXT),
                    new Column("releases", INT),
                    new Column("plan", TEXT),
                    new Column("command", TEXT),
                    new Column("version", TEXT),
                    new Column("gitCommit", TEXT)),
            "id");

    /** What a lab of a board was told and could do at a release. A replicate is written whole or not at all. */
    static final Table LAB_RELEASE = new Table(
            "labRelease",
            List.of(
                    new Column("board", INT),
                    new Column("seed", LONG),
                    new Column("replicate", INT),
                    new Column("release", INT),
                    new Column("lab", INT),
                    new Column("reportedScore", DOUBLE),
                    new Column("publicScore", DOUBLE),
                    new Column("freshScore", DOUBLE),
                    new Column("workScore", DOUBLE),
                    new Column("impactScore", DOUBLE)),
            "");

    /** Indexes that tables want but of DuckDB, which finds rows without. */
    static final List<String> INDEXES = List.of(
            "CREATE INDEX IF NOT EXISTS pointHash ON point (hash)",
            "CREATE INDEX IF NOT EXISTS labReleaseReplicate ON labRelease (board, seed, replicate)");

    /**
     * A column. One that was added later has a default, which it has in every row that was written before.
     *
     * @param name its name
     * @param type its type in SQL
     * @param byDefault its default in SQL; null for what every version writes
     */
    record Column(String name, String type, @Nullable String byDefault) {
        Column(String name, String type) {
            this(name, type, null);
        }

        /** As a table is made with it. */
        String declaration() {
            return name + " " + type + (byDefault == null ? "" : " DEFAULT " + byDefault);
        }

        /** What a query reads in place of it. */
        String byDefaultInSql() {
            return "CAST(" + Objects.requireNonNull(byDefault, name) + " AS " + type + ")";
        }
    }

    private static @Nullable String numberByDefault(String name) {
        return Moments.names().contains(name + SQUARES) ? "NULL" : null;
    }

    /** A literal of type double, and no decimal, which a database might round otherwise. */
    private static String literal(double value) {
        String text = Double.toString(value);
        return text.indexOf('E') < 0 ? text + "E0" : text;
    }

    private static Table point() {
        List<Column> columns = new ArrayList<>(List.of(new Column("id", LONG), new Column("hash", SHORT)));
        columns.addAll(PARAMETERS);
        columns.add(new Column("trainer", TEXT));
        columns.add(new Column("text", TEXT));
        columns.add(DESIGNER);
        columns.addAll(WORDS);
        return new Table("point", List.copyOf(columns), "id");
    }

    private static Table block() {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("point", LONG),
                new Column("seed", LONG),
                new Column("measures", INT),
                new Column("block", INT),
                new Column("replicates", INT)));
        columns.addAll(NUMBERS);
        columns.addAll(LUCK);
        return new Table("block", List.copyOf(columns), "point, seed, measures, block, replicates");
    }

    /** All tables but {@link #STORE}. */
    static List<Table> ofResults() {
        return List.of(SWEEP, SESSION, POINT, CELL, BLOCK, FAILURE, BOARD, LAB_RELEASE);
    }

    /** All tables. */
    static List<Table> all() {
        return Stream.concat(Stream.of(STORE), ofResults().stream()).toList();
    }

    /** Whether it was added later: then stores of earlier versions lack it. */
    boolean isLater() {
        return this == BOARD || this == LAB_RELEASE;
    }

    /** The statement that makes it where it is missing. */
    String creation() {
        String body = columns.stream().map(Column::declaration).collect(Collectors.joining(", "));
        return "CREATE TABLE IF NOT EXISTS " + name + " (" + body
                + (key.isEmpty() ? ")" : ", PRIMARY KEY (" + key + "))");
    }
}
