package org.evalgap.internal.network;

/**
 * Loops over rows, each within what C2 vectorises on every JDK: arrays from index 0, results stored last; beyond seven arrays see
 * {@link Products}.
 */
final class RowLoops {
    /** Times this, an activation, and one times a coefficient, is at least 1 or else zero. */
    private static final double LARGE = 0x1p1000;

    private RowLoops() {}

    /** max(x, 0), exactly: C2 makes six instructions of a maximum, and three of this. */
    static void rectify(double[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = 0.5 * (x[i] + Math.abs(x[i]));
        }
    }

    /** Which of four numbers, none below zero, are above it: bits 0 to 3 of a number from 0 to 15. */
    static void subsets(double[] x0, double[] x1, double[] x2, double[] x3, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double low = Math.min(x0[i] * LARGE, 1.0) + 2 * Math.min(x1[i] * LARGE, 1.0);
            double high = Math.min(x2[i] * LARGE, 1.0) + 2 * Math.min(x3[i] * LARGE, 1.0);
            out[i] = low + 4 * high;
        }
    }

    static void scale(double a, double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a * x[i];
        }
    }

    static void multiply(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * y[i];
        }
    }

    static void add(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] + y[i];
        }
    }

    /** All sums of two and of three of three rows. */
    static void sumsOfThree(
            double[] x0, double[] x1, double[] x2, double[] s01, double[] s02, double[] s12, double[] s012, int n) {
        for (int i = 0; i < n; i++) {
            double first = x0[i] + x1[i];
            double second = x0[i] + x2[i];
            double third = x1[i] + x2[i];
            double all = first + x2[i];
            s01[i] = first;
            s02[i] = second;
            s12[i] = third;
            s012[i] = all;
        }
    }

    /** Adds one row to each of three. */
    static void addToThree(
            double[] x0, double[] x1, double[] x2, double[] y, double[] s0, double[] s1, double[] s2, int n) {
        for (int i = 0; i < n; i++) {
            double first = x0[i] + y[i];
            double second = x1[i] + y[i];
            double third = x2[i] + y[i];
            s0[i] = first;
            s1[i] = second;
            s2[i] = third;
        }
    }

    static void setEight(
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            double[] x4,
            double[] x5,
            double[] x6,
            double[] x7,
            double[] y,
            int n) {
        int end = n & Products.BOUND;
        for (int i = 0; i < end; i++) {
            y[i] = x0[i] + x1[i] + x2[i] + x3[i] + x4[i] + x5[i] + x6[i] + x7[i];
        }
    }

    static void addEight(
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            double[] x4,
            double[] x5,
            double[] x6,
            double[] x7,
            double[] y,
            int n) {
        int end = n & Products.BOUND;
        for (int i = 0; i < end; i++) {
            y[i] = y[i] + x0[i] + x1[i] + x2[i] + x3[i] + x4[i] + x5[i] + x6[i] + x7[i];
        }
    }

    /** Adds eight rows, and makes zero of the sum wherever {@code gate} is zero. */
    static void addEightGated(
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            double[] x4,
            double[] x5,
            double[] x6,
            double[] x7,
            double[] gate,
            double[] y,
            int n) {
        int end = n & Products.BOUND;
        for (int i = 0; i < end; i++) {
            double sum = y[i] + x0[i] + x1[i] + x2[i] + x3[i] + x4[i] + x5[i] + x6[i] + x7[i];
            y[i] = sum * Math.min(Math.abs(gate[i]) * LARGE, 1.0);
        }
    }
}
