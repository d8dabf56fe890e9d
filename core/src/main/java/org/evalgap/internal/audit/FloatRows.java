package org.evalgap.internal.audit;

import java.util.Arrays;

/** Rows in single precision around a centre, and products of rows with tiles of rows. */
final class FloatRows {
    /** Rows of a short tile. */
    static final int SHORT = 256;

    /** Rows of a tile of many: longer loops lose less at their ends. */
    static final int LONG = 512;

    /** Up to so many rows tiles are short, so that there is one for every thread. */
    private static final int FEW = 4096;

    /** Rows that are measured together against a tile: they share the axes of it that the first-level cache holds. */
    static final int TOGETHER = 32;

    private static final int DEEP = 8;

    final float[][] row;
    final float[] norm;
    final int dimension;

    /** Rows a tile; no sum depends on it. */
    final int width;

    FloatRows(Block.Rows rows, double[] centre) {
        dimension = rows.dimension();
        width = rows.size() <= FEW ? SHORT : LONG;
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
        return tiles(width);
    }

    int tiles(int rowsATile) {
        return (size() + rowsATile - 1) / rowsATile;
    }

    /** A tile of rows, axis by axis, and what a thread needs to measure distances to it. */
    final class Tile {
        int start;
        int length;
        private final int most;
        private final float[][] axis;
        private final float[] tileNorm;
        private final float[][] product;
        private final float[] spare;

        Tile() {
            this(width);
        }

        Tile(int most) {
            this.most = most;
            axis = new float[(dimension + 3) / 4 * 4][most];
            tileNorm = new float[most];
            product = new float[TOGETHER][most];
            spare = new float[most];
        }

        /** Room for distances of as many rows as are measured together. */
        float[][] room() {
            return new float[TOGETHER][most];
        }

        void take(int tile) {
            start = tile * most;
            length = Math.min(most, size() - start);
            for (int i = 0; i < length; i++) {
                float[] from = row[start + i];
                for (int d = 0; d < dimension; d++) {
                    axis[d][i] = from[d];
                }
                tileNorm[i] = norm[start + i];
            }
        }

        /**
         * Squared distances of rows of any set, at most {@value #TOGETHER}, to the rows of the tile. Every product is summed over axes
         * in ascending order, however many there are together.
         */
        void distances(FloatRows others, int from, int to, float[][] out) {
            for (int r = 0; r < to - from; r++) {
                Arrays.fill(product[r], 0);
            }
            for (int d = 0; d < axis.length; d += DEEP) {
                multiply(others, from, to, d, Math.min(d + DEEP, axis.length));
            }
            for (int r = 0; r < to - from; r++) {
                FloatLoops.squaredDistances(tileNorm, others.norm[from + r], product[r], out[r], length);
            }
        }

        private void multiply(FloatRows others, int from, int to, int axisFrom, int axisTo) {
            for (int j = from; j < to; j += 2) {
                float[] first = others.row[j];
                float[] second = others.row[Math.min(j + 1, to - 1)];
                float[] next = j + 1 < to ? product[j + 1 - from] : spare;
                for (int d = axisFrom; d < axisTo; d += 4) {
                    FloatLoops.addFourTwice(axis, d, first, second, d, product[j - from], next, most);
                }
            }
        }
    }
}
