package org.evalgap.estimate;

import java.util.List;

/** From published scores to rows of the model: effective numbers of items, and the offset of a second fresh set. */
final class RowPreparation {
    private RowPreparation() {}

    static RowData[] rows(List<ModelScores> scores, InflationSpec spec) {
        double offset = secondShift(scores, spec);
        RowData[] rows = new RowData[scores.size()];
        for (int i = 0; i < rows.length; i++) {
            ModelScores model = scores.get(i);
            ScoreSet pub = model.publicScore();
            double items = effective(pub, spec);
            rows[i] = new RowData(pub.score() * items, items, pub.guess(), fresh(model, offset, spec));
        }
        return rows;
    }

    private static FreshLikelihood fresh(ModelScores model, double offset, InflationSpec spec) {
        ScoreSet first = model.freshScore();
        double items = effective(first, spec);
        double right = first.score() * items;
        if (model.secondFresh().isEmpty()) {
            return new FreshLikelihood(right, items - right, first.guess(), 0, 0, 0, 0);
        }
        ScoreSet second = model.secondFresh().get();
        double more = effective(second, spec);
        double secondRight = second.score() * more;
        return new FreshLikelihood(
                right, items - right, first.guess(), secondRight, more - secondRight, second.guess(), offset);
    }

    /**
     * Items that would tell as much about one model if each stood alone: clusters take a factor 1 + (m − 1)ρ out, and the
     * noise that all models have in common is not the model's own but the shift's.
     */
    private static double effective(ScoreSet set, InflationSpec spec) {
        double clusters = 1 + (set.clusterSize() - 1) * spec.clusterCorrelation();
        return set.items() / clusters / (1 - spec.itemCorrelation());
    }

    /** The prior's deviation of a, with the noise that all models answering the same items have in common. */
    static double interceptDeviation(
            List<ModelScores> scores, RowData[] rows, ShiftAssumption assumption, InflationSpec spec) {
        double shared = 0;
        double own = 1 - spec.itemCorrelation();
        for (RowData row : rows) {
            shared += (row.observedVariance + row.abilityVariance) / own * spec.itemCorrelation() / scores.size();
        }
        return Math.sqrt(assumption.interceptDeviation() * assumption.interceptDeviation() + shared);
    }

    /** How much easier the second fresh set is for everybody, in probit: the mean over models by precision. */
    private static double secondShift(List<ModelScores> scores, InflationSpec spec) {
        double sum = 0;
        double mean = 0;
        for (ModelScores model : scores) {
            if (model.secondFresh().isPresent()) {
                double[] first = probit(model.freshScore(), spec);
                double[] second = probit(model.secondFresh().get(), spec);
                double weight = 1 / (first[1] + second[1]);
                sum += weight;
                mean += weight * (second[0] - first[0]);
            }
        }
        return sum > 0 ? mean / sum : 0;
    }

    private static double[] probit(ScoreSet set, InflationSpec spec) {
        double items = effective(set, spec);
        double clean = RowData.clean((set.score() * items + 0.5) / (items + 1), set.guess(), items);
        return new double[] {PublicLikelihood.probit(clean), RowData.probitVariance(clean, set.guess(), items)};
    }
}
