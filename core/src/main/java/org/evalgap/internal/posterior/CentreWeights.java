package org.evalgap.internal.posterior;

import java.util.Arrays;

/**
 * The distribution of m = a + bη on a row's grid: each ability node's weight spread over the four grid nodes around its m
 * as cubic interpolation does it, so that a sum over grid nodes is the expectation of the interpolated function.
 */
final class CentreWeights {
    private final RowData row;
    private final double[] weight;
    private final double[] stencil = new double[4];
    private int first;
    private int last = -1;

    CentreWeights(RowData row) {
        this.row = row;
        this.weight = new double[row.count];
    }

    /** Takes a shift. */
    void set(double intercept, double slope) {
        for (int i = first; i <= last; i++) {
            weight[i] = 0;
        }
        first = weight.length;
        last = 0;
        for (int j = 0; j < row.etas.length; j++) {
            int node = stencil(row, intercept + slope * row.etas[j], stencil);
            for (int i = 0; i < 4; i++) {
                weight[node + i] += row.weights[j] * stencil[i];
            }
            first = Math.min(first, node);
            last = Math.max(last, node + 3);
        }
    }

    /**
     * Expectations of functions that lie side by side at each node of the grid. Sums over even and odd nodes are apart, and four nodes
     * are added in one pass, or each addition would wait for the last.
     *
     * @param functions by grid node and function
     * @param from first function
     * @param to behind the last one
     * @param odd room for sums, at least {@code to} long
     * @param out the expectations, at the functions' places
     */
    void expect(double[][] functions, int from, int to, double[] odd, double[] out) {
        Arrays.fill(out, from, to, 0);
        Arrays.fill(odd, from, to, 0);
        int i = first;
        for (; i + 3 <= last; i += 4) {
            add(weight[i], functions[i], weight[i + 2], functions[i + 2], from, to, out);
            add(weight[i + 1], functions[i + 1], weight[i + 3], functions[i + 3], from, to, odd);
        }
        for (; i < last; i += 2) {
            add(weight[i], functions[i], from, to, out);
            add(weight[i + 1], functions[i + 1], from, to, odd);
        }
        for (int f = from; f < to; f++) {
            out[f] += odd[f];
        }
        if (i == last) {
            add(weight[i], functions[i], from, to, out);
        }
    }

    private static void add(double v, double[] first, double w, double[] next, int from, int to, double[] sums) {
        for (int f = from; f < to; f++) {
            sums[f] = Math.fma(w, next[f], Math.fma(v, first[f], sums[f]));
        }
    }

    private static void add(double w, double[] values, int from, int to, double[] sums) {
        for (int f = from; f < to; f++) {
            sums[f] = Math.fma(w, values[f], sums[f]);
        }
    }

    /** Adds each node's weight times some factors to what stands there. */
    void addTo(double[][] to, double[] factors) {
        for (int i = first; i <= last; i++) {
            addTo(to[i], weight[i], factors);
        }
    }

    private static void addTo(double[] to, double weight, double[] factors) {
        for (int f = 0; f < factors.length; f++) {
            to[f] += factors[f] * weight;
        }
    }

    /** Weights of four neighbouring nodes in the cubic through them; returns the first. Beyond the grid its end counts. */
    static int stencil(RowData row, double m, double[] weights) {
        double at = Math.min(Math.max((m - row.low) / row.step, 0), row.count - 1);
        int node = Math.min(Math.max((int) at - 1, 0), row.count - 4);
        double t = at - node - 1;
        weights[0] = -t * (t - 1) * (t - 2) / 6;
        weights[1] = (t + 1) * (t - 1) * (t - 2) / 2;
        weights[2] = -(t + 1) * t * (t - 2) / 2;
        weights[3] = (t + 1) * t * (t - 1) / 6;
        return node;
    }
}
