package org.evalgap.internal.kernel;

import java.util.Arrays;

/**
 * The generalisation kernel between a tile of tasks and one training environment after another, without the part of the
 * format (which is the same for whole sets) and up to a factor: with a = exp(−d²/2ℓ²) and b = exp(−d²/2s²) a column is
 * a + b·m/(1 − m), of which the kernel is 1 − m times as much; only b for m = 1, only a for m = 0.
 *
 * <p>What the loops look like is what C2 vectorises, on JDK 17 and later: a tile is copied to arrays of its own (no offsets),
 * a loop has at most five of them and one store, lengths are multiples of {@value #LANES} (the rest of a vectorised loop
 * costs ten times as much an element), and arrays lie neither a power of two apart nor across cache lines in different ways.
 */
final class KernelColumns {
    /** Tasks a tile; position, distance, kernel and gain of a tile stay near the first-level cache. */
    static final int TILE = 384;

    /** Lengths are rounded up to whole unrolled iterations; lanes beyond the tasks are computed and not used. */
    static final int LANES = 64;

    /** Coordinates a loop over distances. */
    private static final int GROUP = 4;

    private double[][] tile = new double[0][];
    private double[][] others = tile;
    private double[] distance = new double[0];
    private double[] origin = distance;
    private double[] point = distance;
    private int n;
    private int dimension;

    private double unit;
    private double narrower;
    private double ratio;
    private double scale;
    private boolean single;
    private boolean sixteen;
    private double farthest;

    /** A bound of the squared distances, by way of the origin. */
    private double reach;

    /**
     * Makes room for tasks of so many axes; returns at least so many arrays of a tile for the caller. All are made one after
     * another, and with a header of 16 bytes they begin equally far from a cache line: loops are a fifth faster so.
     */
    double[][] reserve(int axes, int more) {
        if (tile.length < axes || others.length < more) {
            int room = Math.max(tile.length, axes);
            double[][] all = new double[room + 1 + Math.max(others.length, more)][TILE + 6];
            distance = all[0];
            tile = Arrays.copyOfRange(all, 1, room + 1);
            others = Arrays.copyOfRange(all, room + 1, all.length);
            origin = new double[room];
            point = new double[room];
        }
        return others;
    }

    /** Fixes the kernel: widths and share as in the model; see {@code GeneralizationKernel}. */
    void kernel(double breadth, double memorization, double memorizationScale) {
        double wide = 0.5 / (breadth * breadth);
        double narrow = 0.5 / (memorizationScale * memorizationScale);
        single = memorization == 0 || memorization == 1;
        scale = memorization == 1 ? 1 : 1 - memorization;
        ratio = memorization / scale;
        unit = Math.sqrt((memorization == 1 ? narrow : wide) * Exp.Decay.UNIT);
        narrower = narrow / wide;
        // With (ℓ/s)² = 16, as by default, b is a squared four times: cheaper than an exponential of its own.
        sixteen = narrower == 16;
    }

    /** By what a column has to be multiplied to be the kernel. */
    double scale() {
        return scale;
    }

    /** Says what the columns will be of, and how far from the origin they are. */
    void environments(Points environments) {
        double largest = 0;
        for (int j = 0; j < environments.size(); j++) {
            double square = 0;
            for (int d = 0; d < environments.dimension(); d++) {
                double x = unit * environments.position[d][j];
                square = Math.fma(x, x, square);
            }
            largest = Math.max(largest, square);
        }
        farthest = Math.sqrt(largest);
    }

    /** Takes tasks [start, end) as the tile; at most {@link #TILE}, and room was made for their axes. */
    void tile(Points tasks, int start, int end) {
        n = (end - start + LANES - 1) / LANES * LANES;
        dimension = tasks.dimension();
        for (int d = 0; d < dimension; d++) {
            System.arraycopy(tasks.position[d], start, tile[d], 0, end - start);
            multiply(unit, tile[d], end - start);
        }
        distancesTo(origin);
        double largest = 0;
        for (int i = 0; i < end - start; i++) {
            largest = Math.max(largest, distance[i]);
        }
        double far = Math.sqrt(largest) + farthest;
        reach = far * far;
    }

    /** How many lanes are computed: the tile's length, rounded up. */
    int lanes() {
        return n;
    }

    /** Squared distances to one environment over all coordinates in ascending order, in units of the exponential. */
    private void distances(Points environments, int j) {
        for (int d = 0; d < dimension; d++) {
            point[d] = unit * environments.position[d][j];
        }
        distancesTo(point);
    }

    private void distancesTo(double[] p) {
        double[][] x = tile;
        int d = 1;
        if (dimension >= GROUP) {
            first4(x[0], p[0], x[1], p[1], x[2], p[2], x[3], p[3], distance, n);
            d = GROUP;
        } else {
            first1(x[0], p[0], distance, n);
        }
        for (; d + GROUP <= dimension; d += GROUP) {
            next4(x[d], p[d], x[d + 1], p[d + 1], x[d + 2], p[d + 2], x[d + 3], p[d + 3], distance, n);
        }
        for (; d < dimension; d++) {
            next1(x[d], p[d], distance, n);
        }
    }

    /** Writes the column of one environment. */
    void column(Points environments, int j, double[] out) {
        distances(environments, j);
        if (squares()) {
            both16(distance, ratio, out, n);
            return;
        }
        one(out);
        if (!single) {
            another(out);
        }
    }

    /** Adds weight times the column of one environment: the same bits as {@link #column} and a product. */
    void accumulate(Points environments, int j, double weight, double[] scratch, double[] gain) {
        if (squares()) {
            distances(environments, j);
            add16(distance, ratio, weight, gain, n);
        } else {
            column(environments, j, scratch);
            Vectors.addScaled(weight, scratch, gain, n);
        }
    }

    private boolean squares() {
        return sixteen && !single && reach <= Exp.Decay.NEAR;
    }

    /** Lowers the smallest squared distances so far, in units of the exponential. */
    void nearest(Points environments, int j, double[] smallest) {
        distances(environments, j);
        smaller(distance, smallest, n);
    }

    /** Squared distances in their own unit. */
    void restoreUnit(double[] squared) {
        multiply(1 / (unit * unit), squared, n);
    }

    private void one(double[] out) {
        if (reach <= Exp.Decay.NEAR) {
            oneNear(distance, out, n);
        } else {
            oneFar(distance, out, n);
        }
    }

    private void another(double[] out) {
        if (narrower * reach <= Exp.Decay.NEAR) {
            anotherNear(distance, narrower, ratio, out, n);
        } else {
            anotherFar(distance, narrower, ratio, out, n);
        }
    }

    private static void multiply(double factor, double[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = factor * x[i];
        }
    }

    private static void first1(double[] x0, double p0, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            out[i] = a * a;
        }
    }

    private static void first4(
            double[] x0,
            double p0,
            double[] x1,
            double p1,
            double[] x2,
            double p2,
            double[] x3,
            double p3,
            double[] out,
            int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            double b = x1[i] - p1;
            double c = x2[i] - p2;
            double d = x3[i] - p3;
            out[i] = Math.fma(d, d, Math.fma(c, c, Math.fma(b, b, a * a)));
        }
    }

    private static void next1(double[] x0, double p0, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            out[i] = Math.fma(a, a, out[i]);
        }
    }

    private static void next4(
            double[] x0,
            double p0,
            double[] x1,
            double p1,
            double[] x2,
            double p2,
            double[] x3,
            double p3,
            double[] out,
            int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            double b = x1[i] - p1;
            double c = x2[i] - p2;
            double d = x3[i] - p3;
            out[i] = Math.fma(d, d, Math.fma(c, c, Math.fma(b, b, Math.fma(a, a, out[i]))));
        }
    }

    private static void oneNear(double[] h, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Exp.Decay.near(h[i]);
        }
    }

    private static void oneFar(double[] h, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Exp.Decay.any(h[i]);
        }
    }

    private static void anotherNear(double[] h, double narrower, double ratio, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.fma(ratio, Exp.Decay.near(narrower * h[i]), out[i]);
        }
    }

    private static void anotherFar(double[] h, double narrower, double ratio, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.fma(ratio, Exp.Decay.any(narrower * h[i]), out[i]);
        }
    }

    private static void both16(double[] h, double ratio, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double a = Exp.Decay.near(h[i]);
            out[i] = Math.fma(ratio, power16(a), a);
        }
    }

    /** The kernel and the product in one loop: what the default scenario spends half its time in. */
    private static void add16(double[] h, double ratio, double weight, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double a = Exp.Decay.near(h[i]);
            out[i] = Math.fma(weight, Math.fma(ratio, power16(a), a), out[i]);
        }
    }

    private static double power16(double e) {
        double e2 = e * e;
        double e4 = e2 * e2;
        double e8 = e4 * e4;
        return e8 * e8;
    }

    private static void smaller(double[] d2, double[] smallest, int n) {
        for (int i = 0; i < n; i++) {
            smallest[i] = Math.min(smallest[i], d2[i]);
        }
    }
}
