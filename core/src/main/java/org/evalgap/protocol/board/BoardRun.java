package org.evalgap.protocol.board;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.evalgap.Board;

/**
 * Carries plans of boards out. Replicates are simulated on several threads, each under all protocols with the same random
 * numbers, and are counted in their order: the result does not depend on how many threads there are. Of the replicates, only
 * those are held that threads work on.
 */
public final class BoardRun {
    private static final int WAITING = 3;

    private BoardRun() {}

    /**
     * Simulates all replicates.
     *
     * @param plan the plan
     * @param threads how many threads, at least 1
     * @param progress is told after each replicate how many are done
     * @return the result
     * @throws IllegalArgumentException if an explicit eval has too few items for a protocol
     * @throws InterruptedException if this thread is interrupted
     */
    public static BoardResult of(BoardPlan plan, int threads, IntConsumer progress) throws InterruptedException {
        BoardLayout layout = new BoardLayout(plan);
        ThreadLocal<Board> boards = ThreadLocal.withInitial(plan::board);
        double[] mean = new double[layout.size()];
        double[] squares = new double[layout.size()];
        ExecutorService crew = Executors.newFixedThreadPool(threads);
        try {
            Deque<Future<double[]>> waiting = new ArrayDeque<>();
            int given = 0;
            for (int done = 0; done < plan.replicates(); done++) {
                while (given < plan.replicates() && waiting.size() < WAITING * threads) {
                    int replicate = given++;
                    waiting.add(crew.submit(() -> layout.simulate(boards.get(), replicate)));
                }
                count(await(waiting.remove()), done + 1, mean, squares);
                progress.accept(done + 1);
            }
        } finally {
            crew.shutdownNow();
        }
        return new BoardResult(plan, layout, mean, squares);
    }

    private static double[] await(Future<double[]> replicate) throws InterruptedException {
        try {
            return replicate.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Welford 1962. */
    private static void count(double[] row, int count, double[] mean, double[] squares) {
        for (int i = 0; i < row.length; i++) {
            double delta = row[i] - mean[i];
            mean[i] += delta / count;
            squares[i] += delta * (row[i] - mean[i]);
        }
    }
}
