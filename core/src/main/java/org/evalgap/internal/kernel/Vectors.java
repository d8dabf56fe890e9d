package org.evalgap.internal.kernel;

/** Sums and products of arrays in a fixed order. Lengths are the caller's business: {@code n} at most every length. */
public final class Vectors {
    private Vectors() {}

    /**
     * y += a·x, element by element.
     *
     * @param a factor
     * @param x input
     * @param y input and output
     * @param n how many elements
     */
    public static void addScaled(double a, double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(a, x[i], y[i]);
        }
    }

    /** Columns a pass over sums: six arrays and little arithmetic are what C2 still vectorises on every JDK. */
    private static final int GROUP = 4;

    private static void addFour(double[][] x, int k, double[] a, int j, double[] y, int n) {
        addFour(a[j], x[k], a[j + 1], x[k + 1], a[j + 2], x[k + 2], a[j + 3], x[k + 3], y, n);
    }

    private static void addFour(
            double a0,
            double[] x0,
            double a1,
            double[] x1,
            double a2,
            double[] x2,
            double a3,
            double[] x3,
            double[] y,
            int n) {
        for (int i = 0; i < n; i++) {
            double two = Math.fma(a1, x1[i], Math.fma(a0, x0[i], y[i]));
            y[i] = Math.fma(a3, x3[i], Math.fma(a2, x2[i], two));
        }
    }

    /**
     * Two sums that load their columns once. Both are stored last, or C2 would load the columns again; and the second one's
     * factors change places, or C2 could not tell apart who uses what, and would not vectorise.
     */
    private static void addFourTwice(
            double[][] x, int k, double[] a, double[] b, int j, double[] y, double[] z, int n) {
        double a0 = a[j];
        double a1 = a[j + 1];
        double a2 = a[j + 2];
        double a3 = a[j + 3];
        double b0 = b[j];
        double b1 = b[j + 1];
        double b2 = b[j + 2];
        double b3 = b[j + 3];
        double[] x0 = x[k];
        double[] x1 = x[k + 1];
        double[] x2 = x[k + 2];
        double[] x3 = x[k + 3];
        for (int i = 0; i < n; i++) {
            double first = Math.fma(a1, x1[i], Math.fma(a0, x0[i], y[i]));
            double second = Math.fma(x1[i], b1, Math.fma(x0[i], b0, z[i]));
            first = Math.fma(a3, x3[i], Math.fma(a2, x2[i], first));
            second = Math.fma(x3[i], b3, Math.fma(x2[i], b2, second));
            y[i] = first;
            z[i] = second;
        }
    }

    /**
     * y += Σ_k a[k]·x[k] over columns k in ascending order: bit for bit the same however the columns are grouped.
     *
     * @param x columns, each of length at least {@code n}
     * @param a one factor a column
     * @param columns how many columns
     * @param y input and output
     * @param n how many elements
     */
    public static void addColumns(double[][] x, double[] a, int columns, double[] y, int n) {
        int k = 0;
        for (; k + GROUP <= columns; k += GROUP) {
            addFour(x, k, a, k, y, n);
        }
        for (; k < columns; k++) {
            addScaled(a[k], x[k], y, n);
        }
    }

    /**
     * As {@link #addColumns}, for several right-hand sides that share the columns; each gets the bits it would get alone.
     *
     * @param x columns
     * @param a factors: {@code a[r][from + k]} of right-hand side r and column k
     * @param from where the factors begin
     * @param columns how many columns
     * @param y outputs, {@code y[r]}
     * @param sides how many right-hand sides
     * @param n how many elements
     */
    public static void addColumnsShared(
            double[][] x, double[][] a, int from, int columns, double[][] y, int sides, int n) {
        int k = 0;
        for (; k + GROUP <= columns; k += GROUP) {
            int r = 0;
            for (; r + 2 <= sides; r += 2) {
                addFourTwice(x, k, a[r], a[r + 1], from + k, y[r], y[r + 1], n);
            }
            if (r < sides) {
                addFour(x, k, a[r], from + k, y[r], n);
            }
        }
        for (; k < columns; k++) {
            for (int r = 0; r < sides; r++) {
                addScaled(a[r][from + k], x[k], y[r], n);
            }
        }
    }

    /**
     * The sum of the first elements, over eight accumulators folded as a tree: the order is part of the results.
     *
     * @param x input
     * @param n how many elements
     * @return the sum; 0 for none
     */
    public static double sum(double[] x, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 7 < n; i += 8) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
            s4 += x[i + 4];
            s5 += x[i + 5];
            s6 += x[i + 6];
            s7 += x[i + 7];
        }
        double rest = 0;
        for (; i < n; i++) {
            rest += x[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)) + rest;
    }

    /**
     * The inner product, in the order of {@link #sum}.
     *
     * @param x one factor
     * @param y the other
     * @param product where the products go; length at least {@code n}
     * @param n how many elements
     * @return Σ x_i y_i; 0 for none
     */
    public static double dot(double[] x, double[] y, double[] product, int n) {
        for (int i = 0; i < n; i++) {
            product[i] = x[i] * y[i];
        }
        return sum(product, n);
    }
}
