package org.evalgap.sensitivity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.evalgap.sweep.run.SweepProgress;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates all repetitions with several threads. Values go to their places and are summed in the order of the design, so that
 * the number of threads changes nothing. Confined to a thread; memory holds about a repetition.
 */
final class Evaluation {
    /** Points a piece of work, about. */
    private static final int POINTS = 64;

    private static final int AHEAD = 4;

    private final Response response;
    private final int stars;
    private final long seed;
    private final int threads;
    private final Consumer<SweepProgress> listener;
    private final long start = System.nanoTime();
    private final Deque<Future<double[][][]>> underway = new ArrayDeque<>();
    private @Nullable Repetition open;
    private int opened;
    private int openedStars;
    private long done;

    Evaluation(Response response, int stars, long seed, int threads, Consumer<SweepProgress> listener) {
        this.response = response;
        this.stars = stars;
        this.seed = seed;
        this.threads = threads;
        this.listener = listener;
    }

    private int star() {
        return response.inputs().size() + 2;
    }

    private int piece() {
        return Math.max(1, POINTS / star());
    }

    /** What every repetition says, by output. */
    List<List<Products>> run() {
        List<List<Products>> products = new ArrayList<>();
        response.outputs().forEach(output -> products.add(new ArrayList<>()));
        ExecutorService crew = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "evalgap-sensitivity");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (int k = 0; k < Repetition.COUNT; k++) {
                double[][][] values = repetition(crew);
                for (int o = 0; o < products.size(); o++) {
                    products.get(o)
                            .add(new Products(values[o], response.inputs().size()));
                }
            }
            return products;
        } finally {
            crew.shutdownNow();
        }
    }

    private double[][][] repetition(ExecutorService crew) {
        double[][][] values = new double[response.outputs().size()][response.replicates()][stars * star()];
        for (int first = 0; first < stars; first += piece()) {
            handOut(crew);
            double[][][] part = await(underway.remove());
            for (int o = 0; o < values.length; o++) {
                for (int r = 0; r < values[o].length; r++) {
                    System.arraycopy(part[o][r], 0, values[o][r], first * star(), part[o][r].length);
                }
            }
            done += (long) part[0].length * part[0][0].length;
            listener.accept(progress());
        }
        return values;
    }

    private void handOut(ExecutorService crew) {
        while (underway.size() < AHEAD * threads && opened < Repetition.COUNT) {
            Repetition repetition =
                    open == null ? new Repetition(response.inputs().size(), stars, seed, opened) : open;
            int first = openedStars;
            int count = Math.min(piece(), stars - first);
            underway.add(crew.submit(() -> response.evaluate(repetition.stars(first, count), repetition.seed)));
            openedStars = (first + count) % stars;
            open = openedStars == 0 ? null : repetition;
            opened += openedStars == 0 ? 1 : 0;
        }
    }

    private static double[][][] await(Future<double[][][]> part) {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the analysis was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error fatal) {
                throw fatal;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private SweepProgress progress() {
        long points = (long) Repetition.COUNT * stars * star();
        long replicates = points * response.replicates();
        double seconds = (System.nanoTime() - start) * 1e-9;
        return new SweepProgress(points, done / response.replicates(), replicates, done, done, seconds);
    }
}
