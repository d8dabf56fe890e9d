package org.evalgap.internal.posterior;

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
     * The expectations of the first functions on the grid, into {@code out} from {@code offset}. Four in one pass over the weights:
     * eight accumulators, or each addition would wait for the last.
     */
    void dots(double[][] functions, int count, double[] out, int offset) {
        int f = 0;
        for (; f + 4 <= count; f += 4) {
            four(functions, f, out, offset + f);
        }
        for (; f < count; f++) {
            out[offset + f] = dot(functions[f]);
        }
    }

    private void four(double[][] functions, int at, double[] out, int to) {
        double[] v0 = functions[at];
        double[] v1 = functions[at + 1];
        double[] v2 = functions[at + 2];
        double[] v3 = functions[at + 3];
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double t0 = 0;
        double t1 = 0;
        double t2 = 0;
        double t3 = 0;
        int i = first;
        for (; i < last; i += 2) {
            double w = weight[i];
            double x = weight[i + 1];
            s0 = Math.fma(w, v0[i], s0);
            t0 = Math.fma(x, v0[i + 1], t0);
            s1 = Math.fma(w, v1[i], s1);
            t1 = Math.fma(x, v1[i + 1], t1);
            s2 = Math.fma(w, v2[i], s2);
            t2 = Math.fma(x, v2[i + 1], t2);
            s3 = Math.fma(w, v3[i], s3);
            t3 = Math.fma(x, v3[i + 1], t3);
        }
        double end = i == last ? weight[i] : 0;
        int node = Math.min(i, last);
        out[to] = Math.fma(end, v0[node], s0 + t0);
        out[to + 1] = Math.fma(end, v1[node], s1 + t1);
        out[to + 2] = Math.fma(end, v2[node], s2 + t2);
        out[to + 3] = Math.fma(end, v3[node], s3 + t3);
    }

    /** The expectation of one function on the grid. */
    double dot(double[] values) {
        double even = 0;
        double odd = 0;
        int i = first;
        for (; i < last; i += 2) {
            even = Math.fma(weight[i], values[i], even);
            odd = Math.fma(weight[i + 1], values[i + 1], odd);
        }
        return i == last ? Math.fma(weight[i], values[i], even + odd) : even + odd;
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
