package org.evalgap.internal.audit;

import java.util.Arrays;
import org.evalgap.internal.audit.BlockSpace.ChosenRows;
import org.evalgap.learner.GeneralizationKernel;

/**
 * Relations of many environments of many axes, in blocks of single precision: squared distances by |x|² + |y|² − 2 x·y around
 * the centre, exponentials to 5e-6, sums in double precision over blocks. The same bits for any number of threads.
 */
public final class BlockRelations extends SingleRelations {
    private static final int MIRRORED = 64;

    private final int m;

    /** Rows a tile. */
    private final int width;

    /** Columns by tile: {@code gram[t][k][i]} is K of environments t·width + i and k; the last tile is filled up. */
    private final float[][][] gram;

    /**
     * Relations of environments.
     *
     * @param block what was trained on
     * @param kernel K
     * @param threads how many threads work
     */
    public BlockRelations(Block block, GeneralizationKernel kernel, int threads) {
        super(block, kernel, threads);
        m = block.size();
        width = space.environments.width;
        gram = new float[space.environments.tiles()][m][];
        Crowd.each(gram.length, threads, Filler::new, Filler::fill);
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
        ChosenRows spread = ChosenRows.spread(rows);
        int n = spread.size();
        double[] none = new double[n];
        Block some = new Block(spread, none, none, none);
        BlockRelations blocks = new BlockRelations(some, kernel, 1);
        double[][] at = new double[n][rows.dimension()];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            spread.row(i, at[i]);
            for (int k = 0; k <= i; k++) {
                double distance = Distances.distance(at[i], at[k]);
                largest = Math.max(largest, Math.abs(kernel.of(distance * distance, false) - blocks.gram[0][k][i]));
            }
        }
        return largest;
    }

    /** Fills the columns of a tile, from the diagonal on, and mirrors them. */
    private final class Filler {
        private final FloatRows.Tile tile = space.environments.new Tile();
        private final float[][] squared = tile.room();
        private final float[] broad = new float[width];

        void fill(int index) {
            tile.take(index);
            for (int j = tile.start; j < m; j += MIRRORED) {
                int end = Math.min(j + MIRRORED, m);
                for (int from = j; from < end; from += FloatRows.TOGETHER) {
                    int to = Math.min(from + FloatRows.TOGETHER, end);
                    tile.distances(space.environments, from, to, squared);
                    for (int k = from; k < to; k++) {
                        gram[index][k] = column(squared[k - from], k);
                    }
                }
                mirror(index, Math.max(j, tile.start + tile.length), end);
            }
        }

        private float[] column(float[] distances, int k) {
            float[] out = new float[width];
            space.kernel(distances, out, broad, tile.length);
            FloatLoops.add(broad, out, tile.length);
            double format = space.kernel.formatLearning() * space.block.format()[k];
            for (int i = 0; format != 0 && i < tile.length; i++) {
                out[i] += (float) (format * space.block.format()[tile.start + i]);
            }
            return out;
        }

        /** What is known of environments beyond the tile is known of the tile's by them; all of these are in one other tile. */
        private void mirror(int index, int from, int to) {
            if (from >= to) {
                return;
            }
            float[][] columns = Arrays.copyOfRange(gram[index], from, to);
            float[][] other = gram[from / width];
            int at = from % width;
            for (int i = 0; i < tile.length; i++) {
                int k = tile.start + i;
                other[k] = other[k] == null ? new float[width] : other[k];
                for (int c = 0; c < columns.length; c++) {
                    other[k][at + c] = columns[c][i];
                }
            }
        }
    }

    @Override
    public void multiply(double[][] x, double[][] out, int sides) {
        float[][] factors = BlockSpace.floats(x, sides, m);
        for (int r = 0; r < sides; r++) {
            Arrays.fill(out[r], 0, m, 0);
        }
        Crowd.each(gram.length, space.threads, () -> new float[sides][width], (sums, tile) -> {
            int start = tile * width;
            BlockSpace.addColumns(gram[tile], m, factors, sums, out, start, Math.min(width, m - start));
        });
    }
}
