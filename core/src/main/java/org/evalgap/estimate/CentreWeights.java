package org.evalgap.estimate;

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

    /** The expectation of a function on the grid; four accumulators, or each addition would wait for the last. */
    double dot(double[] values) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = first;
        for (; i + 3 <= last; i += 4) {
            s0 = Math.fma(weight[i], values[i], s0);
            s1 = Math.fma(weight[i + 1], values[i + 1], s1);
            s2 = Math.fma(weight[i + 2], values[i + 2], s2);
            s3 = Math.fma(weight[i + 3], values[i + 3], s3);
        }
        for (; i <= last; i++) {
            s0 = Math.fma(weight[i], values[i], s0);
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Adds the weights times a factor to an array on the grid. */
    void addTo(double[] to, double factor) {
        for (int i = first; i <= last; i++) {
            to[i] += factor * weight[i];
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
