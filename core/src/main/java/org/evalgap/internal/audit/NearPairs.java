package org.evalgap.internal.audit;

import java.util.Arrays;
import java.util.Locale;
import org.evalgap.task.MisfitException;

/** Pairs of environments so near that one is learned by heart with the other: few, and kept one by one. */
final class NearPairs {
    /** Pairs whose memorised kernel is below the first of these are left out; below a later one, where they are too many. */
    private static final float[] LEAST = {1e-5f, 1e-4f, 1e-3f, 1e-2f};

    /** Pairs that a thread finds before it tells the others. */
    private static final int TOLD = 100_000;

    /** As many pairs take half a gigabyte. */
    private static final long MOST = 20_000_000;

    private final BlockSpace space;

    /** Pairs of row i are those from {@code start[i]} to {@code start[i + 1]}; every pair is there twice. */
    private final int[] start;

    private final float least;
    private final int[] other;
    private final float[] value;

    NearPairs(BlockSpace space, Landmarks landmarks) {
        this.space = space;
        Found[] found = new Found[space.environments.tiles()];
        Counts counts = new Counts();
        Crowd.each(
                found.length,
                space.threads,
                () -> new Finder(counts),
                (finder, tile) -> found[tile] = finder.find(tile));
        if (counts.full) {
            throw new MisfitException(String.format(
                    Locale.ROOT,
                    "memorizationScale reaches more than %,d pairs of environments, too many to keep one by one; choose a"
                            + " smaller one, join environments that are alike by their shares, or audit a sample",
                    MOST));
        }
        least = LEAST[counts.level];
        long all = 0;
        for (Found some : found) {
            some.drop(counts.level);
            all += some.size;
        }
        Crowd.each(found.length, space.threads, () -> landmarks, (marks, tile) -> found[tile].correct(marks));
        start = starts(found);
        other = new int[(int) (2 * all)];
        value = new float[other.length];
        place(found);
    }

    /** How many pairs there are above each limit, and the lowest limit above which they are not too many so far. */
    private static final class Counts {
        private final long[] above = new long[LEAST.length];
        volatile int level;
        volatile boolean full;

        synchronized void add(long[] more) {
            for (int l = 0; l < above.length; l++) {
                above[l] += more[l];
                more[l] = 0;
            }
            int raised = level;
            while (raised < LEAST.length - 1 && above[raised] > MOST) {
                raised++;
            }
            level = raised;
            full = above[raised] > MOST;
        }
    }

    /** Pairs of a tile's environments with later ones: the kernel but for the format, later less what landmarks hold. */
    private static final class Found {
        int size;
        int[] first = new int[64];
        int[] second = new int[64];
        float[] memorized = new float[64];
        float[] kernel = new float[64];

        void add(int i, int k, float byHeart, float of, int level) {
            if (size == first.length) {
                drop(level);
            }
            if (size > first.length / 2) {
                first = Arrays.copyOf(first, 2 * first.length);
                second = Arrays.copyOf(second, first.length);
                memorized = Arrays.copyOf(memorized, first.length);
                kernel = Arrays.copyOf(kernel, first.length);
            }
            first[size] = i;
            second[size] = k;
            memorized[size] = byHeart;
            kernel[size++] = of;
        }

        /** Leaves out what is below a limit. */
        void drop(int level) {
            int kept = 0;
            for (int p = 0; p < size; p++) {
                if (memorized[p] >= LEAST[level]) {
                    first[kept] = first[p];
                    second[kept] = second[p];
                    memorized[kept] = memorized[p];
                    kernel[kept++] = kernel[p];
                }
            }
            size = kept;
        }

        void correct(Landmarks landmarks) {
            for (int p = 0; p < size; p++) {
                kernel[p] = (float) (kernel[p] - landmarks.of(first[p], second[p]));
            }
        }
    }

    private final class Finder {
        private final FloatRows.Tile tile = space.environments.new Tile();
        private final float[][] squared = tile.room();
        private final float[] memorized = new float[space.environments.width];
        private final float[] broad = new float[space.environments.width];
        private final float furthest = furthest();
        private final Counts counts;
        private final long[] more = new long[LEAST.length];

        Finder(Counts counts) {
            this.counts = counts;
        }

        Found find(int index) {
            Found found = new Found();
            tile.take(index);
            for (int from = tile.start; from < space.m; from += FloatRows.TOGETHER) {
                int to = Math.min(from + FloatRows.TOGETHER, space.m);
                tile.distances(space.environments, from, to, squared);
                for (int k = from; k < to; k++) {
                    keep(squared[k - from], k, found);
                }
            }
            counts.add(more);
            found.drop(counts.level);
            return found;
        }

        private void keep(float[] distances, int k, Found found) {
            float least = Float.POSITIVE_INFINITY;
            int n = Math.min(tile.length, k - tile.start);
            for (int i = 0; i < n; i++) {
                least = Math.min(least, distances[i]);
            }
            if (least > furthest) {
                return;
            }
            space.kernel(distances, memorized, broad, n);
            for (int i = 0; i < n; i++) {
                for (int l = 0; l < LEAST.length && memorized[i] >= LEAST[l]; l++) {
                    more[l]++;
                }
                if (memorized[i] >= LEAST[counts.level] && !counts.full) {
                    found.add(tile.start + i, k, memorized[i], memorized[i] + broad[i], counts.level);
                }
            }
            if (more[0] > TOLD) {
                counts.add(more);
            }
        }

        /** The squared distance where the memorised kernel falls to the least that is kept. */
        private float furthest() {
            double scale = space.kernel.memorizationScale();
            double part = space.kernel.memorization();
            return part < LEAST[0] ? -1 : (float) (2 * scale * scale * StrictMath.log(part / LEAST[0]) * 1.001);
        }
    }

    private int[] starts(Found[] found) {
        int[] starts = new int[space.m + 1];
        for (Found some : found) {
            for (int p = 0; p < some.size; p++) {
                starts[some.first[p] + 1]++;
                starts[some.second[p] + 1]++;
            }
        }
        for (int i = 0; i < space.m; i++) {
            starts[i + 1] += starts[i];
        }
        return starts;
    }

    private void place(Found[] found) {
        int[] next = Arrays.copyOf(start, space.m);
        for (Found some : found) {
            for (int p = 0; p < some.size; p++) {
                put(next[some.first[p]]++, some.second[p], some.kernel[p]);
                put(next[some.second[p]]++, some.first[p], some.kernel[p]);
            }
        }
    }

    private void put(int at, int k, float of) {
        other[at] = k;
        value[at] = of;
    }

    /** The memorised kernel of a pair below which it is left out. */
    float least() {
        return least;
    }

    /** How many pairs are kept. */
    int size() {
        return other.length / 2;
    }

    /** What row i of the pairs adds to a product. */
    double row(int i, double[] x) {
        double sum = 0;
        for (int p = start[i]; p < start[i + 1]; p++) {
            sum = Math.fma((double) value[p], x[other[p]], sum);
        }
        return sum;
    }
}
