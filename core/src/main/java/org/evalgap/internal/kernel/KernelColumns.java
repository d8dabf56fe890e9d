package org.evalgap.internal.kernel;

/**
 * The generalisation kernel between a tile of tasks and one training environment after another, without the part of the
 * format (which is the same for whole sets) and up to a factor: with a = exp(−d²/2ℓ²) and b = exp(−d²/2s²) a column is
 * a + b·m/(1 − m), of which the kernel is 1 − m times as much; only b for m = 1, only a for m = 0.
 *
 * <p>What the loops look like is what C2 vectorises, on JDK 17 and later: a tile is copied to arrays of its own (no offsets),
 * a loop has at most five of them and one store, lengths are multiples of {@value #LANES} (the rest of a vectorised loop
 * costs ten times as much an element), and no two arrays lie a power of two apart.
 */
final class KernelColumns {
    /** Tasks a tile; position, distance, kernel and gain of a tile stay near the first-level cache. */
    static final int TILE = 384;

    /** Lengths are rounded up to whole unrolled iterations; lanes beyond the tasks are computed and not used. */
    static final int LANES = 64;

    private static final int FIRST = 5;

    private final double[] distance = array(1);
    private double[][] tile = new double[0][];
    private int n;
    private int dimension;

    private final Exp.Decay wide = new Exp.Decay();
    private final Exp.Decay narrow = new Exp.Decay();
    private double ratio;
    private double scale;
    private boolean single;
    private boolean sixteen;

    /** An array of a tile; {@code k} keeps arrays that are used together off each other's cache lines. */
    static double[] array(int k) {
        return new double[TILE + 8 * (k % 16)];
    }

    /** Fixes the kernel: widths and share as in the model; see {@code GeneralizationKernel}. */
    void kernel(double breadth, double memorization, double memorizationScale) {
        double wideFactor = 0.5 / (breadth * breadth);
        double narrowFactor = 0.5 / (memorizationScale * memorizationScale);
        single = memorization == 0 || memorization == 1;
        scale = memorization == 1 ? 1 : 1 - memorization;
        ratio = memorization / scale;
        wide.set(memorization == 1 ? narrowFactor : wideFactor);
        narrow.set(narrowFactor);
        // With (ℓ/s)² = 16, as by default, b is a squared four times: cheaper than an exponential of its own.
        sixteen = narrowFactor == 16 * wideFactor;
    }

    /** By what a column has to be multiplied to be the kernel. */
    double scale() {
        return scale;
    }

    /** Takes tasks [start, end) as the tile; at most {@link #TILE}. */
    void tile(Points tasks, int start, int end) {
        n = (end - start + LANES - 1) / LANES * LANES;
        dimension = tasks.dimension();
        if (tile.length < dimension) {
            tile = new double[dimension][];
            for (int d = 0; d < dimension; d++) {
                tile[d] = array(2 + d);
            }
        }
        for (int d = 0; d < dimension; d++) {
            System.arraycopy(tasks.position[d], start, tile[d], 0, end - start);
        }
    }

    /** How many lanes are computed: the tile's length, rounded up. */
    int lanes() {
        return n;
    }

    /** Squared distances to one environment over all coordinates but the last ones, in ascending order. */
    private void distances(Points environments, int j, int end) {
        double[][] x = environments.position;
        int d;
        if (end >= FIRST) {
            first5(
                    tile[0], x[0][j], tile[1], x[1][j], tile[2], x[2][j], tile[3], x[3][j], tile[4], x[4][j], distance,
                    n);
            d = FIRST;
        } else {
            first1(tile[0], x[0][j], distance, n);
            d = 1;
        }
        for (; d + 2 < end; d += 3) {
            next3(tile[d], x[d][j], tile[d + 1], x[d + 1][j], tile[d + 2], x[d + 2][j], distance, n);
        }
        for (; d < end; d++) {
            next1(tile[d], x[d][j], distance, n);
        }
    }

    /** Squared distances to one environment. */
    double[] distances(Points environments, int j) {
        distances(environments, j, dimension);
        return distance;
    }

    /** Writes the column of one environment. */
    void column(Points environments, int j, double[] out) {
        distances(environments, j, dimension);
        if (single) {
            one(distance, wide, out, n);
        } else if (sixteen) {
            both16(distance, wide, ratio, out, n);
        } else {
            one(distance, wide, out, n);
            another(distance, narrow, ratio, out, n);
        }
    }

    /** Adds weight times the column of one environment: the same bits as {@link #column} and a product. */
    void accumulate(Points environments, int j, double weight, double[] scratch, double[] gain) {
        if (!single && sixteen && dimension >= 3) {
            int last = dimension - 1;
            distances(environments, j, last - 1);
            double[][] x = environments.position;
            add16(tile[last - 1], x[last - 1][j], tile[last], x[last][j], distance, wide, ratio, weight, gain, n);
        } else {
            column(environments, j, scratch);
            Vectors.addScaled(weight, scratch, gain, n);
        }
    }

    /** Lowers the smallest squared distances so far. */
    void nearest(Points environments, int j, double[] smallest) {
        distances(environments, j, dimension);
        smaller(distance, smallest, n);
    }

    private static void first1(double[] x0, double p0, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            out[i] = a * a;
        }
    }

    private static void first5(
            double[] x0,
            double p0,
            double[] x1,
            double p1,
            double[] x2,
            double p2,
            double[] x3,
            double p3,
            double[] x4,
            double p4,
            double[] out,
            int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            double b = x1[i] - p1;
            double c = x2[i] - p2;
            double d = x3[i] - p3;
            double e = x4[i] - p4;
            out[i] = Math.fma(e, e, Math.fma(d, d, Math.fma(c, c, Math.fma(b, b, a * a))));
        }
    }

    private static void next1(double[] x0, double p0, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            out[i] = Math.fma(a, a, out[i]);
        }
    }

    private static void next3(
            double[] x0, double p0, double[] x1, double p1, double[] x2, double p2, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            double b = x1[i] - p1;
            double c = x2[i] - p2;
            out[i] = Math.fma(c, c, Math.fma(b, b, Math.fma(a, a, out[i])));
        }
    }

    private static void one(double[] d2, Exp.Decay e, double[] out, int n) {
        double c1 = e.c1;
        double c2 = e.c2;
        double c3 = e.c3;
        double c4 = e.c4;
        double c5 = e.c5;
        double c6 = e.c6;
        double end = e.end;
        for (int i = 0; i < n; i++) {
            out[i] = Exp.decay(d2[i], c1, c2, c3, c4, c5, c6, end);
        }
    }

    private static void another(double[] d2, Exp.Decay e, double ratio, double[] out, int n) {
        double c1 = e.c1;
        double c2 = e.c2;
        double c3 = e.c3;
        double c4 = e.c4;
        double c5 = e.c5;
        double c6 = e.c6;
        double end = e.end;
        for (int i = 0; i < n; i++) {
            out[i] = Math.fma(ratio, Exp.decay(d2[i], c1, c2, c3, c4, c5, c6, end), out[i]);
        }
    }

    private static void both16(double[] d2, Exp.Decay e, double ratio, double[] out, int n) {
        double c1 = e.c1;
        double c2 = e.c2;
        double c3 = e.c3;
        double c4 = e.c4;
        double c5 = e.c5;
        double c6 = e.c6;
        double end = e.end;
        for (int i = 0; i < n; i++) {
            double a = Exp.decay(d2[i], c1, c2, c3, c4, c5, c6, end);
            out[i] = Math.fma(ratio, power16(a), a);
        }
    }

    /** The last two coordinates, the kernel and the product in one loop: it is bound by arithmetic, the others by loads. */
    private static void add16(
            double[] x,
            double p,
            double[] y,
            double q,
            double[] d2,
            Exp.Decay e,
            double ratio,
            double weight,
            double[] out,
            int n) {
        double c1 = e.c1;
        double c2 = e.c2;
        double c3 = e.c3;
        double c4 = e.c4;
        double c5 = e.c5;
        double c6 = e.c6;
        double end = e.end;
        for (int i = 0; i < n; i++) {
            double s = x[i] - p;
            double t = y[i] - q;
            double a = Exp.decay(Math.fma(t, t, Math.fma(s, s, d2[i])), c1, c2, c3, c4, c5, c6, end);
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
