package org.evalgap.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPoint;
import org.evalgap.sweep.run.SweepColumns;
import org.evalgap.sweep.run.SweepRow;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a sweep page by page, and makes their sums. */
final class RowReader {
    /** So many blocks a page, more or less. */
    private static final int BLOCKS = 32_768;

    private static final int FIRST_NUMBER = 4;
    private static final int CHOICES = FIRST_NUMBER + BlockNumbers.COUNT;

    private final Connection connection;
    private final Schema schema;
    private final StoredSweep sweep;
    private final PointReader points;
    private final List<SweepColumns.Column> columns;
    private final int blocks;
    private final boolean scored;

    /** What was read of a point. */
    private record Found(SweepPoint point, List<Moments> blocks) {}

    RowReader(Connection connection, Schema schema, StoredSweep sweep) {
        this.connection = connection;
        this.schema = schema;
        this.sweep = sweep;
        this.points = new PointReader(schema);
        this.columns = sweep.columns().columns();
        this.blocks = (sweep.replicates() - 1) / Moments.BLOCK + 1;
        this.scored = sweep.measures().contains(MeasureGroup.SCORES);
    }

    long read(Consumer<Object[]> consumer) throws SQLException {
        requireKnownMeasures();
        requirePoints();
        int page = Math.max(1, BLOCKS / blocks);
        long rows = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql())) {
            statement.setInt(1, sweep.id());
            statement.setLong(4, sweep.seed());
            statement.setInt(5, Texts.number(sweep.measures()));
            statement.setInt(6, blocks);
            // Places that were never reached take no time, however many a plan claims to have.
            for (long first = next(0); first >= 0; ) {
                long end = sweep.points() - first > page ? first + page : sweep.points();
                statement.setLong(2, first);
                statement.setLong(3, end);
                try (ResultSet result = statement.executeQuery()) {
                    rows += deliver(result, consumer);
                }
                first = next(end);
            }
        }
        connection.commit();
        return rows;
    }

    private void requireKnownMeasures() throws SQLException {
        long measures = Database.number(connection, "SELECT measures FROM sweep WHERE id = " + sweep.id());
        if (measures != Texts.number(sweep.measures())) {
            throw new StoreException("sweep " + sweep.name() + " has measures that this version does not know;"
                    + "\nuse the version of the program that wrote it");
        }
    }

    /** Rows would be missing, and nobody would see it. */
    private void requirePoints() throws SQLException {
        String cells = " FROM cell c LEFT JOIN point p ON p.id = c.point WHERE c.sweep = " + sweep.id() + " AND ";
        long beyond = Database.number(
                connection, "SELECT coalesce(max(c.place), -1)" + cells + "c.place >= " + sweep.points());
        if (beyond >= 0) {
            throw StoreException.damaged("point " + beyond + " lies beyond the end of its sweep of " + sweep.points());
        }
        long lost = Database.number(connection, "SELECT coalesce(min(c.place), -1)" + cells + "p.id IS NULL");
        if (lost >= 0) {
            throw StoreException.damaged("point " + lost + " has no scenario");
        }
    }

    /** The first place from there on at which the sweep has a cell; −1 if there is none. */
    private long next(long place) throws SQLException {
        return Database.number(
                connection,
                "SELECT coalesce(min(place), -1) FROM cell WHERE sweep = " + sweep.id() + " AND place >= " + place
                        + " AND place < " + sweep.points());
    }

    private String sql() {
        String numbers = BlockNumbers.COLUMNS.stream()
                .map(column -> schema.read(Table.BLOCK, "b", column))
                .collect(Collectors.joining(", "));
        return "SELECT c.place, b.block, b.replicates, " + numbers + ", c.choices, " + points.columns()
                + " FROM cell c JOIN point p ON p.id = c.point JOIN block b ON b.point = c.point"
                + " WHERE c.sweep = ? AND c.place >= ? AND c.place < ? AND b.seed = ? AND b.measures = ? AND b.block < ?"
                + " ORDER BY c.place, b.block, b.replicates";
    }

    private long deliver(ResultSet result, Consumer<Object[]> consumer) throws SQLException {
        long rows = 0;
        Found current = null;
        while (result.next()) {
            long place = result.getLong(1);
            if (current == null || current.point.index() != place) {
                rows += deliver(current, consumer);
                current = new Found(point(place, result), new ArrayList<>());
            }
            int block = result.getInt(2);
            int replicates = result.getInt(3);
            if (replicates == Ledger.replicatesOf(sweep.replicates(), block) && current.blocks.size() == block) {
                double[] numbers = BlockNumbers.read(result, FIRST_NUMBER);
                if (scored) {
                    BlockNumbers.requireScores(numbers);
                }
                current.blocks.add(BlockNumbers.moments(replicates, numbers));
            }
        }
        return rows + deliver(current, consumer);
    }

    private long deliver(@Nullable Found found, Consumer<Object[]> consumer) {
        if (found == null || found.blocks.size() < blocks) {
            return 0;
        }
        SweepRow row = new SweepRow(found.point, sweep.seed(), found.blocks);
        Object[] values = new Object[columns.size()];
        Arrays.setAll(values, i -> columns.get(i).value().apply(row));
        consumer.accept(values);
        return 1;
    }

    private SweepPoint point(long place, ResultSet result) throws SQLException {
        int count = sweep.choices().size();
        String joined = result.getString(CHOICES);
        boolean none = count == 0 && (joined == null || joined.isEmpty());
        List<String> choices = none ? List.of() : Texts.split(joined);
        if (choices.size() != count) {
            throw StoreException.damaged("point " + place + " has " + choices.size() + " choices, its sweep " + count);
        }
        return new SweepPoint(place, points.read(result, CHOICES + 1, place), choices);
    }
}
