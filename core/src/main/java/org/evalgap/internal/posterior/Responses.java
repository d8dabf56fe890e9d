package org.evalgap.internal.posterior;

import org.evalgap.internal.likelihood.NoiseCells;

/**
 * A row's functions seen through item-set noise of one size: the expectation of each over δ as a function of m = a + bη,
 * on the row's own grid.
 */
final class Responses {
    final NoiseCells kernel;
    private final double[][] smooth;

    /**
     * Smooths the first functions of a row; five accumulators at once, so that none waits for its last addition.
     *
     * @param functions how many: without or with {@link RowData#EXCEED}
     */
    Responses(RowData row, double tau, int functions) {
        int n = row.count;
        smooth = new double[functions][n];
        kernel = new NoiseCells(tau, row.step, n);
        double[] weights = new double[n];
        double[] sums = new double[RowData.FUNCTIONS];
        for (int m = 0; m < n; m++) {
            kernel.weights(m, weights);
            all(weights, row.values, n, sums);
            for (int f = 0; f < functions; f++) {
                smooth[f][m] = sums[f];
            }
        }
    }

    private static void all(double[] w, double[][] values, int n, double[] out) {
        double[] v0 = values[0];
        double[] v1 = values[1];
        double[] v2 = values[2];
        double[] v3 = values[3];
        double[] v4 = values[4];
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        for (int i = 0; i < n; i++) {
            double x = w[i];
            s0 = Math.fma(x, v0[i], s0);
            s1 = Math.fma(x, v1[i], s1);
            s2 = Math.fma(x, v2[i], s2);
            s3 = Math.fma(x, v3[i], s3);
            s4 = Math.fma(x, v4[i], s4);
        }
        out[0] = s0;
        out[1] = s1;
        out[2] = s2;
        out[3] = s3;
        out[4] = s4;
    }

    /** Expectations over η and δ of the functions, given the weights of m, into {@code out} from {@code offset}. */
    void expect(CentreWeights centres, double[] out, int offset) {
        centres.dots(smooth, out, offset);
    }

    /** The expectation of the chance of a score as high. */
    double expectExceedance(CentreWeights centres) {
        return centres.dot(smooth[RowData.EXCEED]);
    }

    /** One function at m. */
    double at(int function, int node, double[] stencil) {
        double[] s = smooth[function];
        return stencil[0] * s[node] + stencil[1] * s[node + 1] + stencil[2] * s[node + 2] + stencil[3] * s[node + 3];
    }
}
