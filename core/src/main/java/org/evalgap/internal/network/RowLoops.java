package org.evalgap.internal.network;

/**
 * Loops over rows, each within what C2 vectorises on every JDK: arrays from index 0, results stored last; beyond seven arrays see
 * {@link Products}.
 */
final class RowLoops {
    /** Times this, an activation, and one times a coefficient, is at least 1 or else zero. */
    private static final double LARGE = 0x1p1000;

    private RowLoops() {}

    /** max(x, 0) of four rows, exactly: C2 makes six instructions of a maximum, and three of this. */
    static void rectifyFour(double[] x0, double[] x1, double[] x2, double[] x3, int n) {
        int end = n & Products.BOUND;
        for (int i = 0; i < end; i++) {
            double y0 = 0.5 * (x0[i] + Math.abs(x0[i]));
            double y1 = 0.5 * (x1[i] + Math.abs(x1[i]));
            double y2 = 0.5 * (x2[i] + Math.abs(x2[i]));
            double y3 = 0.5 * (x3[i] + Math.abs(x3[i]));
            x0[i] = y0;
            x1[i] = y1;
            x2[i] = y2;
            x3[i] = y3;
        }
    }

    static void rectify(double[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = 0.5 * (x[i] + Math.abs(x[i]));
        }
    }

    /** Adds which of four numbers, none below zero, are above it: bits 0 to 3, times the value of a place. */
    static void addSubsets(double[] x0, double[] x1, double[] x2, double[] x3, double place, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double low = Math.min(x0[i] * LARGE, 1.0) + 2 * Math.min(x1[i] * LARGE, 1.0);
            double high = Math.min(x2[i] * LARGE, 1.0) + 2 * Math.min(x3[i] * LARGE, 1.0);
            out[i] = Math.fma(place, low + 4 * high, out[i]);
        }
    }

    static void scale(double a, double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a * x[i];
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

    /** Adds a fourth row to each of three and to the sum of two of them. */
    static void addFourth(
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x01,
            double[] y,
            double[] s0,
            double[] s1,
            double[] s2,
            double[] s01,
            int n) {
        int end = n & Products.BOUND;
        for (int i = 0; i < end; i++) {
            double first = x0[i] + y[i];
            double second = x1[i] + y[i];
            double third = x2[i] + y[i];
            double both = x01[i] + y[i];
            s0[i] = first;
            s1[i] = second;
            s2[i] = third;
            s01[i] = both;
        }
    }

    /** Adds a row to each of three. */
    static void addToThree(
            double[] x0, double[] x1, double[] x2, double[] y, double[] s0, double[] s1, double[] s2, int n) {
        int end = n & Products.BOUND;
        for (int i = 0; i < end; i++) {
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

    /** Adds eight rows, and multiplies the sum by a factor where {@code gate} is not zero, by zero where it is. */
    static void addEightGated(
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            double[] x4,
            double[] x5,
            double[] x6,
            double[] x7,
            double factor,
            double[] gate,
            double[] y,
            int n) {
        int end = n & Products.BOUND;
        for (int i = 0; i < end; i++) {
            double sum = y[i] + x0[i] + x1[i] + x2[i] + x3[i] + x4[i] + x5[i] + x6[i] + x7[i];
            y[i] = factor * sum * Math.min(Math.abs(gate[i]) * LARGE, 1.0);
        }
    }
}
