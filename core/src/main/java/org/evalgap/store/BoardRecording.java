package org.evalgap.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.evalgap.Board.Release;
import org.evalgap.protocol.board.BoardMemory;

/**
 * Carries the boards of one plan into a store, and knows those that are there: of the same labs, protocol, releases, seed and
 * version of the model, whatever plan they came from. What is kept is written in transactions, one a second at most; a process
 * that is killed loses the last second, and what it was simulating. To be used by the thread that runs the plan.
 */
public final class BoardRecording implements BoardMemory, AutoCloseable {
    /** Something to do in the database. */
    @FunctionalInterface
    private interface Step<T> {
        T run() throws SQLException;
    }

    private final String name;
    private final Connection connection;
    private final StoreFile file;
    private final BoardLedger ledger;
    private final CommitPace pace = new CommitPace();
    private boolean failed;
    private boolean closed;

    BoardRecording(String name, Connection connection, StoreFile file, BoardLedger ledger) {
        this.name = name;
        this.connection = connection;
        this.file = file;
        this.ledger = ledger;
    }

    /**
     * What the store holds.
     *
     * @throws StoreException if the database fails, or what it holds is damaged
     */
    @Override
    public Optional<Release[][]> find(int protocol, int replicate) {
        return perform(() -> ledger.find(protocol, replicate));
    }

    /**
     * Takes in what was simulated.
     *
     * @throws StoreException if the database fails; what was committed stays
     */
    @Override
    public void keep(int protocol, int replicate, Release[][] releases) {
        perform(() -> {
            ledger.keep(protocol, replicate, releases);
            if (pace.isDue()) {
                ledger.commit();
                pace.committed();
            }
            return true;
        });
    }

    private <T> T perform(Step<T> step) {
        try {
            return step.run();
        } catch (SQLException e) {
            throw fail(file.reason(e));
        } catch (StoreException e) {
            throw fail(e.of(name));
        }
    }

    private StoreException fail(StoreException reason) {
        failed = true;
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }

    /**
     * Writes what is left and commits it, unless the database failed before.
     *
     * @throws StoreException if the database fails now
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!failed) {
            perform(() -> {
                ledger.commit();
                return true;
            });
        }
        try {
            ledger.close();
        } catch (SQLException e) {
            throw StoreException.of(name, e);
        }
    }
}
