package org.evalgap.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evalgap.explain.PointStore;
import org.evalgap.measure.Measure;

/**
 * Simulated worlds in a table of a store, one row each: measures by key, as the doubles they are. The store may hold sweeps too.
 * All of its worlds are read when it is opened. Used by any number of threads; what is new is written in batches, and the rest of
 * it when the store is closed.
 */
public final class WorldStore implements PointStore, AutoCloseable {
    private static final int BATCH = 2000;

    /** No table of every store: it is made where worlds are kept. */
    private static final Table WORLD = new Table(
            "world", List.of(new Table.Column("hash", "VARCHAR(40)"), new Table.Column("numbers", "TEXT")), "hash");

    private final Address address;
    private final Connection connection;
    private final Map<String, double[]> known = new HashMap<>();
    private final Map<String, double[]> fresh = new HashMap<>();
    private long found;
    private long kept;

    private WorldStore(Address address, Connection connection) {
        this.address = address;
        this.connection = connection;
    }

    /**
     * Opens a store in a file of DuckDB, and makes it where there is none.
     *
     * @param file where; its folder exists
     * @return the store
     * @throws StoreException if it cannot be opened, is in use, is damaged, or is of another version of the model
     */
    public static WorldStore open(Path file) {
        Address address = Address.of(file);
        try {
            WorldStore store = new WorldStore(address, Database.connect(address));
            store.load();
            return store;
        } catch (SQLException e) {
            throw StoreException.opening(address.name(), e);
        }
    }

    private void load() throws SQLException {
        try {
            Database.execute(connection, WORLD.creation());
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT hash, numbers FROM world")) {
                while (rows.next()) {
                    known.put(rows.getString(1), numbers(rows.getString(2)));
                }
            }
            connection.commit();
        } catch (IllegalArgumentException e) {
            StoreException damaged = StoreException.damaged("a row of table \"world\" is none");
            Database.closeQuietly(connection, damaged);
            throw damaged.of(address.name());
        } catch (SQLException e) {
            Database.closeQuietly(connection, e);
            throw e;
        }
    }

    private static String text(double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
        for (double number : numbers) {
            bytes.putDouble(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static double[] numbers(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        double[] numbers = new double[bytes.remaining() / Double.BYTES];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = bytes.getDouble();
        }
        return numbers;
    }

    @Override
    public synchronized Optional<double[]> find(String key) {
        double[] values = known.get(key);
        // Another version of the program may have had other measures.
        if (values == null || values.length != Measure.count()) {
            return Optional.empty();
        }
        found++;
        return Optional.of(values);
    }

    @Override
    public synchronized void keep(String key, double[] values) {
        if (known.put(key, values) == null) {
            fresh.put(key, values);
            kept++;
        }
        if (fresh.size() >= BATCH) {
            write();
        }
    }

    /**
     * How many worlds were found in it.
     *
     * @return the number since it was opened
     */
    public synchronized long found() {
        return found;
    }

    /**
     * How many worlds were added.
     *
     * @return the number since it was opened
     */
    public synchronized long kept() {
        return kept;
    }

    private void write() {
        try (Inserter inserter = new Inserter(connection, WORLD)) {
            for (Map.Entry<String, double[]> each : fresh.entrySet()) {
                inserter.add(each.getKey(), text(each.getValue()));
            }
            inserter.flush();
            connection.commit();
            fresh.clear();
        } catch (SQLException e) {
            throw StoreException.of(address.name(), e);
        }
    }

    /**
     * Writes what is new, and closes the store.
     *
     * @throws StoreException if the database fails
     */
    @Override
    public synchronized void close() {
        try (Connection closing = connection) {
            if (!fresh.isEmpty()) {
                write();
            }
            closing.rollback();
        } catch (SQLException e) {
            throw StoreException.of(address.name(), e);
        }
    }
}
