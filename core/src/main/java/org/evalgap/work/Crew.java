package org.evalgap.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Workers that are threads of this process. Pieces and results pass between threads through queues and nothing else.
 *
 * @param <U> a piece of work
 * @param <R> what comes of it
 */
public final class Crew<U, R> implements Workers<U, R> {
    private final BlockingQueue<U> open = new LinkedBlockingQueue<>();
    private final BlockingQueue<Done<R>> done = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /**
     * Does pieces, one after the other. Confined to a thread.
     *
     * @param <U> a piece of work
     * @param <R> what comes of it
     */
    @FunctionalInterface
    public interface Hand<U, R> {
        /**
         * Does a piece.
         *
         * @param piece what to do
         * @param stopped whether nobody wants the result any more
         * @return what came of it; null if it was stopped underway
         */
        @Nullable
        R work(U piece, BooleanSupplier stopped);
    }

    /** What came of a piece, or what no work can go on after. */
    private record Done<R>(@Nullable R result, @Nullable Throwable fatal) {}

    /**
     * Starts threads, which do not keep a program from ending.
     *
     * @param name what they are called, with a number behind it
     * @param size how many, at least 1
     * @param hands gives one for each thread
     */
    public Crew(String name, int size, Supplier<Hand<U, R>> hands) {
        for (int i = 0; i < size; i++) {
            Hand<U, R> hand = hands.get();
            Thread thread = new Thread(() -> work(hand), name + "-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    @Override
    public int size() {
        return threads.size();
    }

    private void work(Hand<U, R> hand) {
        try {
            while (!closed) {
                done.add(attempt(hand, open.take()));
            }
        } catch (InterruptedException e) {
            // The crew is dismissed.
            Thread.currentThread().interrupt();
        }
    }

    private Done<R> attempt(Hand<U, R> hand, U piece) {
        try {
            return new Done<>(hand.work(piece, () -> closed), null);
        } catch (RuntimeException | Error e) {
            return new Done<>(null, e);
        }
    }

    @Override
    public void give(U piece) {
        open.add(piece);
    }

    @Override
    public @Nullable R await(long milliseconds) throws InterruptedException {
        Done<R> next = done.poll(milliseconds, TimeUnit.MILLISECONDS);
        if (next == null) {
            return null;
        }
        if (next.fatal instanceof Error error) {
            throw error;
        }
        if (next.fatal instanceof RuntimeException failure) {
            throw failure;
        }
        return next.result;
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
