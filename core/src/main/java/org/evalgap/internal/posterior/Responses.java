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
     * Smooths the first functions of a row.
     *
     * @param functions how many: without or with {@link RowData#EXCEED}
     */
    Responses(RowData row, double tau, int functions) {
        kernel = new NoiseCells(tau, row.step, row.count);
        smooth = kernel.smooth(row.values, functions);
    }

    /** Expectations over η and δ of the functions, given the weights of m, into {@code out} from {@code offset}. */
    void expect(CentreWeights centres, double[] out, int offset) {
        centres.dots(smooth, smooth.length, out, offset);
    }

    /** The same for likelihoods alone: without the chance of a score as high. */
    void expectLikelihoods(CentreWeights centres, double[] out, int offset) {
        centres.dots(smooth, RowData.EXCEED, out, offset);
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
