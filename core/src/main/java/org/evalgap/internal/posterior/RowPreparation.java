package org.evalgap.internal.posterior;

import java.util.List;
import org.evalgap.internal.likelihood.Counts;

/** From counts to rows of the model: the offset of a second fresh set, and the noise that rows have in common. */
final class RowPreparation {
    private RowPreparation() {}

    /** Rows without grids yet. */
    static RowData[] rows(List<RowCounts> table) {
        double offset = secondShift(table);
        RowData[] rows = new RowData[table.size()];
        RowData.each(rows.length, i -> rows[i] = new RowData(table.get(i), offset));
        double mean = 0;
        for (RowData row : rows) {
            mean += row.meanAbility / rows.length;
        }
        for (RowData row : rows) {
            row.relativeAbility = row.meanAbility - mean;
        }
        return rows;
    }

    /** The prior of the shift, with the noise that all models answering the same items have in common. */
    static ShiftPrior shiftPrior(RowData[] rows, TablePrior prior) {
        double shared = prior.sharedVariance();
        double own = 1 - prior.itemCorrelation();
        for (RowData row : rows) {
            shared += (row.observedVariance + row.abilityVariance) / own * prior.itemCorrelation() / rows.length;
        }
        return new ShiftPrior(Math.sqrt(prior.interceptDeviation() * prior.interceptDeviation() + shared));
    }

    /** How much easier the second fresh set is for everybody, in probit: the mean over models by precision. */
    private static double secondShift(List<RowCounts> table) {
        double sum = 0;
        double mean = 0;
        for (RowCounts row : table) {
            if (row.second().isPresent()) {
                Counts first = row.fresh();
                Counts second = row.second().get();
                double weight = 1 / (first.probitVariance() + second.probitVariance());
                sum += weight;
                mean += weight * (second.probit() - first.probit());
            }
        }
        return sum > 0 ? mean / sum : 0;
    }
}
