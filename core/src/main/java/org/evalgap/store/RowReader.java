package org.evalgap.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.learner.Trainer;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPoint;
import org.evalgap.sweep.run.SweepColumns;
import org.evalgap.sweep.run.SweepRow;

/** Reads the rows of a sweep page by page, and makes their sums. */
final class RowReader {
    /** So many blocks a page, more or less. */
    private static final int BLOCKS = 32_768;

    private static final int NUMBERS = Moments.names().size();
    private static final Parameter[] PARAMETERS = Parameter.values();

    private final Connection connection;
    private final StoredSweep sweep;
    private final List<SweepColumns.Column> columns;
    private final int blocks;

    /** What was read of a point. */
    private record Found(SweepPoint point, List<Moments> blocks) {}

    /** The name of a trainer; what it did is in the store. */
    private record Recorded(String name) implements Trainer {
        @Override
        public Training begin() {
            throw new UnsupportedOperationException("only the name of trainer " + name + " is in the store");
        }
    }

    RowReader(Connection connection, StoredSweep sweep) {
        this.connection = connection;
        this.sweep = sweep;
        this.columns = sweep.columns().columns();
        this.blocks = (sweep.replicates() + Moments.BLOCK - 1) / Moments.BLOCK;
    }

    long read(Consumer<Object[]> consumer) throws SQLException {
        int page = Math.max(1, BLOCKS / blocks);
        long rows = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql())) {
            statement.setInt(1, sweep.id());
            statement.setLong(4, sweep.seed());
            statement.setInt(5, Texts.number(sweep.measures()));
            statement.setInt(6, blocks);
            for (long first = 0; first < sweep.points(); first += page) {
                statement.setLong(2, first);
                statement.setLong(3, first + page);
                try (ResultSet result = statement.executeQuery()) {
                    rows += deliver(result, consumer);
                }
            }
        }
        connection.commit();
        return rows;
    }

    private String sql() {
        String parameters = Arrays.stream(PARAMETERS).map(p -> "p." + p.label()).collect(Collectors.joining(", "));
        String numbers = Moments.names().stream().map(name -> "b." + name).collect(Collectors.joining(", "));
        return "SELECT c.place, b.block, b.replicates, " + numbers + ", c.choices, p.trainer, " + parameters
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
            if (result.getInt(3) == Ledger.replicatesOf(sweep.replicates(), block) && current.blocks.size() == block) {
                current.blocks.add(moments(result, 3));
            }
        }
        return rows + deliver(current, consumer);
    }

    private long deliver(@org.jspecify.annotations.Nullable Found found, Consumer<Object[]> consumer) {
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
        int at = 3 + NUMBERS;
        List<String> choices =
                Texts.split(result.getString(at + 1), sweep.choices().size());
        Map<Parameter, Double> settings = new EnumMap<>(Parameter.class);
        for (int i = 0; i < PARAMETERS.length; i++) {
            settings.put(PARAMETERS[i], result.getDouble(at + 3 + i));
        }
        // Sources of tasks are no columns of a row, and are not needed for any.
        Scenario scenario = Scenario.withDefaults().with(settings).withTrainer(new Recorded(result.getString(at + 2)));
        return new SweepPoint(place, scenario, choices);
    }

    /** The moments in a row whose column {@code at} is their count and is followed by their state. */
    static Moments moments(ResultSet result, int at) throws SQLException {
        double[] state = new double[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            double value = result.getDouble(at + 1 + i);
            state[i] = value == 0 && result.wasNull() ? Double.NaN : value;
        }
        return Moments.restore(result.getInt(at), state);
    }
}
