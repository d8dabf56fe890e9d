package org.evalgap.internal.audit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/** Pieces of work that know nothing of each other, shared among threads: who does which is of no consequence. */
public final class Crowd {
    private Crowd() {}

    /**
     * Does every piece once.
     *
     * @param <B> what a thread works with
     * @param count pieces
     * @param threads how many threads work, this one included
     * @param buffers makes what a thread works with
     * @param work does a piece
     */
    public static <B> void each(int count, int threads, Supplier<B> buffers, ObjIntConsumer<B> work) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable worker = () -> {
            try {
                B own = buffers.get();
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    work.accept(own, i);
                }
            } catch (RuntimeException | Error e) {
                next.set(count);
                failure.compareAndSet(null, e);
            }
        };
        Thread[] others = new Thread[Math.max(0, Math.min(threads, count) - 1)];
        for (int t = 0; t < others.length; t++) {
            others[t] = new Thread(worker, "audit-" + t);
            others[t].setDaemon(true);
            others[t].start();
        }
        worker.run();
        for (Thread other : others) {
            join(other);
        }
        Throwable failed = failure.get();
        if (failed instanceof RuntimeException e) {
            throw e;
        }
        if (failed instanceof Error e) {
            throw e;
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
