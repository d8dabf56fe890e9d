package org.evalgap.internal.luck;

/**
 * Means over a standard normal variable. Smooth functions are tables at {@link #NODES} nodes: cubics between them, constant beyond
 * them. What a table holds and what is made of it is averaged at Gauss' points of every cell, so that a mean is that of the
 * interpolated function, whatever it was made from.
 */
final class NormalGrid {
    /** How many nodes a table has. */
    static final int NODES = 49;

    private static final double STEP = 0.25;
    private static final double END = 6;

    /** Points and weights of Gauss and Legendre on (−1, 1). */
    private static final double[] POINT = {-StrictMath.sqrt(0.6), 0, StrictMath.sqrt(0.6)};

    private static final double[] SHARE = {5.0 / 18, 8.0 / 18, 5.0 / 18};

    /** What a node's value counts in the mean of a table. */
    private static final double[] COUNTS = counts();

    private final double[] z;
    private final double[] weight;

    /**
     * Points that are near enough for functions of logits.
     *
     * @param deviation logits that a step of 1 is
     */
    NormalGrid(double deviation) {
        int panels = (int) Math.max(1, Math.ceil(deviation / 2));
        int cells = NODES - 1;
        z = new double[cells * panels * POINT.length];
        weight = new double[z.length];
        double width = STEP / panels;
        double total = 0;
        for (int i = 0; i < z.length; i++) {
            int panel = i / POINT.length;
            double middle = -END + (panel + 0.5) * width;
            z[i] = middle + width / 2 * POINT[i % POINT.length];
            weight[i] = SHARE[i % POINT.length] * StrictMath.exp(-0.5 * z[i] * z[i]);
            total += weight[i];
        }
        for (int i = 0; i < z.length; i++) {
            weight[i] = weight[i] / total;
        }
    }

    private static double[] counts() {
        NormalGrid grid = new NormalGrid(1);
        double[] counts = new double[NODES];
        double[] unit = new double[NODES];
        for (int k = 0; k < NODES; k++) {
            unit[k] = 1;
            counts[k] = grid.mean(grid.along(unit));
            unit[k] = 0;
        }
        return counts;
    }

    /** Where a node lies. */
    static double node(int k) {
        return -END + k * STEP;
    }

    /** The value of a table at a point. */
    static double at(double[] table, double z) {
        double place = (Math.max(-END, Math.min(END, z)) + END) / STEP;
        int k = Math.max(1, Math.min(NODES - 3, (int) place));
        double f = place - k;
        double before = -f * (f - 1) * (f - 2) / 6 * table[k - 1];
        double here = (f + 1) * (f - 1) * (f - 2) / 2 * table[k];
        double next = -(f + 1) * f * (f - 2) / 2 * table[k + 1];
        double after = (f + 1) * f * (f - 1) / 6 * table[k + 2];
        return before + here + next + after;
    }

    /** The mean of a table that starts somewhere in an array. */
    static double meanOfTable(double[] tables, int from) {
        double mean = 0;
        for (int k = 0; k < NODES; k++) {
            mean = Math.fma(COUNTS[k], tables[from + k], mean);
        }
        return mean;
    }

    /** How many points there are. */
    int size() {
        return z.length;
    }

    /** A point. */
    double z(int i) {
        return z[i];
    }

    /** The values of a table at all points. */
    double[] along(double[] table) {
        double[] values = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            values[i] = at(table, z[i]);
        }
        return values;
    }

    /** The mean of a function by its values at all points. */
    double mean(double[] values) {
        double mean = 0;
        for (int i = 0; i < z.length; i++) {
            mean = Math.fma(weight[i], values[i], mean);
        }
        return mean;
    }
}
