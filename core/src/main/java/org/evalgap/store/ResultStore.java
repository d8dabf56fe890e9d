package org.evalgap.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.sweep.SweepPlan;

/**
 * Results of sweeps in a database, so that no replicate is simulated twice: not after a crash, not for more replicates, points
 * or values, and not for another plan that shares points. Confined to a thread.
 *
 * <p>A point's key is a hash of its scenario's exact values and of {@link org.evalgap.Simulator#MODEL_VERSION}. What is kept
 * are the moments of blocks of 16 replicates, as the doubles they are, and never sums: those are made here, in a fixed order,
 * so that rows from a store have the bits of rows from a sweep. The database may be any that JDBC connects to and that keeps
 * doubles exactly (the sign of a zero excepted, which no moment has); DuckDB and H2 are tested.
 */
public final class ResultStore implements AutoCloseable {
    /** Two of the same process would not be told apart by the database's lock. */
    private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

    private final String url;
    private final Connection connection;

    private ResultStore(String url, Connection connection) {
        this.url = url;
        this.connection = connection;
    }

    /**
     * Opens a store, and makes it where there is none.
     *
     * @param url where, as JDBC writes it, such as {@code jdbc:duckdb:results.duckdb}
     * @return the store
     * @throws StoreException if it cannot be opened, is in use, is of another version of the model or of the tables, or is a
     *     database of something else
     */
    public static ResultStore open(String url) {
        Objects.requireNonNull(url, "url");
        if (!OPEN.add(url)) {
            throw new StoreException("store " + url + ": open in this process already; close it first");
        }
        boolean opened = false;
        try {
            ResultStore store = new ResultStore(url, Database.connect(url));
            opened = true;
            return store;
        } catch (SQLException e) {
            throw StoreException.opening(url, e);
        } finally {
            if (!opened) {
                OPEN.remove(url);
            }
        }
    }

    /**
     * Where it is.
     *
     * @return as it was given
     */
    public String url() {
        return url;
    }

    /**
     * Begins to record a sweep, which goes on where earlier ones of the same plan ended. The store must not be used otherwise
     * until the recording is closed.
     *
     * @param plan what is about to be simulated
     * @param manifest where the results come from
     * @return what a runner asks for known blocks, and tells of new ones
     * @throws StoreException if the database fails
     */
    public Recording record(SweepPlan plan, Manifest manifest) {
        try {
            return new Recording(url, connection, new Ledger(connection, plan, manifest));
        } catch (SQLException e) {
            throw StoreException.of(url, e);
        }
    }

    /**
     * The plans that it has results of.
     *
     * @return in the order in which they came
     * @throws StoreException if the database fails
     */
    public List<StoredSweep> sweeps() {
        String sql = "SELECT id, name, plan, points, replicates, seed, measures, choices FROM sweep ORDER BY id";
        List<StoredSweep> sweeps = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                String plan = result.getString(3);
                String choices = result.getString(8);
                sweeps.add(new StoredSweep(
                        result.getInt(1),
                        result.getString(2),
                        plan == null ? "" : plan,
                        result.getLong(4),
                        result.getInt(5),
                        result.getLong(6),
                        groups(result.getInt(7)),
                        Texts.split(choices, choices == null || choices.isEmpty() ? 0 : 1)));
            }
            connection.commit();
            return sweeps;
        } catch (SQLException e) {
            throw StoreException.of(url, e);
        }
    }

    private static Set<MeasureGroup> groups(int number) {
        Set<MeasureGroup> groups = EnumSet.noneOf(MeasureGroup.class);
        for (MeasureGroup group : MeasureGroup.values()) {
            if ((number & Texts.number(EnumSet.of(group))) != 0) {
                groups.add(group);
            }
        }
        return groups;
    }

    /**
     * Reads the finished rows of a sweep in the plan's order: the same values, bit for bit, as the sweep delivers. Memory does not
     * grow with their number.
     *
     * @param sweep which, one of {@link #sweeps()}
     * @param consumer gets the values of {@link StoredSweep#columns()} of each finished point
     * @return how many there were; fewer than the plan has points if some failed or are not simulated yet
     * @throws StoreException if the database fails
     */
    public long rows(StoredSweep sweep, Consumer<Object[]> consumer) {
        try {
            return new RowReader(connection, sweep).read(consumer);
        } catch (SQLException e) {
            throw StoreException.of(url, e);
        }
    }

    /**
     * What went wrong at the points of a sweep that failed when they were last tried.
     *
     * @param sweep which, one of {@link #sweeps()}
     * @return messages in the plan's order
     * @throws StoreException if the database fails
     */
    public List<String> failures(StoredSweep sweep) {
        List<String> messages = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT message FROM failure WHERE sweep = ? ORDER BY place")) {
            statement.setInt(1, sweep.id());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    messages.add(result.getString(1));
                }
            }
            connection.commit();
            return messages;
        } catch (SQLException e) {
            throw StoreException.of(url, e);
        }
    }

    /**
     * Closes the connection. What was recorded is committed by then or not at all.
     *
     * @throws StoreException if the database fails
     */
    @Override
    public void close() {
        try {
            if (!connection.isClosed()) {
                connection.close();
            }
        } catch (SQLException e) {
            throw StoreException.of(url, e);
        } finally {
            OPEN.remove(url);
        }
    }
}
