package org.evalgap.internal.posterior;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Tests models against references: the chance, were they clean, of public scores as high. The level of the shift is that of
 * the references alone, so that it does not rest on how common inflation is taken to be; slope and item-set noise, which all
 * rows have a say in, do a little.
 */
final class ReferenceLevel {
    /** Weight of a node among all below which it is left out. */
    private static final double NEGLIGIBLE = 1e-9;

    private ReferenceLevel() {}

    /**
     * Writes the p-values of the rows that are no references, if there are any.
     *
     * @param rows rows without grids yet
     * @param mixture the rows with their references; inflation among the others is to be rare, for whoever stands out of their
     *     own level is rare among them, however inflated that level is
     */
    static void pValues(
            RowData[] rows,
            FamilyMixture mixture,
            List<String> families,
            ShiftPrior prior,
            boolean[] reference,
            double[] out) {
        if (IntStream.range(0, rows.length).allMatch(i -> reference[i])) {
            return;
        }
        ShiftSearch search = new ShiftSearch(rows, mixture, families, prior, reference, true);
        ShiftGrid grid = search.integrate();
        Responses[] responses = search.evidence().responses;
        RowData.each(rows.length, i -> {
            if (!reference[i]) {
                out[i] = exceedance(rows[i], responses[i], grid);
            }
        });
    }

    private static double exceedance(RowData row, Responses responses, ShiftGrid grid) {
        double[] exceed = new double[grid.size()];
        double[] atShift = new double[RowData.FUNCTIONS * responses.sizes()];
        double[] scratch = new double[atShift.length];
        CentreWeights centres = new CentreWeights(row);
        int shifts = grid.centres() * grid.slopes();
        for (int shift = 0; shift < shifts; shift++) {
            boolean placed = false;
            for (int node = shift; node < exceed.length; node += shifts) {
                if (grid.weight[node] > NEGLIGIBLE) {
                    if (!placed) {
                        centres.set(grid.intercept(node), grid.slope(node));
                        responses.expectExceedance(centres, scratch, atShift);
                        placed = true;
                    }
                    exceed[node] = atShift[RowData.EXCEED * responses.sizes() + grid.tau(node)];
                }
            }
        }
        double sum = 0;
        double all = 0;
        for (int node = 0; node < exceed.length; node++) {
            if (grid.weight[node] > NEGLIGIBLE) {
                all += grid.weight[node];
                sum += grid.weight[node] * exceed[node];
            }
        }
        return Math.min(Math.max(sum / all, 0), 1);
    }
}
