package org.evalgap.internal.posterior;

import org.evalgap.internal.likelihood.NoiseCells;

/**
 * A row's functions seen through item-set noise of every size: the expectation of each over δ as a function of m = a + bη,
 * on the row's own grid. All functions and sizes of a node of the grid lie side by side, a function's sizes together, so that one pass
 * over the weights of m serves them all.
 */
final class Responses {
    private final NoiseCells[] kernels;
    private final double[][] smooth;
    private final int sizes;

    /**
     * Smooths the first functions of a row.
     *
     * @param taus sizes of the noise
     * @param functions how many: without or with {@link RowData#EXCEED}
     */
    Responses(RowData row, double[] taus, int functions) {
        sizes = taus.length;
        kernels = new NoiseCells[sizes];
        smooth = new double[row.count][functions * sizes];
        for (int t = 0; t < sizes; t++) {
            kernels[t] = new NoiseCells(taus[t], row.step, row.count);
            double[][] through = kernels[t].smooth(row.values, functions);
            for (int f = 0; f < functions; f++) {
                for (int m = 0; m < row.count; m++) {
                    smooth[m][f * sizes + t] = through[f][m];
                }
            }
        }
    }

    /** Cells of the noise of a size. */
    NoiseCells kernel(int size) {
        return kernels[size];
    }

    /** Number of sizes of the noise. */
    int sizes() {
        return sizes;
    }

    /**
     * Expectations over η and δ of the first functions, given the weights of m.
     *
     * @param functions how many
     * @param scratch as long as {@code out}
     * @param out by function and size: that of function f and size t is at f times the number of sizes and t
     */
    void expect(CentreWeights centres, int functions, double[] scratch, double[] out) {
        centres.expect(smooth, 0, functions * sizes, scratch, out);
    }

    /** The same for the chance of a score as high alone, at its place. */
    void expectExceedance(CentreWeights centres, double[] scratch, double[] out) {
        centres.expect(smooth, RowData.EXCEED * sizes, RowData.FUNCTIONS * sizes, scratch, out);
    }

    /** One function at m. */
    double at(int function, int size, int node, double[] stencil) {
        int i = function * sizes + size;
        return stencil[0] * smooth[node][i]
                + stencil[1] * smooth[node + 1][i]
                + stencil[2] * smooth[node + 2][i]
                + stencil[3] * smooth[node + 3][i];
    }
}
