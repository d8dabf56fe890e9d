package org.evalgap.internal.sampling;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Loops whose turns write to places of their own, so that threads cannot matter. */
public final class Parallel {
    private Parallel() {}

    /**
     * Does something for every index.
     *
     * @param threads how many, at least 1
     * @param from first index
     * @param to index after the last
     * @param action writes nothing that another index reads or writes
     */
    public static void loop(int threads, int from, int to, IntConsumer action) {
        if (threads == 1) {
            IntStream.range(from, to).forEach(action);
            return;
        }
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            pool.submit(() -> IntStream.range(from, to).parallel().forEach(action))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static RuntimeException unwrapped(Throwable cause) {
        Throwable deepest = cause;
        // Tasks that are joined wrap what another thread threw into the same class.
        while (deepest.getCause() != null && deepest.getCause().getClass() == deepest.getClass()) {
            deepest = deepest.getCause();
        }
        if (deepest instanceof Error error) {
            throw error;
        }
        return deepest instanceof RuntimeException runtime ? runtime : new IllegalStateException(deepest);
    }
}
