package org.evalgap.internal.kernel;

/**
 * The generalisation kernel between a tile of tasks and one training environment after another:
 * (1 − m) exp(−d²/2ℓ²) + m exp(−d²/2s²), without the part of the format, which is the same for whole sets.
 *
 * <p>A tile is copied to arrays of its own: loops with an offset are not vectorised, and arrays a power of two apart would
 * contend for the same lines of the cache.
 */
final class KernelColumns {
    /** Tasks a tile; position, distance, kernel and gain of a tile stay in the first-level cache. */
    static final int TILE = 256;

    private final double[] distance = new double[TILE + 8];
    private double[][] tile = new double[0][];
    private int n;
    private int dimension;

    private double local;
    private double far;
    private double breadthFactor;
    private double memoryFactor;
    private int squarings;

    /** Fixes the kernel: shares and widths as in the model; see {@code GeneralizationKernel}. */
    void kernel(double breadth, double memorization, double memorizationScale) {
        local = memorization;
        far = 1 - memorization;
        breadthFactor = -(0.5 / (breadth * breadth));
        memoryFactor = -(0.5 / (memorizationScale * memorizationScale));
        squarings = squarings(memoryFactor / breadthFactor);
    }

    /** With (ℓ/s)² = 2ᵏ the second exponential is the first one squared k times; −1 where it is not, or k is over 8. */
    private static int squarings(double ratio) {
        for (int k = 0; k <= 8; k++) {
            if (ratio == 1 << k) {
                return k;
            }
        }
        return -1;
    }

    /** Takes tasks [start, end) as the tile; at most {@link #TILE}. */
    void tile(Points tasks, int start, int end) {
        n = end - start;
        dimension = tasks.dimension();
        if (tile.length < dimension) {
            tile = new double[dimension][TILE + 8];
        }
        for (int d = 0; d < dimension; d++) {
            System.arraycopy(tasks.position[d], start, tile[d], 0, n);
        }
    }

    /** Squared distances between the tile and one environment, coordinates in ascending order. */
    double[] distances(Points environments, int j) {
        double[][] x = environments.position;
        int d = 0;
        if (dimension >= 4) {
            first(tile[0], x[0][j], tile[1], x[1][j], tile[2], x[2][j], tile[3], x[3][j], distance, n);
            d = 4;
        } else {
            first(tile[0], x[0][j], distance, n);
            d = 1;
        }
        for (; d + 2 < dimension; d += 3) {
            next(tile[d], x[d][j], tile[d + 1], x[d + 1][j], tile[d + 2], x[d + 2][j], distance, n);
        }
        for (; d < dimension; d++) {
            next(tile[d], x[d][j], distance, n);
        }
        return distance;
    }

    /** Writes the kernel of the distances just made. */
    void column(double[] out) {
        if (local == 0) {
            one(distance, breadthFactor, out, n);
        } else if (far == 0) {
            one(distance, memoryFactor, out, n);
        } else if (squarings == 4) {
            both16(distance, breadthFactor, far, local, out, n);
        } else if (squarings >= 0) {
            one(distance, breadthFactor, out, n);
            bothPower(out, squarings, far, local, n);
        } else {
            both(distance, breadthFactor, memoryFactor, far, local, out, n);
        }
    }

    /** Adds weight times the kernel of the distances just made: the same bits as {@link #column} and a product. */
    void accumulate(double weight, double[] scratch, double[] gain) {
        if (local != 0 && far != 0 && squarings == 4) {
            add16(distance, breadthFactor, far, local, weight, gain, n);
        } else if (local != 0 && far != 0 && squarings < 0) {
            addBoth(distance, breadthFactor, memoryFactor, far, local, weight, gain, n);
        } else {
            column(scratch);
            Vectors.addScaled(weight, scratch, gain, n);
        }
    }

    /** Lowers the smallest squared distance so far. */
    void nearest(double[] smallest) {
        smaller(distance, smallest, n);
    }

    private static void first(double[] x0, double p0, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            out[i] = a * a;
        }
    }

    private static void first(
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

    private static void next(double[] x0, double p0, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            out[i] = Math.fma(a, a, out[i]);
        }
    }

    private static void next(
            double[] x0, double p0, double[] x1, double p1, double[] x2, double p2, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            double b = x1[i] - p1;
            double c = x2[i] - p2;
            out[i] = Math.fma(c, c, Math.fma(b, b, Math.fma(a, a, out[i])));
        }
    }

    private static void one(double[] d2, double factor, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Exp.decay(d2[i] * factor);
        }
    }

    private static void both(double[] d2, double wide, double narrow, double far, double local, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double x = d2[i];
            out[i] = Math.fma(local, Exp.decay(x * narrow), far * Exp.decay(x * wide));
        }
    }

    private static void addBoth(
            double[] d2, double wide, double narrow, double far, double local, double weight, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double x = d2[i];
            double k = Math.fma(local, Exp.decay(x * narrow), far * Exp.decay(x * wide));
            out[i] = Math.fma(weight, k, out[i]);
        }
    }

    private static void both16(double[] d2, double wide, double far, double local, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double e = Exp.decay(d2[i] * wide);
            out[i] = Math.fma(local, power16(e), far * e);
        }
    }

    private static void add16(double[] d2, double wide, double far, double local, double weight, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double e = Exp.decay(d2[i] * wide);
            out[i] = Math.fma(weight, Math.fma(local, power16(e), far * e), out[i]);
        }
    }

    private static double power16(double e) {
        double e2 = e * e;
        double e4 = e2 * e2;
        double e8 = e4 * e4;
        return e8 * e8;
    }

    /** Turns e into far·e + local·e^(2ᵏ) in place, by way of the scratch array of distances, which are used up. */
    private void bothPower(double[] out, int k, double far, double local, int n) {
        System.arraycopy(out, 0, distance, 0, n);
        for (int s = 0; s < k; s++) {
            square(distance, n);
        }
        mix(out, distance, far, local, n);
    }

    private static void square(double[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = x[i] * x[i];
        }
    }

    private static void mix(double[] e, double[] power, double far, double local, int n) {
        for (int i = 0; i < n; i++) {
            e[i] = Math.fma(local, power[i], far * e[i]);
        }
    }

    private static void smaller(double[] d2, double[] smallest, int n) {
        for (int i = 0; i < n; i++) {
            smallest[i] = Math.min(smallest[i], d2[i]);
        }
    }
}
