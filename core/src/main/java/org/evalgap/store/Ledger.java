package org.evalgap.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.SweepPoint;
import org.evalgap.sweep.run.SweepFailure;

/**
 * What one recording writes into the tables, and what it finds there. Used by one thread at a time; nothing is committed but by
 * {@link #commit}.
 */
final class Ledger implements AutoCloseable {
    /** Longer texts, as those of explicit task sets, are cut: the key is of the whole. */
    static final int LONGEST_TEXT = 4096;

    private final Connection connection;
    private final StoreFile file;
    private final SweepPlan plan;
    private final BitSet needed;
    private final int measures;
    private final int sweep;
    private final SweepSession session;
    private final boolean reusing;
    private final Inserter points;
    private final Inserter cells;
    private final Inserter blocks;
    private final Inserter failures;

    /** Where the sweep's cells end that were there before. */
    private final long cellsBefore;

    /** The first number that no point has. */
    private long nextPoint;

    private long replicates;

    /** Points of the two windows that a runner works on at a time, by place. */
    private Map<Long, Long> older = new HashMap<>();

    private Map<Long, Long> newer = new HashMap<>();

    /** Points that may have blocks already, and blocks of theirs that are about to be written. */
    private final Set<Long> shared = new HashSet<>();

    private final List<Object[]> uncertain = new ArrayList<>();

    /** Blocks of theirs, by point, block and replicates, that a version wrote which knew fewer measures. */
    private final Set<List<Object>> lacking = new HashSet<>();

    /** In a store that is {@linkplain Database#complete complete}. */
    Ledger(Connection connection, StoreFile file, SweepPlan plan, Manifest manifest) throws SQLException {
        this.connection = connection;
        this.file = file;
        this.plan = plan;
        this.needed = BlockNumbers.needed(plan.measures());
        this.measures = Texts.number(plan.measures());
        this.session = SweepSession.begin(connection, plan, manifest);
        this.sweep = session.sweep();
        this.cellsBefore =
                1 + Database.number(connection, "SELECT coalesce(max(place), -1) FROM cell WHERE sweep = " + sweep);
        this.nextPoint = 1 + Database.number(connection, "SELECT coalesce(max(id), 0) FROM point");
        this.reusing = Database.number(connection, "SELECT count(*) FROM block WHERE " + ofThisKind()) > 0;
        connection.commit();
        file.remember();
        this.points = new Inserter(connection, Table.POINT);
        this.cells = new Inserter(connection, Table.CELL);
        this.blocks = new Inserter(connection, Table.BLOCK);
        this.failures = new Inserter(connection, Table.FAILURE);
    }

    private String ofThisKind() {
        return "seed = " + plan.seed() + " AND measures = " + measures;
    }

    /** Enters consecutive points of the plan and finds those of their blocks that are known, by place. */
    Map<Long, Map<Integer, Moments>> prepare(List<SweepPoint> window) throws SQLException {
        flush();
        older = newer;
        newer = new HashMap<>();
        shared.retainAll(new HashSet<>(older.values()));
        List<String> texts =
                window.stream().map(point -> point.scenario().partsText()).toList();
        List<String> keys = IntStream.range(0, texts.size())
                .mapToObj(i -> Texts.key(window.get(i).scenario(), texts.get(i)))
                .toList();
        Map<String, Long> known = points(keys);
        for (int i = 0; i < window.size(); i++) {
            Long id = known.get(keys.get(i));
            if (id == null) {
                id = nextPoint++;
                known.put(keys.get(i), id);
                enter(id, keys.get(i), texts.get(i), window.get(i).scenario());
            } else {
                shared.add(id);
            }
            newer.put(window.get(i).index(), id);
        }
        cells(window);
        return reusing ? blocks(window) : Map.of();
    }

    private Map<String, Long> points(List<String> keys) throws SQLException {
        Map<String, Long> known = new HashMap<>();
        if (keys.isEmpty() || nextPoint == 1) {
            return known;
        }
        // DuckDB takes longer to read a thousand keys as SQL than to split them itself; they are hexadecimal digits
        // only.
        boolean split = Database.isDuckDb(connection);
        String list = split ? "SELECT unnest(string_split(?, ' '))" : "'" + String.join("', '", keys) + "'";
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT hash, id FROM point WHERE hash IN (" + list + ")")) {
            if (split) {
                statement.setString(1, String.join(" ", keys));
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    known.put(result.getString(1), result.getLong(2));
                }
            }
        }
        return known;
    }

    private void enter(long id, String key, String text, Scenario scenario) throws SQLException {
        List<Object> row = new ArrayList<>(List.of(id, key));
        for (Parameter parameter : Parameter.values()) {
            row.add(scenario.get(parameter));
        }
        row.add(scenario.trainer().name());
        row.add(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…");
        row.add(scenario.environmentDesigner().name());
        for (Word word : Word.values()) {
            row.add(scenario.get(word));
        }
        points.add(row.toArray());
    }

    private void cells(List<SweepPoint> window) throws SQLException {
        Map<Long, Long> before = new HashMap<>();
        if (!window.isEmpty() && window.get(0).index() < cellsBefore) {
            String between = " AND place BETWEEN " + window.get(0).index() + " AND "
                    + window.get(window.size() - 1).index();
            try (Statement statement = connection.createStatement();
                    ResultSet result =
                            statement.executeQuery("SELECT place, point FROM cell WHERE sweep = " + sweep + between)) {
                while (result.next()) {
                    before.put(result.getLong(1), result.getLong(2));
                }
            }
        }
        for (SweepPoint point : window) {
            Long id = newer.get(point.index());
            Long there = before.get(point.index());
            if (there == null) {
                cells.add(sweep, point.index(), id, Texts.joined(point.choices()));
            } else if (!there.equals(id)) {
                throw new StoreException(
                        "point " + point.index() + " of the plan is another scenario than when the store"
                                + " was written;\ngive the plan another name, or another store");
            }
        }
    }

    private Map<Long, Map<Integer, Moments>> blocks(List<SweepPoint> window) throws SQLException {
        Map<Long, Map<Integer, Moments>> byPoint = new HashMap<>();
        List<Long> ids = newer.values().stream().filter(shared::contains).toList();
        if (!ids.isEmpty()) {
            String sql = "SELECT point, block, replicates, "
                    + BlockNumbers.COLUMNS.stream().map(Table.Column::name).collect(Collectors.joining(", "))
                    + " FROM block WHERE " + ofThisKind() + " AND block < " + blockCount() + " AND point IN ("
                    + list(ids) + ")";
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    int block = result.getInt(2);
                    int replicates = result.getInt(3);
                    double[] numbers = BlockNumbers.read(result, 4);
                    if (!BlockNumbers.has(needed, numbers)) {
                        lacking.add(List.of(result.getLong(1), block, replicates));
                    } else if (replicates == replicatesOf(plan.replicates(), block)) {
                        byPoint.computeIfAbsent(result.getLong(1), id -> new HashMap<>())
                                .put(block, BlockNumbers.moments(replicates, numbers));
                    }
                }
            }
        }
        Map<Long, Map<Integer, Moments>> byPlace = new HashMap<>();
        for (SweepPoint point : window) {
            byPlace.put(point.index(), byPoint.getOrDefault(newer.get(point.index()), Map.of()));
        }
        return byPlace;
    }

    private int blockCount() {
        return (plan.replicates() + Moments.BLOCK - 1) / Moments.BLOCK;
    }

    /** How many replicates a block has. */
    static int replicatesOf(int replicates, int block) {
        return Math.min(Moments.BLOCK, replicates - block * Moments.BLOCK);
    }

    private static String list(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Enters a block of a point that was prepared. */
    void block(long place, int block, Moments moments) throws SQLException {
        Long id = newer.containsKey(place) ? newer.get(place) : older.get(place);
        if (id == null) {
            throw new IllegalStateException("point " + place + " was not announced");
        }
        List<Object> row = new ArrayList<>(List.of(id, plan.seed(), measures, block, (int) moments.count()));
        BlockNumbers.add(moments, row);
        replicates += moments.count();
        if (shared.contains(id)) {
            uncertain.add(row.toArray());
        } else {
            blocks.add(row.toArray());
        }
    }

    void failure(SweepFailure failure) throws SQLException {
        failures.add(sweep, failure.index(), failure.scenario(), failure.reason());
    }

    private void flush() throws SQLException {
        // Before anything is written: a database may make a file that was cut as long as it was.
        file.requireWhole();
        points.flush();
        cells.flush();
        certain();
        blocks.flush();
        failures.flush();
    }

    /** Adds blocks of points that occur more than once, unless they are there already: with the same bits. */
    private void certain() throws SQLException {
        if (uncertain.isEmpty()) {
            return;
        }
        blocks.flush();
        Set<List<Object>> there = new HashSet<>();
        Set<Long> ids = uncertain.stream().map(row -> (Long) row[0]).collect(Collectors.toSet());
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT point, block, replicates FROM block WHERE "
                        + ofThisKind() + " AND point IN (" + list(ids) + ")")) {
            while (result.next()) {
                there.add(List.of(result.getLong(1), result.getInt(2), result.getInt(3)));
            }
        }
        for (Object[] row : uncertain) {
            List<Object> block = List.of(row[0], row[3], row[4]);
            boolean replaces = lacking.remove(block);
            if (replaces) {
                Database.execute(
                        connection,
                        "DELETE FROM block WHERE " + ofThisKind() + " AND point = " + row[0] + " AND block = " + row[3]
                                + " AND replicates = " + row[4]);
            }
            if (there.add(block) || replaces) {
                blocks.add(row);
            }
        }
        uncertain.clear();
    }

    /** Writes down for good what was entered. */
    void commit() throws SQLException {
        flush();
        connection.commit();
        file.remember();
    }

    /** Ends the session and commits. */
    void end() throws SQLException {
        flush();
        session.end(connection, replicates);
        commit();
    }

    @Override
    public void close() throws SQLException {
        points.close();
        cells.close();
        blocks.close();
        failures.close();
    }
}
