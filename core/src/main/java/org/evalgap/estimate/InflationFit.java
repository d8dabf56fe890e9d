package org.evalgap.estimate;

/**
 * The posterior of a table under one assumption.
 *
 * @param rows the rows as the integrals need them
 * @param shift the shift's posterior
 * @param posteriors every row's posterior
 * @param reference rows taken for clean
 * @param used rows the level of the shift is fitted on
 */
record InflationFit(
        RowData[] rows, ShiftPosterior shift, RowPosterior[] posteriors, boolean[] reference, boolean[] used) {
    /** q-values of all rows that are not references. */
    double[] qValues() {
        double[] pValues = new double[rows.length];
        boolean[] tested = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            pValues[i] = posteriors[i].pValue();
            tested[i] = !reference[i];
        }
        return FalseDiscovery.qValues(pValues, tested);
    }
}
