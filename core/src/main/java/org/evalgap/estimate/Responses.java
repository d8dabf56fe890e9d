package org.evalgap.estimate;

/**
 * A row's functions seen through item-set noise of one size: the expectation of each over δ as a function of m = a + bη,
 * on the row's own grid.
 */
final class Responses {
    private final RowData row;
    final ShiftKernel kernel;
    /** Interleaved: the functions of node 0, of node 1, … */
    private final double[] smooth;

    Responses(RowData row, double tau) {
        this.row = row;
        int n = row.count;
        smooth = new double[n * RowData.FUNCTIONS];
        kernel = new ShiftKernel(tau, row.step, n);
        double[] weights = new double[n];
        for (int m = 0; m < n; m++) {
            kernel.weights(m, weights);
            for (int f = 0; f < RowData.FUNCTIONS; f++) {
                smooth[m * RowData.FUNCTIONS + f] = dot(weights, row.values[f], n);
            }
        }
    }

    /** Four accumulators: one would wait for each addition in turn. */
    private static double dot(double[] x, double[] y, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 = Math.fma(x[i], y[i], s0);
            s1 = Math.fma(x[i + 1], y[i + 1], s1);
            s2 = Math.fma(x[i + 2], y[i + 2], s2);
            s3 = Math.fma(x[i + 3], y[i + 3], s3);
        }
        for (; i < n; i++) {
            s0 = Math.fma(x[i], y[i], s0);
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Expectations over η and δ of all functions for a shift, into {@code out} from {@code offset}. */
    void expect(double intercept, double slope, double[] out, int offset) {
        for (int f = 0; f < RowData.FUNCTIONS; f++) {
            out[offset + f] = 0;
        }
        double[] stencil = new double[4];
        for (int j = 0; j < row.etas.length; j++) {
            int node = stencil(row, intercept + slope * row.etas[j], stencil);
            double w0 = row.weights[j] * stencil[0];
            double w1 = row.weights[j] * stencil[1];
            double w2 = row.weights[j] * stencil[2];
            double w3 = row.weights[j] * stencil[3];
            int at = node * RowData.FUNCTIONS;
            for (int f = 0; f < RowData.FUNCTIONS; f++) {
                out[offset + f] += w0 * smooth[at + f]
                        + w1 * smooth[at + RowData.FUNCTIONS + f]
                        + w2 * smooth[at + 2 * RowData.FUNCTIONS + f]
                        + w3 * smooth[at + 3 * RowData.FUNCTIONS + f];
            }
        }
    }

    /** One function at m. */
    double at(int function, double m, double[] stencil) {
        int at = stencil(row, m, stencil) * RowData.FUNCTIONS + function;
        return stencil[0] * smooth[at]
                + stencil[1] * smooth[at + RowData.FUNCTIONS]
                + stencil[2] * smooth[at + 2 * RowData.FUNCTIONS]
                + stencil[3] * smooth[at + 3 * RowData.FUNCTIONS];
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
