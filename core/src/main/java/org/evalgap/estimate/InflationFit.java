package org.evalgap.estimate;

/**
 * The posterior of a table under one assumption.
 *
 * @param rows the rows as the integrals need them
 * @param shift the shift's posterior
 * @param posteriors every row's posterior
 * @param pValues every row's chance, were it clean, of a public score as high; see {@link ModelInflation}
 * @param reference rows taken for clean
 * @param clean rows that the assumption takes for clean, all or nearly: those the shift is checked against
 */
record InflationFit(
        RowData[] rows,
        ShiftPosterior shift,
        RowPosterior[] posteriors,
        double[] pValues,
        boolean[] reference,
        boolean[] clean) {
    /** q-values of all rows that are not references. */
    double[] qValues() {
        boolean[] tested = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            tested[i] = !reference[i];
        }
        return FalseDiscovery.qValues(pValues, tested);
    }
}
