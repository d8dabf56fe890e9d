package org.evalgap.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.sweep.SweepPlan;

/**
 * Results of sweeps and of boards in a database, so that no replicate is simulated twice: not after a crash, not for more
 * replicates, points, values or protocols, and not for another plan that shares points or labs. Confined to a thread.
 *
 * <p>A point's key is a hash of its scenario's exact values and of {@link org.evalgap.Simulator#MODEL_VERSION}. What is kept
 * are the moments of blocks of 16 replicates, as the doubles they are, and never sums: those are made here, in a fixed order,
 * so that rows from a store have the bits of rows from a sweep. The database may be any that JDBC connects to and that keeps
 * doubles exactly (the sign of a zero excepted, which no moment has); DuckDB and H2 are tested.
 */
public final class ResultStore implements AutoCloseable {
    /** Two of the same process would not be told apart by the database's lock. */
    private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

    private final Address address;
    private final Connection connection;
    private final StoreFile file;
    private boolean written;

    private ResultStore(Address address, Connection connection) {
        this.address = address;
        this.connection = connection;
        this.file = new StoreFile(address);
    }

    /**
     * Opens a store in a file of DuckDB, and makes it where there is none. The file is made so that DuckDB 1.0 and
     * later read it. It can come from anybody: nothing in it is run, nothing outside it is read.
     *
     * @param file where; its folder exists
     * @return the store
     * @throws StoreException if it cannot be opened, is in use, is of another version of the model or of the tables, is a file of
     *     something else, or if the path looks like an address ({@code http:…}) or has a {@code ;} or {@code ?}
     */
    public static ResultStore open(Path file) {
        return open(Address.of(file));
    }

    /**
     * Opens a store in any database, and makes it where there is none. An address is as trusted as a program: it must come from
     * whoever runs this one, and never from a file. Of DuckDB it may set {@code memory_limit} and {@code threads} only.
     *
     * @param url where, as JDBC writes it, such as {@code jdbc:duckdb:results.duckdb}
     * @return the store
     * @throws StoreException if it cannot be opened, is in use, is of another version of the model or of the tables, or is a
     *     database of something else
     */
    public static ResultStore open(String url) {
        return open(Address.of(url));
    }

    /**
     * Refuses a path at which no store can be opened or made, without opening it.
     *
     * @param file where a store is or shall be
     * @throws StoreException if the path cannot be a file's, its folder is missing, or it is a file of something else
     */
    public static void requireUsable(Path file) {
        Address address = Address.of(file);
        if (!OPEN.contains(address.key())) {
            StoreFile.requireUsable(address);
        }
    }

    private static ResultStore open(Address address) {
        String key = address.key();
        if (!OPEN.add(key)) {
            throw new StoreException(address.name(), "open in this process already; close it first");
        }
        boolean opened = false;
        try {
            ResultStore store = new ResultStore(address, Database.connect(address));
            opened = true;
            return store;
        } catch (SQLException e) {
            throw StoreException.opening(address.name(), e);
        } finally {
            if (!opened) {
                OPEN.remove(key);
            }
        }
    }

    /**
     * Where it is.
     *
     * @return as it was given
     */
    public String name() {
        return address.name();
    }

    /**
     * Begins to record a sweep, which goes on where earlier ones of the same plan ended. The store must not be used otherwise
     * until the recording is closed.
     *
     * @param plan what is about to be simulated
     * @param manifest where the results come from
     * @return what a runner asks for known blocks, and tells of new ones
     * @throws IllegalArgumentException if the plan asks for a {@linkplain SweepPlan#precision() precision}
     * @throws StoreException if the database fails
     */
    public Recording record(SweepPlan plan, Manifest manifest) {
        if (plan.precision().isPresent()) {
            throw new IllegalArgumentException("a store keeps sweeps whose points have the same number of replicates;"
                    + " take the precision out of the plan");
        }
        try {
            Database.complete(connection);
            file.watch();
            written = true;
            return new Recording(name(), connection, file, new Ledger(connection, file, plan, manifest));
        } catch (SQLException e) {
            throw StoreException.of(name(), e);
        }
    }

    /**
     * Begins to record labs on boards, which goes on where earlier plans of the same labs ended. The store must not be used
     * otherwise until the recording is closed.
     *
     * @param plan what is about to be simulated
     * @param manifest where the results come from
     * @return what a run asks for known boards, and tells of new ones
     * @throws StoreException if the database fails
     */
    public BoardRecording record(BoardPlan plan, Manifest manifest) {
        try {
            Database.complete(connection);
            file.watch();
            written = true;
            return new BoardRecording(name(), connection, file, new BoardLedger(connection, file, plan, manifest));
        } catch (SQLException e) {
            throw StoreException.of(name(), e);
        }
    }

    /**
     * The plans that it has results of.
     *
     * @return in the order in which they came
     * @throws StoreException if the database fails
     */
    public List<StoredSweep> sweeps() {
        List<StoredSweep> sweeps = new ArrayList<>();
        try {
            String ownDesigner = Schema.read(connection).read(Table.SWEEP, "s", Table.OWN_DESIGNER);
            String sql = "SELECT id, name, plan, points, replicates, seed, measures, choices, " + ownDesigner
                    + " AS ownDesigner FROM sweep s ORDER BY id";
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    sweeps.add(sweep(result));
                }
            }
            connection.commit();
            return sweeps;
        } catch (SQLException e) {
            throw StoreException.reading(name(), e);
        } catch (StoreException e) {
            throw e.of(name());
        }
    }

    private static StoredSweep sweep(ResultSet result) throws SQLException {
        String choices = result.getString("choices");
        return new StoredSweep(
                result.getInt("id"),
                text(result, "name"),
                text(result, "plan"),
                number(result, "points", 1, Long.MAX_VALUE),
                (int) number(result, "replicates", 1, Integer.MAX_VALUE),
                number(result, "seed", Long.MIN_VALUE, Long.MAX_VALUE),
                groups((int) number(result, "measures", 0, Integer.MAX_VALUE)),
                choices == null || choices.isEmpty() ? List.of() : Texts.split(choices),
                number(result, "ownDesigner", 0, 1) == 1);
    }

    private static String text(ResultSet result, String column) throws SQLException {
        String text = result.getString(column);
        if (text == null) {
            throw StoreException.damaged("sweep " + result.getInt("id") + " has no " + column);
        }
        return text;
    }

    private static long number(ResultSet result, String column, long least, long most) throws SQLException {
        long number = result.getLong(column);
        boolean missing = result.wasNull();
        if (missing || number < least || number > most) {
            throw StoreException.damaged(
                    "sweep " + result.getInt("id") + " has " + (missing ? "no " + column : column + " " + number));
        }
        return number;
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
            return new RowReader(connection, Schema.read(connection), sweep).read(consumer);
        } catch (SQLException e) {
            throw StoreException.reading(name(), e);
        } catch (StoreException e) {
            throw e.of(name());
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
            throw StoreException.reading(name(), e);
        }
    }

    /**
     * Closes the connection. What was recorded is committed by then or not at all.
     *
     * @throws StoreException if the database fails, or if something was recorded and its file is no longer what was opened
     */
    @Override
    public void close() {
        try {
            if (connection.isClosed()) {
                return;
            }
            try (connection) {
                requireWhole();
            }
            if (written) {
                file.requireLeft(address);
            }
        } catch (SQLException e) {
            throw StoreException.of(name(), e);
        } finally {
            OPEN.remove(address.key());
        }
    }

    private void requireWhole() {
        if (written) {
            file.requireWhole();
        }
    }
}
