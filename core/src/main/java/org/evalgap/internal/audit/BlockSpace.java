package org.evalgap.internal.audit;

import java.util.Arrays;
import org.evalgap.learner.GeneralizationKernel;

/** Environments in single precision around their centre, and the kernel between rows whose squared distances are known. */
final class BlockSpace {
    /** Products are summed in single precision over so many columns, then in double. */
    private static final int SUMMED = 128;

    final GeneralizationKernel kernel;
    final Block block;
    final int threads;
    final int m;
    final double[] centre;
    final FloatRows environments;

    BlockSpace(Block block, GeneralizationKernel kernel, int threads) {
        this.kernel = kernel;
        this.block = block;
        this.threads = threads;
        m = block.size();
        centre = FloatRows.centre(block.rows());
        environments = new FloatRows(block.rows(), centre);
    }

    /** Some rows of others. */
    record ChosenRows(Block.Rows all, int[] chosen) implements Block.Rows {
        /** So many are checked. */
        private static final int CHECKED = 64;

        /** The 64 that are checked, always the same, evenly spread; all where there are fewer. */
        static ChosenRows spread(Block.Rows all) {
            int[] chosen = new int[Math.min(all.size(), CHECKED)];
            Arrays.setAll(chosen, i -> (int) ((long) i * all.size() / chosen.length));
            return new ChosenRows(all, chosen);
        }

        @Override
        public int size() {
            return chosen.length;
        }

        @Override
        public int dimension() {
            return all.dimension();
        }

        @Override
        public void row(int i, double[] out) {
            all.row(chosen[i], out);
        }
    }

    private static double rate(double width) {
        return 0.5 / (width * width);
    }

    /** Kernel without format from squared distances; memorised and broad parts, either of which may be left out. */
    void kernel(float[] squared, float[] memorized, float[] broad, int n) {
        FloatLoops.decay(squared, rate(kernel.memorizationScale()), kernel.memorization(), memorized, n);
        broad(squared, broad, n);
    }

    /** The broad part alone. */
    void broad(float[] squared, float[] broad, int n) {
        FloatLoops.decay(squared, rate(kernel.breadth()), 1 - kernel.memorization(), broad, n);
    }

    Strip strip(Block tasks) {
        return new BlockStrip(this, tasks, new FloatRows(tasks.rows(), centre));
    }

    /** Adds Σ_k x_k times column k of a tile, in single precision over so many columns at a time, in double over all. */
    static void addColumns(
            float[][] columns, int count, float[][] x, float[][] sums, double[][] out, int start, int n) {
        for (int k = 0; k < count; k += SUMMED) {
            int end = Math.min(k + SUMMED, count);
            for (float[] sum : sums) {
                Arrays.fill(sum, 0);
            }
            addColumns(columns, k, end, x, sums);
            for (int r = 0; r < sums.length; r++) {
                FloatLoops.addTo(sums[r], out[r], start, n);
            }
        }
    }

    private static void addColumns(float[][] columns, int from, int end, float[][] x, float[][] sums) {
        int n = sums.length == 0 ? 0 : sums[0].length;
        int column = from;
        for (; column + 4 <= end; column += 4) {
            int r = 0;
            for (; r + 2 <= sums.length; r += 2) {
                FloatLoops.addFourTwice(columns, column, x[r], x[r + 1], column, sums[r], sums[r + 1], n);
            }
            if (r < sums.length) {
                FloatLoops.addFour(columns, column, x[r], column, sums[r], n);
            }
        }
        for (; column < end; column++) {
            for (int r = 0; r < sums.length; r++) {
                FloatLoops.addOne(columns[column], x[r][column], sums[r], n);
            }
        }
    }

    static float[][] floats(double[][] x, int sides, int n) {
        float[][] floats = new float[sides][n];
        for (int r = 0; r < sides; r++) {
            for (int j = 0; j < n; j++) {
                floats[r][j] = (float) x[r][j];
            }
        }
        return floats;
    }
}
