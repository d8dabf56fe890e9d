package org.evalgap.internal.network;

import java.util.Arrays;

/**
 * Sums of rows times factors, eight rows and two sums at a time: each loop loads eight rows for sixteen products.
 *
 * <p>Such loops are beyond what C2 unrolls, and so vectorises, unless it knows that n is small: then no index needs a range check
 * of its own, and of six nodes a load three remain. Hence {@link #BOUND}. The second sum's factors change places, or C2 could not
 * tell apart who uses what.
 */
final class Products {
    /** Lengths are cut to these bits; none has more. */
    static final int BOUND = 0xFFFF;

    private static final int GROUP = 8;

    private Products() {}

    /**
     * y_r = a[r][rows] + Σ_k a[r][k]·x[k], in ascending order of k: the factor behind the last row stands alone.
     *
     * @param x rows
     * @param a factors
     * @param rows how many rows
     * @param y sums
     * @param sides how many sums
     * @param n numbers of a row, below 65536
     */
    static void set(double[][] x, double[][] a, int rows, double[][] y, int sides, int n) {
        int r = 0;
        for (; rows >= GROUP && r + 2 <= sides; r += 2) {
            setEightTwice(x, a[r], a[r + 1], rows, y[r], y[r + 1], n);
        }
        int done = r > 0 ? GROUP : 0;
        for (; r < sides; r++) {
            Arrays.fill(y[r], 0, n, a[r][rows]);
            for (int k = 0; k < done; k++) {
                addScaled(a[r][k], x[k], y[r], n);
            }
        }
        add(x, a, done, 0, rows, y, sides, n);
    }

    /**
     * y_r += Σ_k a[r][from + k]·x[k], in ascending order of k: bit for bit the same however rows are grouped.
     *
     * @param x rows
     * @param a factors
     * @param from where the factors begin
     * @param rows how many rows
     * @param y sums
     * @param sides how many sums
     * @param n numbers of a row, below 65536
     */
    static void add(double[][] x, double[][] a, int from, int rows, double[][] y, int sides, int n) {
        add(x, a, 0, from, rows, y, sides, n);
    }

    private static void add(double[][] x, double[][] a, int start, int from, int rows, double[][] y, int sides, int n) {
        int k = start;
        for (; k + GROUP <= rows; k += GROUP) {
            int done = addEightToPairs(x, k, a, from + k, y, sides, n);
            if (done < sides) {
                addEight(x, k, a[done], from + k, y[done], n);
            }
        }
        for (; k < rows; k++) {
            for (int r = 0; r < sides; r++) {
                addScaled(a[r][from + k], x[k], y[r], n);
            }
        }
    }

    private static void setEightTwice(double[][] x, double[] a, double[] b, int bias, double[] y, double[] z, int n) {
        double a0 = a[0];
        double a1 = a[1];
        double a2 = a[2];
        double a3 = a[3];
        double a4 = a[4];
        double a5 = a[5];
        double a6 = a[6];
        double a7 = a[7];
        double b0 = b[0];
        double b1 = b[1];
        double b2 = b[2];
        double b3 = b[3];
        double b4 = b[4];
        double b5 = b[5];
        double b6 = b[6];
        double b7 = b[7];
        double[] x0 = x[0];
        double[] x1 = x[1];
        double[] x2 = x[2];
        double[] x3 = x[3];
        double[] x4 = x[4];
        double[] x5 = x[5];
        double[] x6 = x[6];
        double[] x7 = x[7];
        double c = a[bias];
        double d = b[bias];
        int end = n & BOUND;
        for (int i = 0; i < end; i++) {
            double first = Math.fma(a1, x1[i], Math.fma(a0, x0[i], c));
            double second = Math.fma(x1[i], b1, Math.fma(x0[i], b0, d));
            first = Math.fma(a3, x3[i], Math.fma(a2, x2[i], first));
            second = Math.fma(x3[i], b3, Math.fma(x2[i], b2, second));
            first = Math.fma(a5, x5[i], Math.fma(a4, x4[i], first));
            second = Math.fma(x5[i], b5, Math.fma(x4[i], b4, second));
            first = Math.fma(a7, x7[i], Math.fma(a6, x6[i], first));
            second = Math.fma(x7[i], b7, Math.fma(x6[i], b6, second));
            y[i] = first;
            z[i] = second;
        }
    }

    /** Adds eight rows to all pairs of sums, so that rows are looked up and checked once; returns how many sums that were. */
    private static int addEightToPairs(
            double[][] x, int k, double[][] factors, int j, double[][] sums, int sides, int n) {
        double[] x0 = x[k];
        double[] x1 = x[k + 1];
        double[] x2 = x[k + 2];
        double[] x3 = x[k + 3];
        double[] x4 = x[k + 4];
        double[] x5 = x[k + 5];
        double[] x6 = x[k + 6];
        double[] x7 = x[k + 7];
        int end = n & BOUND;
        int r = 0;
        for (; r + 2 <= sides; r += 2) {
            double[] a = factors[r];
            double[] b = factors[r + 1];
            double[] y = sums[r];
            double[] z = sums[r + 1];
            double a0 = a[j];
            double a1 = a[j + 1];
            double a2 = a[j + 2];
            double a3 = a[j + 3];
            double a4 = a[j + 4];
            double a5 = a[j + 5];
            double a6 = a[j + 6];
            double a7 = a[j + 7];
            double b0 = b[j];
            double b1 = b[j + 1];
            double b2 = b[j + 2];
            double b3 = b[j + 3];
            double b4 = b[j + 4];
            double b5 = b[j + 5];
            double b6 = b[j + 6];
            double b7 = b[j + 7];
            for (int i = 0; i < end; i++) {
                double first = Math.fma(a1, x1[i], Math.fma(a0, x0[i], y[i]));
                double second = Math.fma(x1[i], b1, Math.fma(x0[i], b0, z[i]));
                first = Math.fma(a3, x3[i], Math.fma(a2, x2[i], first));
                second = Math.fma(x3[i], b3, Math.fma(x2[i], b2, second));
                first = Math.fma(a5, x5[i], Math.fma(a4, x4[i], first));
                second = Math.fma(x5[i], b5, Math.fma(x4[i], b4, second));
                first = Math.fma(a7, x7[i], Math.fma(a6, x6[i], first));
                second = Math.fma(x7[i], b7, Math.fma(x6[i], b6, second));
                y[i] = first;
                z[i] = second;
            }
        }
        return r;
    }

    private static void addEight(double[][] x, int k, double[] a, int j, double[] y, int n) {
        double a0 = a[j];
        double a1 = a[j + 1];
        double a2 = a[j + 2];
        double a3 = a[j + 3];
        double a4 = a[j + 4];
        double a5 = a[j + 5];
        double a6 = a[j + 6];
        double a7 = a[j + 7];
        double[] x0 = x[k];
        double[] x1 = x[k + 1];
        double[] x2 = x[k + 2];
        double[] x3 = x[k + 3];
        double[] x4 = x[k + 4];
        double[] x5 = x[k + 5];
        double[] x6 = x[k + 6];
        double[] x7 = x[k + 7];
        int end = n & BOUND;
        for (int i = 0; i < end; i++) {
            double sum = Math.fma(a1, x1[i], Math.fma(a0, x0[i], y[i]));
            sum = Math.fma(a3, x3[i], Math.fma(a2, x2[i], sum));
            sum = Math.fma(a5, x5[i], Math.fma(a4, x4[i], sum));
            y[i] = Math.fma(a7, x7[i], Math.fma(a6, x6[i], sum));
        }
    }

    private static void addScaled(double a, double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(a, x[i], y[i]);
        }
    }
}
