package org.evalgap.internal.posterior;

import java.util.List;
import java.util.function.IntConsumer;

/** The posterior of a table of scores. */
public final class TablePosterior {
    private final RowData[] rows;
    private final ShiftPosterior shift;
    private final RowPosterior[] posteriors;
    private final double[] pValues;
    private final boolean[] clean;
    private final ShiftCheck check;

    private TablePosterior(RowData[] rows, ShiftPosterior shift, boolean[] clean, ShiftCheck.LineLaw law) {
        this.rows = rows;
        this.shift = shift;
        this.clean = clean;
        posteriors = new RowPosterior[rows.length];
        pValues = new double[rows.length];
        each(i -> {
            double[] predictive = shift.predictive(i);
            posteriors[i] = new RowPosterior(rows[i], i, shift, predictive);
            pValues[i] = shift.exceedance(i, predictive);
        });
        check = ShiftCheck.of(law, pValues, ShiftSummary.meanNoise(shift));
    }

    /**
     * Integrates everything.
     *
     * @param table one entry a model, at least 2
     * @param prior what is assumed
     * @return the posterior
     */
    public static TablePosterior of(List<RowCounts> table, TablePrior prior) {
        int n = table.size();
        boolean[] reference = new boolean[n];
        boolean[] clean = new boolean[n];
        for (int i = 0; i < n; i++) {
            reference[i] = table.get(i).reference();
            clean[i] = reference[i] || prior.testLogit().isEmpty();
        }
        RowData[] rows = RowPreparation.rows(table);
        List<String> families = table.stream().map(RowCounts::family).toList();
        FamilyMixture mixture = new FamilyMixture(families, reference, new Prevalence(prior.prevalenceLogit()));
        ShiftPrior ofShift = RowPreparation.shiftPrior(rows, prior);
        ShiftSearch search = new ShiftSearch(rows, mixture, families, ofShift, clean, false);
        ShiftPosterior shift = new ShiftPosterior(rows, mixture, search, search.integrate());
        ShiftCheck.LineLaw law = new ShiftCheck.LineLaw(table, rows, clean, ofShift, prior.prevalenceLogit());
        TablePosterior out = new TablePosterior(rows, shift, clean, law);
        if (prior.testLogit().isPresent()) {
            FamilyMixture rare = new FamilyMixture(
                    families, reference, new Prevalence(prior.testLogit().getAsDouble()));
            ReferenceLevel.pValues(RowPreparation.rows(table), rare, families, ofShift, reference, out.pValues);
        }
        return out;
    }

    /**
     * Does something for every row, in several threads.
     *
     * @param action takes the index of the row, and writes nothing that another row's reads or writes; of the rows it fails for, the
     *     first one's exception is thrown
     */
    public void each(IntConsumer action) {
        RowData.each(rows.length, action);
    }

    /**
     * The posterior of a row.
     *
     * @param i index of the row
     * @return its posterior
     */
    public RowPosterior row(int i) {
        return posteriors[i];
    }

    /**
     * The chance that a row, were it clean, had a public score as high.
     *
     * @param i index of the row
     * @return the p-value
     */
    public double pValue(int i) {
        return pValues[i];
    }

    /**
     * The probit of a row's public success above chance, as its score alone has it.
     *
     * @param i index of the row
     * @return the probit and its variance
     */
    public double[] observed(int i) {
        return new double[] {rows[i].observed, rows[i].observedVariance};
    }

    /**
     * What the scores say against the assumption.
     *
     * @return p-values
     */
    public ShiftCheck check() {
        return check;
    }

    /**
     * What is found of the shift.
     *
     * @param level probability of intervals, in {@code (0, 1)}
     * @return the summary
     */
    public ShiftSummary shift(double level) {
        return ShiftSummary.of(shift, rows, posteriors, clean, level);
    }

    /**
     * How rows rank by clean success in draws from the posterior.
     *
     * @param draws number of draws
     * @param seed their seed
     * @return how often a row has a rank: by row, then by rank less 1
     */
    public int[][] ranks(int draws, long seed) {
        return RankSampler.draw(rows, shift, draws, seed);
    }
}
