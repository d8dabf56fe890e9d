package org.evalgap.internal.likelihood;

/**
 * Item-set noise δ ~ t₄(0, τ²) on a grid: the probability of each cell around multiples of the step. Cells are exact, so
 * that noise much smaller than a step is as right as noise much larger; what lies outside the grid belongs to its ends.
 */
public final class NoiseCells {
    private final int count;
    /** P(|δ| beyond the far edge of cell d, on one side). */
    private final double[] tail;

    /**
     * Cells around nodes 0 … count − 1.
     *
     * @param tau scale τ of the noise
     * @param step how far nodes are apart
     * @param count number of nodes
     */
    public NoiseCells(double tau, double step, int count) {
        this.count = count;
        this.tail = new double[count];
        for (int d = 0; d < count; d++) {
            tail[d] = tail4((d + 0.5) * step / tau);
        }
    }

    /**
     * Weights of the nodes for noise around one of them.
     *
     * @param m the node
     * @param out where to put one weight a node
     */
    public void weights(int m, double[] out) {
        for (int u = 0; u < m; u++) {
            out[u] = tail[m - u - 1] - tail[m - u];
        }
        out[m] = 1 - 2 * tail[0];
        for (int u = m + 1; u < count; u++) {
            out[u] = tail[u - m - 1] - tail[u - m];
        }
        out[0] += tail[m];
        out[count - 1] += tail[count - 1 - m];
    }

    /**
     * Functions' expectations over the noise, around every node: sums of {@link #weights} times values, node by node of the
     * values, so that neighbouring nodes are added side by side.
     *
     * @param values by function and node
     * @param functions how many of them
     * @return expectations by function and node
     */
    public double[][] smooth(double[][] values, int functions) {
        double[] cell = new double[2 * count - 1];
        cell[count - 1] = 1 - 2 * tail[0];
        for (int d = 1; d < count; d++) {
            cell[count - 1 - d] = tail[d - 1] - tail[d];
            cell[count - 1 + d] = cell[count - 1 - d];
        }
        double[][] shifted = new double[4][2 * count - 1];
        for (int k = 0; k < 4; k++) {
            System.arraycopy(cell, 0, shifted[k], k, cell.length - k);
        }
        double[][] out = new double[functions][count];
        for (int f = 0; f < functions; f++) {
            double[] from = values[f];
            int u = 0;
            while (u < count) {
                if (from[u] == 0) {
                    u++;
                } else if (u + 4 <= count) {
                    add(shifted, count - 1 - u, from, u, out[f]);
                    u += 4;
                } else {
                    add(cell, count - 1 - u, from[u], out[f]);
                    u++;
                }
            }
            for (int m = 0; m < count; m++) {
                out[f][m] += tail[m] * from[0] + tail[count - 1 - m] * from[count - 1];
            }
        }
        return out;
    }

    /** Four values at a time, each added in its turn: what is 0 adds nothing. Cells stand one place later in each array. */
    private static void add(double[][] shifted, int offset, double[] values, int u, double[] to) {
        double v0 = values[u];
        double v1 = values[u + 1];
        double v2 = values[u + 2];
        double v3 = values[u + 3];
        double[] c0 = shifted[0];
        double[] c1 = shifted[1];
        double[] c2 = shifted[2];
        double[] c3 = shifted[3];
        for (int m = 0; m < to.length; m++) {
            to[m] = to[m] + v0 * c0[offset + m] + v1 * c1[offset + m] + v2 * c2[offset + m] + v3 * c3[offset + m];
        }
    }

    private static void add(double[] from, int offset, double factor, double[] to) {
        for (int m = 0; m < to.length; m++) {
            to[m] += factor * from[offset + m];
        }
    }

    /**
     * P(T &gt; t) for Student's t with four degrees of freedom and t ≥ 0: ¼(1 − s)²(2 + s) with s = t/√(4 + t²), written so
     * that far tails keep their digits.
     */
    static double tail4(double t) {
        double r = Math.sqrt(4 + t * t);
        double w = 4 / (r * (r + t));
        return 0.25 * w * w * (3 - w);
    }
}
