package org.evalgap.cli.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import org.evalgap.cli.input.InputException;

/**
 * Replicates of something, which are drawn when they are asked for and kept for when more are: a picture is refined by what is
 * new alone. Confined to one thread, which lets others help.
 *
 * @param <T> what a replicate is
 */
final class Replicates<T> {
    private static final int MOST_THREADS = 8;
    private static final long PATIENCE_MILLIS = 10;

    /**
     * Makes one replicate.
     *
     * @param <T> what a replicate is
     */
    @FunctionalInterface
    interface Drawing<T> {
        /** Called by many threads at once. */
        T draw(int replicate);
    }

    private final Drawing<T> drawing;
    private final List<T> drawn = new ArrayList<>();

    Replicates(Drawing<T> drawing) {
        this.drawing = drawing;
    }

    /**
     * The first replicates.
     *
     * @param count how many
     * @param threads who helps
     * @param stopped asked between replicates
     * @return replicates 0 to count − 1
     * @throws CancellationException if it was stopped
     */
    List<T> first(int count, ExecutorService threads, BooleanSupplier stopped) {
        int from = drawn.size();
        int missing = Math.max(0, count - from);
        AtomicReferenceArray<T> made = new AtomicReferenceArray<>(missing);
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            for (int i = next.getAndIncrement(); i < missing && !stopped.getAsBoolean(); i = next.getAndIncrement()) {
                made.set(i, drawing.draw(from + i));
            }
        };
        List<Future<?>> helpers = new ArrayList<>();
        int most = Math.min(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()), missing);
        for (int i = 0; i < most; i++) {
            helpers.add(threads.submit(work));
        }
        await(helpers, stopped);
        for (int i = 0; i < missing && made.get(i) != null; i++) {
            drawn.add(made.get(i));
        }
        if (drawn.size() < count) {
            throw new CancellationException();
        }
        return List.copyOf(drawn.subList(0, count));
    }

    private static boolean done(Future<?> helper) throws InterruptedException, ExecutionException {
        try {
            helper.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Who is stopped does not wait for the replicates that are under way. */
    private static void await(List<Future<?>> helpers, BooleanSupplier stopped) {
        for (Future<?> helper : helpers) {
            try {
                while (!done(helper)) {
                    if (stopped.getAsBoolean()) {
                        throw new CancellationException();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof OutOfMemoryError) {
                    throw new InputException(
                            "not enough memory; lower environments, dimension or the numbers of items");
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
