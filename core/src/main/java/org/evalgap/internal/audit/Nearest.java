package org.evalgap.internal.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.evalgap.internal.kernel.KernelParts;
import org.evalgap.internal.kernel.Points;
import org.jspecify.annotations.Nullable;

/**
 * The nearest rows of a set, for every row of another: all that are equally near, to the bit. Many rows of many axes are first
 * measured in single precision, and those that could be the nearest again in double precision.
 */
final class Nearest {
    /** Differences of coordinates up to which everything is measured in double precision. */
    private static final double FEW = 4e9;

    private static final int FEW_AXES = 64;
    private static final int CHUNK = 512;

    /** Errors of squared distances in single precision stay below this share of the squared norms. */
    private static final float ERROR = 1e-5f;

    /** The rows that are nearest to each, in ascending order. */
    final int[][] rows;

    /** How far they are. */
    final double[] distance;

    private final Block.Rows from;
    private final Block.Rows to;
    private final boolean others;

    private Nearest(Block.Rows from, Block.Rows to, boolean others) {
        this.from = from;
        this.to = to;
        this.others = others;
        rows = new int[from.size()][];
        distance = new double[from.size()];
    }

    /** The nearest rows of one set to each of another. */
    static Nearest find(Block.Rows from, Block.Rows to, int threads) {
        return new Nearest(from, to, false).find(threads);
    }

    /** The same as {@link #find}, by blocks however few they are. */
    static Nearest byBlocks(Block.Rows from, Block.Rows to, int threads) {
        Nearest nearest = new Nearest(from, to, false);
        nearest.byBlocks(threads);
        return nearest;
    }

    /** The nearest other rows of the same set. */
    static Nearest other(Block.Rows rows, int threads) {
        return new Nearest(rows, rows, true).find(threads);
    }

    /**
     * The nearest tasks of several strips to each environment, counted on from strip to strip; null where distances were not kept.
     */
    static @Nullable Nearest known(List<BlockStrip> strips, Block.Rows environments, Block.Rows tasks, int threads) {
        for (BlockStrip strip : strips) {
            if (strip.kept() == null) {
                return null;
            }
        }
        Nearest nearest = new Nearest(environments, tasks, false);
        int pieces = (environments.size() + CHUNK - 1) / CHUNK;
        Crowd.each(pieces, threads, () -> new double[2][tasks.dimension()], (buffer, piece) -> {
            int from = piece * CHUNK;
            nearest.known(strips, from, Math.min(from + CHUNK, environments.size()), buffer);
        });
        return nearest;
    }

    private void known(List<BlockStrip> strips, int begin, int end, double[][] buffer) {
        float[] limit = new float[end - begin];
        Arrays.fill(limit, Float.POSITIVE_INFINITY);
        each(strips, (i, squared, norm, norms) -> {
            for (int j = begin; j < end; j++) {
                limit[j - begin] = Math.min(limit[j - begin], squared[j] + ERROR * (norm + norms[j]));
            }
        });
        Arrays.fill(distance, begin, end, Double.POSITIVE_INFINITY);
        each(strips, (i, squared, norm, norms) -> {
            for (int j = begin; j < end; j++) {
                if (squared[j] - ERROR * (norm + norms[j]) <= limit[j - begin]) {
                    offer(j, i, buffer);
                }
            }
        });
        for (int j = begin; j < end; j++) {
            distance[j] = Math.sqrt(distance[j]);
        }
    }

    /** Hears of a task, and of its distances to environments. */
    private interface Listener {
        void task(int i, float[] squared, float norm, float[] norms);
    }

    private static void each(List<BlockStrip> strips, Listener listener) {
        int before = 0;
        for (BlockStrip strip : strips) {
            float[][] squared = Objects.requireNonNull(strip.kept());
            for (int i = 0; i < squared.length; i++) {
                listener.task(before + i, squared[i], strip.norms()[i], strip.environmentNorms());
            }
            before += squared.length;
        }
    }

    /** Measures a pair that may be the nearest; {@link #distance} has squares until all are measured. */
    private void offer(int i, int k, double[][] buffer) {
        from.row(i, buffer[0]);
        to.row(k, buffer[1]);
        double exact = squaredDistance(buffer[0], buffer[1]);
        if (exact < distance[i]) {
            distance[i] = exact;
            rows[i] = new int[] {k};
        } else if (exact == distance[i]) {
            rows[i] = Arrays.copyOf(rows[i], rows[i].length + 1);
            rows[i][rows[i].length - 1] = k;
        }
    }

    private Nearest find(int threads) {
        double work = (double) from.size() * to.size() * to.dimension();
        if (to.dimension() <= FEW_AXES || work <= FEW) {
            Points points = Distances.points(to);
            Crowd.each(from.size(), threads, () -> new double[2][], (buffer, i) -> exactly(points, buffer, i));
        } else {
            byBlocks(threads);
        }
        return this;
    }

    private void exactly(Points points, double[][] buffer, int i) {
        if (buffer[0] == null) {
            buffer[0] = new double[to.dimension()];
            buffer[1] = new double[to.size()];
        }
        from.row(i, buffer[0]);
        KernelParts.squaredDistances(buffer[0], points, buffer[1]);
        if (others) {
            buffer[1][i] = Double.POSITIVE_INFINITY;
        }
        double least = Double.POSITIVE_INFINITY;
        for (double squared : buffer[1]) {
            least = Math.min(least, squared);
        }
        int count = 0;
        int[] ties = new int[4];
        for (int k = 0; k < to.size(); k++) {
            if (buffer[1][k] == least) {
                ties = count == ties.length ? Arrays.copyOf(ties, 2 * count) : ties;
                ties[count++] = k;
            }
        }
        rows[i] = Arrays.copyOf(ties, count);
        distance[i] = Math.sqrt(least);
    }

    private void byBlocks(int threads) {
        double[] centre = FloatRows.centre(to);
        FloatRows targets = new FloatRows(to, centre);
        FloatRows sources = new FloatRows(from, centre);
        for (int start = 0; start < from.size(); start += CHUNK) {
            int begin = start;
            int end = Math.min(start + CHUNK, from.size());
            float[][] squared = BlockStrip.measure(sources, begin, end, targets, threads);
            Crowd.each(
                    end - begin,
                    threads,
                    () -> new double[2][to.dimension()],
                    (buffer, k) -> refine(begin + k, squared[k], sources.norm[begin + k], targets.norm, buffer));
        }
    }

    private void refine(int i, float[] squared, float norm, float[] norms, double[][] buffer) {
        float limit = Float.POSITIVE_INFINITY;
        for (int k = 0; k < squared.length; k++) {
            if (!(others && k == i)) {
                limit = Math.min(limit, squared[k] + ERROR * (norm + norms[k]));
            }
        }
        from.row(i, buffer[0]);
        double least = Double.POSITIVE_INFINITY;
        int count = 0;
        int[] ties = new int[4];
        for (int k = 0; k < squared.length; k++) {
            if ((others && k == i) || squared[k] - ERROR * (norm + norms[k]) > limit) {
                continue;
            }
            to.row(k, buffer[1]);
            double exact = squaredDistance(buffer[0], buffer[1]);
            if (exact < least) {
                least = exact;
                count = 0;
            }
            if (exact == least) {
                ties = count == ties.length ? Arrays.copyOf(ties, 2 * count) : ties;
                ties[count++] = k;
            }
        }
        rows[i] = Arrays.copyOf(ties, count);
        distance[i] = Math.sqrt(least);
    }

    private static double squaredDistance(double[] a, double[] b) {
        double square = 0;
        for (int d = 0; d < a.length; d++) {
            double difference = b[d] - a[d];
            square = Math.fma(difference, difference, square);
        }
        return square;
    }
}
