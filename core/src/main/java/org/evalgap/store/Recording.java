package org.evalgap.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPoint;
import org.evalgap.sweep.run.KnownBlocks;
import org.evalgap.sweep.run.SweepFailure;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepRow;
import org.jspecify.annotations.Nullable;

/**
 * Carries one sweep into a store: a runner asks it for known blocks, and it hears of new ones and of failures, which a thread of
 * its own writes in transactions, at least one a second. A block is finished once its transaction is committed; a process that
 * is killed loses the last second. To be used by the thread that runs the sweep.
 *
 * <p>When the database fails, the next call throws, which ends the sweep; what was committed stays.
 */
public final class Recording implements KnownBlocks, SweepListener, AutoCloseable {
    private static final int AHEAD = 4096;

    private static final long PATIENCE_MILLIS = 20;

    /** Something to do for the thread that writes. */
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }

    private final String name;
    private final Connection connection;
    private final StoreFile file;
    private final Ledger ledger;
    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(AHEAD);
    private final Thread writer = new Thread(this::write, "evalgap-store");
    private volatile @Nullable StoreException failure;
    private volatile boolean ending;
    private boolean closed;
    private Map<Long, Map<Integer, Moments>> known = Map.of();

    Recording(String name, Connection connection, StoreFile file, Ledger ledger) {
        this.name = name;
        this.connection = connection;
        this.file = file;
        this.ledger = ledger;
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void prepare(List<SweepPoint> points) {
        CompletableFuture<Map<Long, Map<Integer, Moments>>> found = new CompletableFuture<>();
        give(() -> found.complete(ledger.prepare(points)));
        known = answer(found);
    }

    /** Waits for an answer of the writing thread, which gives none once it failed. */
    private <T> T answer(CompletableFuture<T> question) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return question.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    check();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("nobody completes it so", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public @Nullable Moments find(SweepPoint point, int block) {
        return known.getOrDefault(point.index(), Map.of()).get(block);
    }

    /**
     * As {@link #find}, of a sweep that measures scores.
     *
     * @param point one that was {@linkplain #prepare prepared}
     * @param block counted from 0
     * @return its moments; null if they are not known
     * @throws StoreException if they lack a score, which no version of this program writes
     */
    public @Nullable Moments findScores(SweepPoint point, int block) {
        Moments moments = find(point, block);
        try {
            if (moments != null) {
                BlockNumbers.requireScores(moments);
            }
            return moments;
        } catch (StoreException e) {
            throw e.of(name);
        }
    }

    @Override
    public void row(SweepRow row) {
        check();
    }

    @Override
    public void block(SweepPoint point, int block, Moments moments) {
        give(() -> ledger.block(point.index(), block, moments));
    }

    @Override
    public void failed(SweepFailure failed) {
        give(() -> ledger.failure(failed));
    }

    private void check() {
        StoreException failed = failure;
        if (failed != null) {
            throw failed.of(name);
        }
    }

    private void give(Step step) {
        check();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    steps.put(step);
                    return;
                } catch (InterruptedException e) {
                    // The runner ends the sweep soon; what is finished must still be kept.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write() {
        boolean pending = false;
        CommitPace pace = new CommitPace();
        while (!ending || !steps.isEmpty()) {
            try {
                Step step = steps.poll(CommitPace.FIRST_NANOS, TimeUnit.NANOSECONDS);
                if (step != null) {
                    perform(step);
                    pending = true;
                }
            } catch (InterruptedException e) {
                // Nobody interrupts this thread but by mistake.
                continue;
            }
            if (!pending) {
                pace.begin();
            } else if (pace.isDue()) {
                perform(ledger::commit);
                pending = false;
                pace.committed();
            }
        }
        perform(ledger::end);
    }

    /** Does a step, unless one failed: then all later ones are dropped. */
    private void perform(Step step) {
        if (failure != null) {
            return;
        }
        try {
            step.run();
        } catch (SQLException e) {
            fail(file.reason(e));
        } catch (StoreException e) {
            fail(e.of(name));
        } catch (RuntimeException | OutOfMemoryError e) {
            fail(StoreException.of(name, new SQLException(e.toString(), e)));
        }
    }

    private void fail(StoreException reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
        failure = reason;
    }

    /**
     * Writes what is left, commits it and ends the session.
     *
     * @throws StoreException if the database fails, now or before
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        ending = true;
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            ledger.close();
        } catch (SQLException e) {
            if (failure == null) {
                throw StoreException.of(name, e);
            }
        }
        check();
    }
}
