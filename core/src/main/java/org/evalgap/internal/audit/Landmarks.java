package org.evalgap.internal.audit;

import java.util.Arrays;
import org.evalgap.internal.audit.BlockSpace.ChosenRows;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * The broad part of the kernel by way of few environments, the landmarks L: K ≈ K(·, L) K(L, L)⁻¹ K(L, ·) = F Fᵀ.
 *
 * <p>Source: Williams and Seeger (2001), "Using the Nyström method to speed up kernel machines".
 */
final class Landmarks {
    private static final int TILE = FloatRows.SHORT;

    /** Added to the diagonal of K(L, L), or rounding would decide. */
    private static final double RIDGE = 1e-4;

    private final BlockSpace space;
    private final int count;

    /** By tile, feature and environment of the tile. */
    private final float[][][] features;

    Landmarks(BlockSpace space, int most) {
        this.space = space;
        int[] chosen = chosen(space.m, most);
        count = chosen.length;
        ChosenRows rows = new ChosenRows(space.block.rows(), chosen);
        FloatRows marks = new FloatRows(rows, space.centre);
        float[][] inverse = inverse(gram(marks));
        features = new float[space.environments.tiles(TILE)][count][TILE];
        Crowd.each(features.length, space.threads, () -> new Filler(marks, inverse), Filler::fill);
    }

    private static int[] chosen(int m, int most) {
        RandomStream stream = RandomStream.of(0, 1, Purpose.DESIGN);
        int[] order = new int[m];
        Arrays.setAll(order, j -> j);
        int count = Math.min(m, most);
        for (int k = 0; k < count; k++) {
            int other = k + (int) (stream.uniform(k) * (m - k));
            int kept = order[k];
            order[k] = order[other];
            order[other] = kept;
        }
        int[] chosen = Arrays.copyOf(order, count);
        Arrays.sort(chosen);
        return chosen;
    }

    private double[][] gram(FloatRows marks) {
        float[][] squared = BlockStrip.measure(marks, 0, count, marks, space.threads);
        double[][] gram = new double[count][count];
        float[] row = new float[count];
        for (int i = 0; i < count; i++) {
            space.broad(squared[i], row, count);
            for (int k = 0; k <= i; k++) {
                gram[i][k] = row[k];
            }
            gram[i][i] = (1 - space.kernel.memorization()) * (1 + RIDGE);
        }
        return gram;
    }

    /** The inverse of the lower Cholesky factor, rows filled up to whole fours. */
    private static float[][] inverse(double[][] a) {
        int n = a.length;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k <= i; k++) {
                double sum = a[i][k];
                for (int c = 0; c < k; c++) {
                    sum = Math.fma(-a[i][c], a[k][c], sum);
                }
                a[i][k] = k < i ? sum / a[k][k] : Math.sqrt(Math.max(sum, a[0][0] * a[0][0] * RIDGE));
            }
        }
        float[][] inverse = new float[(n + 1) / 2 * 2][(n + 3) / 4 * 4];
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < i; c++) {
                double factor = -a[i][c] / a[i][i];
                for (int k = 0; k <= c; k++) {
                    rows[i][k] = Math.fma(factor, rows[c][k], rows[i][k]);
                }
            }
            rows[i][i] = 1 / a[i][i];
            for (int k = 0; k <= i; k++) {
                inverse[i][k] = (float) rows[i][k];
            }
        }
        return inverse;
    }

    private final class Filler {
        private final FloatRows marks;
        private final float[][] inverse;
        private final FloatRows.Tile tile = space.environments.new Tile(TILE);
        private final float[][] column;
        private final float[][] squared = tile.room();
        private final float[] spare = new float[TILE];

        Filler(FloatRows marks, float[][] inverse) {
            this.marks = marks;
            this.inverse = inverse;
            column = new float[(count + 3) / 4 * 4][TILE];
        }

        void fill(int index) {
            tile.take(index);
            for (int from = 0; from < count; from += FloatRows.TOGETHER) {
                int to = Math.min(from + FloatRows.TOGETHER, count);
                tile.distances(marks, from, to, squared);
                for (int k = from; k < to; k++) {
                    space.broad(squared[k - from], column[k], tile.length);
                }
            }
            for (int c = 0; c < count; c += 2) {
                float[] next = c + 1 < count ? features[index][c + 1] : spare;
                for (int k = 0; k <= c + 1 && k < count; k += 4) {
                    FloatLoops.addFourTwice(column, k, inverse[c], inverse[c + 1], k, features[index][c], next, TILE);
                }
            }
        }
    }

    /** Writes F Fᵀ x. */
    void multiply(double[][] x, double[][] out, int sides) {
        double[][][] parts = new double[features.length][sides][count];
        Crowd.each(features.length, space.threads, () -> new double[TILE], (slice, tile) -> {
            int n = Math.min(TILE, space.m - tile * TILE);
            for (int r = 0; r < sides; r++) {
                System.arraycopy(x[r], tile * TILE, slice, 0, n);
                for (int c = 0; c < count; c++) {
                    parts[tile][r][c] = FloatLoops.dot(features[tile][c], slice, n);
                }
            }
        });
        double[][] sums = new double[sides][count];
        for (double[][] part : parts) {
            for (int r = 0; r < sides; r++) {
                for (int c = 0; c < count; c++) {
                    sums[r][c] += part[r][c];
                }
            }
        }
        float[][] factors = BlockSpace.floats(sums, sides, count);
        for (int r = 0; r < sides; r++) {
            Arrays.fill(out[r], 0, space.m, 0);
        }
        Crowd.each(features.length, space.threads, () -> new float[sides][TILE], (buffer, tile) -> {
            int start = tile * TILE;
            BlockSpace.addColumns(features[tile], count, factors, buffer, out, start, Math.min(TILE, space.m - start));
        });
    }

    /** What F Fᵀ holds for a pair. */
    double of(int i, int k) {
        float[][] left = features[i / TILE];
        float[][] right = features[k / TILE];
        double sum = 0;
        for (int c = 0; c < count; c++) {
            sum = Math.fma((double) left[c][i % TILE], right[c][k % TILE], sum);
        }
        return sum;
    }
}
