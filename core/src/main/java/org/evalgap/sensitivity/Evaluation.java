package org.evalgap.sensitivity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.evalgap.sweep.run.SweepProgress;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Has all repetitions evaluated, whoever does it. Values go to their places and are summed in the order of the design, so that it
 * does not matter who. Confined to a thread; memory holds about a repetition.
 */
final class Evaluation {
    /** Points a piece of work, about. */
    private static final int POINTS = 64;

    private static final long PATIENCE_MILLIS = 50;

    /** As many times what workers want to hold may be finished and wait for an earlier piece. */
    private static final int EARLY = 4;

    private final Response response;
    private final int stars;
    private final Workers<StarPiece, StarValues> workers;
    private final Consumer<SweepProgress> listener;
    private final long start = System.nanoTime();

    /** What came before it was wanted, by the number of its piece. */
    private final Map<Long, StarValues> early = new HashMap<>();

    /** Pieces given and values arrived, and stars of pieces given and of values used, counted over all repetitions. */
    private long given;

    private long arrived;
    private long starsGiven;
    private long used;
    private long done;

    Evaluation(Response response, int stars, Workers<StarPiece, StarValues> workers, Consumer<SweepProgress> listener) {
        this.response = response;
        this.stars = stars;
        this.workers = workers;
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
        for (int k = 0; k < Repetition.COUNT; k++) {
            double[][][] values = repetition();
            for (int o = 0; o < products.size(); o++) {
                products.get(o).add(new Products(values[o], response.inputs().size()));
            }
        }
        return products;
    }

    private double[][][] repetition() {
        double[][][] values = new double[response.outputs().size()][response.replicates()][stars * star()];
        for (int first = 0; first < stars; first += piece()) {
            double[][][] part = next().values();
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

    /** The values of the next piece in the design's order. */
    private StarValues next() {
        StarValues next = early.remove(used);
        while (next == null) {
            handOut();
            StarValues values = await();
            if (values != null) {
                arrived++;
                early.put(
                        (long) values.piece().repetition() * stars
                                + values.piece().first(),
                        values);
                next = early.remove(used);
            }
        }
        used += next.piece().count();
        return next;
    }

    private void handOut() {
        long most = (long) EARLY * workers.ahead();
        while (given - arrived < workers.ahead()
                && given - arrived + early.size() < most
                && starsGiven < (long) Repetition.COUNT * stars) {
            int first = (int) (starsGiven % stars);
            int count = Math.min(piece(), stars - first);
            workers.give(new StarPiece((int) (starsGiven / stars), first, count));
            given++;
            starsGiven += count;
        }
    }

    private @Nullable StarValues await() {
        try {
            return workers.await(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the analysis was interrupted", e);
        }
    }

    private SweepProgress progress() {
        long points = (long) Repetition.COUNT * stars * star();
        long replicates = points * response.replicates();
        double seconds = (System.nanoTime() - start) * 1e-9;
        return new SweepProgress(points, done / response.replicates(), replicates, done, done, seconds);
    }
}
