package org.evalgap.internal.audit;

import java.util.Arrays;

/** Rows in single precision around a centre, and products of rows with tiles of rows. */
final class FloatRows {
    /** Rows a tile: with some hundred axes a tile fits the second-level cache. */
    static final int TILE = 256;

    final float[][] row;
    final float[] norm;
    final int dimension;

    FloatRows(Block.Rows rows, double[] centre) {
        dimension = rows.dimension();
        row = new float[rows.size()][(dimension + 3) / 4 * 4];
        norm = new float[rows.size()];
        double[] buffer = new double[dimension];
        for (int i = 0; i < row.length; i++) {
            rows.row(i, buffer);
            double square = 0;
            for (int d = 0; d < dimension; d++) {
                row[i][d] = (float) (buffer[d] - centre[d]);
                square = Math.fma(row[i][d], row[i][d], square);
            }
            norm[i] = (float) square;
        }
    }

    static double[] centre(Block.Rows rows) {
        double[] centre = new double[rows.dimension()];
        double[] buffer = new double[rows.dimension()];
        for (int i = 0; i < rows.size(); i++) {
            rows.row(i, buffer);
            for (int d = 0; d < centre.length; d++) {
                centre[d] += buffer[d] / rows.size();
            }
        }
        return centre;
    }

    int size() {
        return row.length;
    }

    int tiles() {
        return (size() + TILE - 1) / TILE;
    }

    /** A tile of rows, axis by axis, and what a thread needs to measure distances to it. */
    final class Tile {
        int start;
        int length;
        private final float[][] axis = new float[(dimension + 3) / 4 * 4][TILE];
        private final float[] tileNorm = new float[TILE];
        private final float[] product = new float[TILE];
        private final float[] product2 = new float[TILE];

        void take(int tile) {
            start = tile * TILE;
            length = Math.min(TILE, size() - start);
            for (int i = 0; i < length; i++) {
                float[] from = row[start + i];
                for (int d = 0; d < dimension; d++) {
                    axis[d][i] = from[d];
                }
                tileNorm[i] = norm[start + i];
            }
        }

        /** Squared distances of two rows of any set to the rows of the tile. */
        void distances(FloatRows others, int j, int k, float[] out, float[] out2) {
            Arrays.fill(product, 0);
            Arrays.fill(product2, 0);
            for (int d = 0; d < axis.length; d += 4) {
                FloatLoops.addFourTwice(axis, d, others.row[j], others.row[k], d, product, product2, TILE);
            }
            FloatLoops.squaredDistances(tileNorm, others.norm[j], product, out, length);
            FloatLoops.squaredDistances(tileNorm, others.norm[k], product2, out2, length);
        }
    }
}
