package org.evalgap.internal.audit;

import java.util.Arrays;
import org.evalgap.learner.GeneralizationKernel;
import org.jspecify.annotations.Nullable;

/**
 * Relations of many environments of many axes, in blocks of single precision: squared distances by |x|² + |y|² − 2 x·y around
 * the centre, exponentials to 5e-6, sums in double precision over blocks. The same bits for any number of threads.
 */
public final class BlockRelations implements Relations {
    /** Gram products are summed in single precision over so many environments, then in double. */
    private static final int SUMMED = 128;

    private static final int TILE = FloatRows.TILE;
    private static final int MIRRORED = 64;
    private static final double COARSE = 1e-6;

    private final GeneralizationKernel kernel;
    private final Block block;
    private final FloatRows environments;
    private final double[] centre;
    private final int threads;
    private final int m;

    /** Columns by tile: {@code gram[t][k][i]} is K of environments t·TILE + i and k; the last tile is filled up. */
    private final float[][][] gram;

    /**
     * Relations of environments.
     *
     * @param block what was trained on
     * @param kernel K
     * @param threads how many threads work
     */
    public BlockRelations(Block block, GeneralizationKernel kernel, int threads) {
        this.kernel = kernel;
        this.block = block;
        this.threads = threads;
        m = block.size();
        centre = FloatRows.centre(block.rows());
        environments = new FloatRows(block.rows(), centre);
        gram = new float[environments.tiles()][m][];
        Crowd.each(environments.tiles(), threads, Filler::new, Filler::fill);
    }

    /**
     * Memory that relations take.
     *
     * @param m environments
     * @param axes axes of a position
     * @param tasks tasks whose distances are kept
     * @return bytes
     */
    public static double bytes(double m, double axes, double tasks) {
        return 4 * (m * m + (m + tasks) * axes) + 4 * Math.min(m * tasks, BlockStrip.KEPT);
    }

    /**
     * How far the kernel is from its definition on pairs of environments that are always the same, the diagonal included.
     *
     * @param rows where environments lie
     * @param kernel K
     * @return the largest error found, of at most 2,000 pairs
     */
    public static double kernelError(Block.Rows rows, GeneralizationKernel kernel) {
        int n = Math.min(rows.size(), 64);
        int[] chosen = new int[n];
        for (int i = 0; i < n; i++) {
            chosen[i] = (int) ((long) i * rows.size() / n);
        }
        double[] none = new double[n];
        Block some = new Block(new ChosenRows(rows, chosen), none, none, none);
        BlockRelations blocks = new BlockRelations(some, kernel, 1);
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k <= i; k++) {
                double distance = Distances.between(rows, chosen[i], rows, chosen[k]);
                largest = Math.max(largest, Math.abs(kernel.of(distance * distance, false) - blocks.gram[0][k][i]));
            }
        }
        return largest;
    }

    private record ChosenRows(Block.Rows all, int[] chosen) implements Block.Rows {
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

    private double rate(double width) {
        return 0.5 / (width * width);
    }

    /** Kernel without format from squared distances; memorised and broad parts, either of which may be left out. */
    void kernel(float[] squared, float[] memorized, float[] broad, int n) {
        FloatLoops.decay(squared, rate(kernel.memorizationScale()), kernel.memorization(), memorized, n);
        FloatLoops.decay(squared, rate(kernel.breadth()), 1 - kernel.memorization(), broad, n);
    }

    GeneralizationKernel kernel() {
        return kernel;
    }

    FloatRows environments() {
        return environments;
    }

    Block block() {
        return block;
    }

    int threads() {
        return threads;
    }

    /** Fills the columns of a tile, from the diagonal on, and mirrors them. */
    private final class Filler {
        private final FloatRows.Tile tile = environments.new Tile();
        private final float[][] squared = new float[2][FloatRows.TILE];
        private final float[] broad = new float[FloatRows.TILE];

        void fill(int index) {
            tile.take(index);
            for (int j = tile.start; j < m; j += MIRRORED) {
                int end = Math.min(j + MIRRORED, m);
                for (int k = j; k < end; k += 2) {
                    int second = Math.min(k + 1, end - 1);
                    tile.distances(environments, k, second, squared[0], squared[1]);
                    gram[index][k] = column(squared[0], k);
                    gram[index][second] = column(squared[1], second);
                }
                mirror(index, Math.max(j, tile.start + tile.length), end);
            }
        }

        private float[] column(float[] distances, int k) {
            float[] out = new float[TILE];
            kernel(distances, out, broad, tile.length);
            FloatLoops.add(broad, out, tile.length);
            double format = kernel.formatLearning() * block.format()[k];
            for (int i = 0; format != 0 && i < tile.length; i++) {
                out[i] += (float) (format * block.format()[tile.start + i]);
            }
            return out;
        }

        /** What is known of environments beyond the tile is known of the tile's by them. */
        private void mirror(int index, int from, int to) {
            for (int i = 0; i < tile.length; i++) {
                for (int k = from; k < to; k++) {
                    float[][] other = gram[k / TILE];
                    if (other[tile.start + i] == null) {
                        other[tile.start + i] = new float[TILE];
                    }
                    other[tile.start + i][k % TILE] = gram[index][k][i];
                }
            }
        }
    }

    @Override
    public void multiply(double[][] x, double[][] out, int sides) {
        float[][] factors = new float[sides][m];
        for (int r = 0; r < sides; r++) {
            for (int j = 0; j < m; j++) {
                factors[r][j] = (float) x[r][j];
            }
            Arrays.fill(out[r], 0, m, 0);
        }
        Crowd.each(
                gram.length, threads, () -> new float[sides][TILE], (sums, tile) -> multiply(factors, sums, tile, out));
    }

    private void multiply(float[][] x, float[][] sums, int tile, double[][] out) {
        float[][] columns = gram[tile];
        int start = tile * TILE;
        int n = Math.min(TILE, m - start);
        for (int k = 0; k < m; k += SUMMED) {
            int end = Math.min(k + SUMMED, m);
            for (float[] sum : sums) {
                Arrays.fill(sum, 0);
            }
            int column = k;
            for (; column + 4 <= end; column += 4) {
                int r = 0;
                for (; r + 2 <= sums.length; r += 2) {
                    FloatLoops.addFourTwice(columns, column, x[r], x[r + 1], column, sums[r], sums[r + 1], TILE);
                }
                if (r < sums.length) {
                    FloatLoops.addFour(columns, column, x[r], column, sums[r], TILE);
                }
            }
            for (; column < end; column++) {
                for (int r = 0; r < sums.length; r++) {
                    FloatLoops.addOne(columns[column], x[r][column], sums[r], TILE);
                }
            }
            for (int r = 0; r < sums.length; r++) {
                FloatLoops.addTo(sums[r], out[r], start, n);
            }
        }
    }

    @Override
    public void logits(double[] untrained, double[] weights, double[] out) {
        multiply(new double[][] {weights}, new double[][] {out}, 1);
        for (int j = 0; j < m; j++) {
            out[j] += untrained[j];
        }
    }

    @Override
    public double largestRowSum() {
        double[] ones = new double[m];
        Arrays.fill(ones, 1);
        double[] sums = new double[m];
        multiply(new double[][] {ones}, new double[][] {sums}, 1);
        return Arrays.stream(sums).max().orElse(0);
    }

    @Override
    public double @Nullable [] @Nullable [] rows() {
        return null;
    }

    @Override
    public double tolerance() {
        return COARSE;
    }

    @Override
    public Strip strip(Block tasks) {
        return new BlockStrip(this, tasks, new FloatRows(tasks.rows(), centre));
    }
}
