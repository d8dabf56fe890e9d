package org.evalgap.internal.network;

/**
 * Matrices as rows that C2's vectors fit: whole cache lines apart, so that all begin equally far from a line, and long enough for
 * loops to run over whole vectors. What lies behind the numbers in use is zero, or finite and not used.
 */
final class Rows {
    private Rows() {}

    /** The least length of at least n that ends with a cache line if the array begins with one, header (16 bytes) included. */
    static int room(int n) {
        return (n + 1) / 8 * 8 + 6;
    }

    /**
     * Makes matrices, the rows of all one after another: what is made in between would shift them against each other.
     *
     * @param shapes number of rows and length of each, by matrix
     */
    static double[][][] together(int[]... shapes) {
        double[][][] made = new double[shapes.length][][];
        for (int i = 0; i < shapes.length; i++) {
            made[i] = new double[shapes[i][0]][];
        }
        for (int i = 0; i < shapes.length; i++) {
            int room = room(shapes[i][1]);
            for (int k = 0; k < made[i].length; k++) {
                made[i][k] = new double[room];
            }
        }
        return made;
    }

    static void copy(double[][] from, double[][] to) {
        for (int i = 0; i < to.length; i++) {
            System.arraycopy(from[i], 0, to[i], 0, to[i].length);
        }
    }

    /** Transposes while scaling: {@code to[b][k] = from[k][start + b] · scale[start + b]} for k below {@code rows}, b below n. */
    static void transpose(double[][] from, int rows, int start, double[] scale, double[][] to, int n) {
        int k = 0;
        for (; k + 8 <= rows; k += 8) {
            transposeEight(from, k, start, scale, to, n);
        }
        for (; k < rows; k++) {
            for (int b = 0; b < n; b++) {
                to[b][k] = from[k][start + b] * scale[start + b];
            }
        }
    }

    private static void transposeEight(double[][] from, int k, int start, double[] scale, double[][] to, int n) {
        double[] x0 = from[k];
        double[] x1 = from[k + 1];
        double[] x2 = from[k + 2];
        double[] x3 = from[k + 3];
        double[] x4 = from[k + 4];
        double[] x5 = from[k + 5];
        double[] x6 = from[k + 6];
        double[] x7 = from[k + 7];
        for (int b = 0; b < n; b++) {
            double[] row = to[b];
            int i = start + b;
            double s = scale[i];
            row[k] = x0[i] * s;
            row[k + 1] = x1[i] * s;
            row[k + 2] = x2[i] * s;
            row[k + 3] = x3[i] * s;
            row[k + 4] = x4[i] * s;
            row[k + 5] = x5[i] * s;
            row[k + 6] = x6[i] * s;
            row[k + 7] = x7[i] * s;
        }
    }
}
