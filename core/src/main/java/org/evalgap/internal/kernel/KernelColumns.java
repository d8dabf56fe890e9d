package org.evalgap.internal.kernel;

import java.util.Arrays;

/**
 * The generalisation kernel between a tile of tasks and one training environment after another, without the part of the
 * format (which is the same for whole sets) and up to a factor: with a = exp(−d²/2ℓ²) and b = exp(−d²/2s²) a column is
 * a + b·m/(1 − m), of which the kernel is 1 − m times as much; only b for m = 1, only a for m = 0.
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

    private double[][] tile = new double[0][];
    private double[][] others = tile;
    private double[] distance = new double[0];
    private double[] distance2 = distance;
    private double[] point = distance;
    private double[] point2 = distance;
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
            double[][] all = new double[room + 2 + Math.max(others.length, more)][TILE + 6];
            distance = all[0];
            distance2 = all[1];
            tile = Arrays.copyOfRange(all, 2, room + 2);
            others = Arrays.copyOfRange(all, room + 2, all.length);
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
            KernelLoops.multiply(unit, tile[d], end - start);
        }
        Arrays.fill(point, 0);
        Arrays.fill(point2, 0);
        distances();
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

    /** Squared distances to two environments over all coordinates in ascending order, in units of the exponential. */
    private void distances(Points environments, int j, int k) {
        for (int d = 0; d < dimension; d++) {
            point[d] = unit * environments.position[d][j];
            point2[d] = unit * environments.position[d][k];
        }
        distances();
    }

    private void distances() {
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
        for (; d + 3 <= dimension; d += 3) {
            next3(x, p, q, d);
        }
        if (d + 2 == dimension) {
            KernelLoops.next2(x[d], x[d + 1], p[d], p[d + 1], q[d], q[d + 1], distance, distance2, n);
        } else if (d < dimension) {
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
            KernelLoops.replaceByNear(distance, distance2, n);
            KernelLoops.withSixteenth(ratio, distance, out, n);
            KernelLoops.withSixteenth(ratio, distance2, out2, n);
        } else {
            column(distance, out);
            column(distance2, out2);
        }
    }

    /** Adds weights times columns of environments j and j + 1: the same bits as {@link #columns} and two products. */
    void accumulate(Points environments, int j, double[] weight, double[] scratch, double[] scratch2, double[] gain) {
        if (squares()) {
            distances(environments, j, j + 1);
            KernelLoops.replaceByNear(distance, distance2, n);
            KernelLoops.sumSixteenth(ratio, weight[j], weight[j + 1], distance, distance2, gain, n);
        } else {
            columns(environments, j, j + 1, scratch, scratch2);
            Vectors.addScaled(weight[j], scratch, gain, n);
            Vectors.addScaled(weight[j + 1], scratch2, gain, n);
        }
    }

    private boolean squares() {
        return sixteen && !single && reach <= Exp.Decay.NEAR;
    }

    /** Lowers the smallest squared distances so far by those to two environments, in units of the exponential. */
    void nearest(Points environments, int j, int k, double[] smallest) {
        distances(environments, j, k);
        KernelLoops.smallest(distance, distance2, smallest, n);
    }

    /** Squared distances in their own unit. */
    void restoreUnit(double[] squared) {
        KernelLoops.multiply(1 / (unit * unit), squared, n);
    }

    private void column(double[] squared, double[] out) {
        if (reach <= Exp.Decay.NEAR) {
            KernelLoops.near(squared, out, n);
        } else {
            KernelLoops.any(squared, out, n);
        }
        if (single) {
            return;
        }
        if (narrower * reach <= Exp.Decay.NEAR) {
            KernelLoops.addNear(ratio, narrower, squared, out, n);
        } else {
            KernelLoops.addAny(ratio, narrower, squared, out, n);
        }
    }
}
