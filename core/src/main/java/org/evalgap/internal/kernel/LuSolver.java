package org.evalgap.internal.kernel;

/** LU decomposition with partial pivoting, in place over rows: the factorisation of the implicit flow. */
final class LuSolver {
    /** Rows eliminated together: three pivot rows are read once a pass over the row below. */
    private static final int BLOCK = 3;

    private double[][] row = new double[0][];
    private double[] product = new double[0];
    private double[] permuted = product;
    private int[] order = new int[0];
    private int n;

    /** Room for an n × n matrix, whose rows the caller writes before {@link #factorise()}. */
    double[][] rows(int size) {
        n = size;
        if (row.length != size) {
            row = new double[size][];
            for (int i = 0; i < size; i++) {
                row[i] = new double[size + 4];
            }
            product = new double[size];
            permuted = new double[size];
            order = new int[size];
        }
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        return row;
    }

    /** Replaces the rows by their factors; the unit diagonal of L is not stored. */
    void factorise() {
        for (int k = 0; k < n; k += BLOCK) {
            int end = Math.min(k + BLOCK, n);
            for (int p = k; p < end; p++) {
                pivot(p);
                // Inside the block only its columns and its rows are brought up to date ...
                for (int i = p + 1; i < n; i++) {
                    double factor = row[i][p] / row[p][p];
                    row[i][p] = factor;
                    for (int j = p + 1; j < end; j++) {
                        row[i][j] = Math.fma(-factor, row[p][j], row[i][j]);
                    }
                }
            }
            finishBlock(k, end);
        }
    }

    /** ... and then everything to the right of it, in one pass a row. */
    private void finishBlock(int k, int end) {
        for (int i = k + 1; i < n; i++) {
            int pivots = Math.min(i, end) - k;
            double[] r = row[i];
            if (pivots == BLOCK) {
                eliminate(r[k], row[k], r[k + 1], row[k + 1], r[k + 2], row[k + 2], r, end, n);
            } else {
                for (int p = k; p < k + pivots; p++) {
                    eliminate(r[p], row[p], r, end, n);
                }
            }
        }
    }

    private static void eliminate(double f, double[] pivot, double[] r, int from, int to) {
        for (int j = from; j < to; j++) {
            r[j] = Math.fma(-f, pivot[j], r[j]);
        }
    }

    private static void eliminate(
            double f0, double[] p0, double f1, double[] p1, double f2, double[] p2, double[] r, int from, int to) {
        for (int j = from; j < to; j++) {
            r[j] = Math.fma(-f2, p2[j], Math.fma(-f1, p1[j], Math.fma(-f0, p0[j], r[j])));
        }
    }

    private void pivot(int k) {
        int best = k;
        for (int i = k + 1; i < n; i++) {
            if (Math.abs(row[i][k]) > Math.abs(row[best][k])) {
                best = i;
            }
        }
        double[] swap = row[k];
        row[k] = row[best];
        row[best] = swap;
        int place = order[k];
        order[k] = order[best];
        order[best] = place;
    }

    /** Solves for one right-hand side, in place. */
    void solve(double[] b) {
        for (int i = 0; i < n; i++) {
            permuted[i] = b[order[i]];
        }
        for (int i = 0; i < n; i++) {
            b[i] = permuted[i] - Vectors.dot(row[i], b, product, i);
        }
        for (int i = n - 1; i >= 0; i--) {
            b[i] = (b[i] - dotAbove(row[i], b, i + 1)) / row[i][i];
        }
    }

    private double dotAbove(double[] r, double[] b, int from) {
        for (int j = from; j < n; j++) {
            product[j - from] = r[j] * b[j];
        }
        return Vectors.sum(product, n - from);
    }
}
