package org.evalgap.internal.kernel;

import java.util.Arrays;

/**
 * The generalisation kernel between a tile of tasks and one training environment after another, without the part of the
 * format (which is the same for whole sets) and up to a factor: with a = exp(−d²/2ℓ²) and b = exp(−d²/2s²) a column is
 * a + b·m/(1 − m), of which the kernel is 1 − m times as much; only b for m = 1, only a for m = 0. In a the distance is that of
 * skills; in b it counts the surface too. Nor are answers in it, which are signs of rows and columns.
 *
 * <p>Columns are made two at a time by {@link KernelLoops}. A tile is copied to arrays of its own (no offsets), lengths are
 * multiples of {@value #LANES} (the rest of a vectorised loop costs ten times as much an element), and arrays lie neither a
 * power of two apart nor across cache lines in different ways.
 */
final class KernelColumns {
    /** Tasks a tile; position, distance, kernel and gain of a tile stay near the first-level cache. */
    static final int TILE = 384;

    /** Lengths are rounded up to whole unrolled iterations; lanes beyond the tasks are computed and not used. */
    static final int LANES = 16;

    /**
     * (ℓ/s)² up to which distances may come from scalar products: their rounding, 5e-14 of an exponent, is so many times as much in the
     * narrow one.
     */
    private static final double NARROWEST = 64;

    private double[][] tile = new double[0][];
    private double[][] others = tile;
    private double[] distance = new double[0];
    private double[] distance2 = distance;

    /** Twice the squared distances of the tile from the origin. */
    private double[] squares = distance;

    private double[] point = distance;
    private double[] point2 = distance;
    private int n;
    private int dimension;
    private int surface;

    private double unit;
    private double narrower;
    private double ratio;
    private double scale;
    private boolean single;
    private boolean sixteen;
    private double farthest;
    private double farthestWithSurface;

    /** A bound of the squared distances, by way of the origin. */
    private double reach;

    /** The same with the surface. */
    private double wholeReach;

    /** Whether the tile and all environments are so close that distances are held doubled, and come from scalar products. */
    private boolean close;

    private boolean fine;

    /**
     * Makes room for tasks of so many axes; returns at least so many arrays of a tile for the caller. All are made one after
     * another, and with a header of 16 bytes they begin equally far from a cache line: loops are a fifth faster so.
     */
    double[][] reserve(int axes, int more) {
        if (tile.length < axes || others.length < more) {
            int room = whole(Math.max(tile.length, axes));
            double[][] all = new double[room + 3 + Math.max(others.length, more)][TILE + 6];
            distance = all[0];
            distance2 = all[1];
            squares = all[2];
            tile = Arrays.copyOfRange(all, 3, room + 3);
            others = Arrays.copyOfRange(all, room + 3, all.length);
            point = new double[room];
            point2 = new double[room];
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

    /** Whether distances come from differences however close all is; see {@link Gram#fine}. */
    void fine(boolean always) {
        fine = always;
    }

    /** By what a column has to be multiplied to be the kernel. */
    double scale() {
        return scale;
    }

    /** Says what the columns will be of, and how far from the origin they are. */
    void environments(Points environments) {
        double largest = 0;
        double whole = 0;
        for (int j = 0; j < environments.size(); j++) {
            double square = square(environments, j, 0, environments.dimension(), 0);
            largest = Math.max(largest, square);
            int axes = environments.dimension() + environments.surface();
            whole = Math.max(whole, square(environments, j, environments.dimension(), axes, square));
        }
        farthest = Math.sqrt(largest);
        farthestWithSurface = Math.sqrt(whole);
    }

    private double square(Points environments, int j, int from, int to, double start) {
        double square = start;
        for (int d = from; d < to; d++) {
            double x = unit * environments.position[d][j];
            square = Math.fma(x, x, square);
        }
        return square;
    }

    /** Takes tasks [start, end) as the tile; at most {@link #TILE}, and room was made for their axes. */
    void tile(Points tasks, int start, int end) {
        n = (end - start + LANES - 1) / LANES * LANES;
        dimension = tasks.dimension();
        surface = tasks.surface();
        for (int d = 0; d < dimension + surface; d++) {
            System.arraycopy(tasks.position[d], start, tile[d], 0, end - start);
            KernelLoops.multiply(unit, tile[d], end - start);
        }
        Arrays.fill(point, 0);
        Arrays.fill(point2, 0);
        differences();
        reach = reach(farthest, end - start);
        wholeReach = reach;
        close = !fine && reach <= Exp.Decay.CLOSE && productsSuffice();
        if (close) {
            System.arraycopy(distance, 0, squares, 0, n);
            KernelLoops.multiply(2, squares, n);
        }
        if (surface > 0) {
            addSurface();
            wholeReach = reach(farthestWithSurface, end - start);
        }
    }

    /** Without memory the surface does not matter, to the bit; memory needs distances on the surface, and small ones exactly. */
    private boolean productsSuffice() {
        boolean withoutMemory = single && ratio == 0;
        return withoutMemory || surface == 0 && (single || narrower <= NARROWEST);
    }

    private double reach(double others, int tasks) {
        double largest = 0;
        for (int i = 0; i < tasks; i++) {
            largest = Math.max(largest, distance[i]);
        }
        double far = Math.sqrt(largest) + others;
        return far * far;
    }

    /** How many lanes are computed: the tile's length, rounded up. */
    int lanes() {
        return n;
    }

    /**
     * Squared distances to two environments over all skills in ascending order, in units of the exponential; twice as much
     * where all is close. There |x|² + |p|² − 2 x·p loses no digit that counts: both squares are exponents below 96, and the narrow
     * exponent is not much larger.
     */
    private void distances(Points environments, int j, int k) {
        if (close) {
            products(environments, j, k);
        } else {
            differences(environments, j, k);
        }
    }

    /** Four axes at a time; those that are missing to a multiple of four count nothing. */
    private void products(Points environments, int j, int k) {
        for (int d = 0; d < dimension; d++) {
            point[d] = -4 * (unit * environments.position[d][j]);
            point2[d] = -4 * (unit * environments.position[d][k]);
        }
        int end = whole(dimension);
        Arrays.fill(point, dimension, end, 0);
        Arrays.fill(point2, dimension, end, 0);
        double square = 2 * square(environments, j, 0, dimension, 0);
        double square2 = 2 * square(environments, k, 0, dimension, 0);
        double[][] x = tile;
        double[] p = point;
        double[] q = point2;
        KernelLoops.product4(
                squares, square, square2, x[0], x[1], x[2], x[3], p[0], p[1], p[2], p[3], q[0], q[1], q[2], q[3],
                distance, distance2, n);
        for (int d = 4; d < end; d += 4) {
            KernelLoops.addProduct4(
                    x[d], x[d + 1], x[d + 2], x[d + 3], p[d], p[d + 1], p[d + 2], p[d + 3], q[d], q[d + 1], q[d + 2],
                    q[d + 3], distance, distance2, n);
        }
    }

    /** So many axes, or the next multiple of four. */
    private static int whole(int axes) {
        return (axes + 3) / 4 * 4;
    }

    private void differences(Points environments, int j, int k) {
        for (int d = 0; d < dimension + surface; d++) {
            point[d] = unit * environments.position[d][j];
            point2[d] = unit * environments.position[d][k];
        }
        differences();
    }

    private void differences() {
        double[][] x = tile;
        double[] p = point;
        double[] q = point2;
        int d = 1;
        if (dimension >= 3) {
            KernelLoops.first3(x[0], x[1], x[2], p[0], p[1], p[2], q[0], q[1], q[2], distance, distance2, n);
            d = 3;
        } else {
            KernelLoops.first1(x[0], p[0], q[0], distance, distance2, n);
        }
        next(d, dimension);
    }

    /** Adds what the surface adds to distances of skills. */
    private void addSurface() {
        next(dimension, dimension + surface);
    }

    private void next(int from, int end) {
        double[][] x = tile;
        double[] p = point;
        double[] q = point2;
        int d = from;
        for (; d + 3 <= end; d += 3) {
            next3(x, p, q, d);
        }
        if (d + 2 == end) {
            KernelLoops.next2(x[d], x[d + 1], p[d], p[d + 1], q[d], q[d + 1], distance, distance2, n);
        } else if (d < end) {
            KernelLoops.next1(x[d], p[d], q[d], distance, distance2, n);
        }
    }

    private void next3(double[][] x, double[] p, double[] q, int d) {
        KernelLoops.next3(
                x[d], x[d + 1], x[d + 2], p[d], p[d + 1], p[d + 2], q[d], q[d + 1], q[d + 2], distance, distance2, n);
    }

    /** Writes the columns of two environments, which may be the same. */
    void columns(Points environments, int j, int k, double[] out, double[] out2) {
        distances(environments, j, k);
        if (squares()) {
            decay();
            KernelLoops.withSixteenth(ratio, distance, out, n);
            KernelLoops.withSixteenth(ratio, distance2, out2, n);
        } else if (single) {
            boolean broad = ratio == 0;
            if (!broad) {
                addSurface();
            }
            decay(distance, out, broad ? reach : wholeReach);
            decay(distance2, out2, broad ? reach : wholeReach);
        } else {
            decay(distance, out, reach);
            decay(distance2, out2, reach);
            addSurface();
            addNarrow(distance, out);
            addNarrow(distance2, out2);
        }
    }

    /** Adds weights times columns of environments j and j + 1: the same bits as {@link #columns} and two products. */
    void accumulate(Points environments, int j, double[] weight, double[] scratch, double[] scratch2, double[] gain) {
        if (squares()) {
            distances(environments, j, j + 1);
            decay();
            KernelLoops.sumSixteenth(ratio, weight[j], weight[j + 1], distance, distance2, gain, n);
        } else {
            columns(environments, j, j + 1, scratch, scratch2);
            Vectors.addScaled(weight[j], scratch, gain, n);
            Vectors.addScaled(weight[j + 1], scratch2, gain, n);
        }
    }

    /** Whether all distances of the tile are held doubled: columns then have other bits. */
    boolean close() {
        return close;
    }

    /**
     * Whether all distances of the tile are moderate; if so, and as long as they are or are not {@link #close}, a column does
     * not depend on which other environments there are.
     */
    boolean near() {
        return Math.max(1, narrower) * wholeReach <= Exp.Decay.NEAR;
    }

    private boolean squares() {
        return sixteen && !single && surface == 0 && reach <= Exp.Decay.NEAR;
    }

    /** Lowers the smallest squared distances so far by those to two environments, in units of the exponential. */
    void nearest(Points environments, int j, int k, double[] smallest) {
        differences(environments, j, k);
        KernelLoops.smallest(distance, distance2, smallest, n);
    }

    /** Squared distances in their own unit. */
    void restoreUnit(double[] squared) {
        KernelLoops.multiply(1 / (unit * unit), squared, n);
    }

    private void decay() {
        if (close) {
            KernelLoops.replaceByClose(distance, distance2, n);
        } else {
            KernelLoops.replaceByNear(distance, distance2, n);
        }
    }

    private void decay(double[] squared, double[] out, double bound) {
        if (close) {
            KernelLoops.close(squared, out, n);
        } else if (bound <= Exp.Decay.NEAR) {
            KernelLoops.near(squared, out, n);
        } else {
            KernelLoops.any(squared, out, n);
        }
    }

    private void addNarrow(double[] squared, double[] out) {
        double factor = close ? narrower / 2 : narrower;
        if (narrower * wholeReach <= Exp.Decay.NEAR) {
            KernelLoops.addNear(ratio, factor, squared, out, n);
        } else {
            KernelLoops.addAny(ratio, factor, squared, out, n);
        }
    }
}
