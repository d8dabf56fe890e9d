package org.evalgap.estimate;

import java.util.List;
import java.util.OptionalDouble;
import org.evalgap.internal.Arguments;
import org.evalgap.internal.likelihood.Counts;
import org.evalgap.internal.posterior.RowCounts;
import org.evalgap.internal.posterior.TablePosterior;
import org.evalgap.internal.posterior.TablePrior;

/** Published scores under an assumption, as the posterior takes them: effective numbers of items, and who is taken for clean. */
record ScoreTable(List<ModelScores> scores, ShiftAssumption assumption, InflationSpec spec, double sharedVariance) {
    ScoreTable(List<ModelScores> scores, ShiftAssumption assumption, InflationSpec spec) {
        this(scores, assumption, spec, 0);
    }

    ScoreTable {
        scores = List.copyOf(scores);
        Arguments.atLeast("number of models", scores.size(), 2);
        long marked = scores.stream().filter(ModelScores::reference).count();
        if (assumption == ShiftAssumption.REFERENCE && marked < InflationEstimator.LEAST_REFERENCES) {
            throw new IllegalArgumentException(
                    "reference models must be at least " + InflationEstimator.LEAST_REFERENCES + ": " + marked
                            + "; mark more rows as reference, or assume same-recipe or robust");
        }
    }

    TablePosterior integrate() {
        // Whoever stands out of a level that is not the references' is rare, however inflated that level is.
        OptionalDouble test = assumption == ShiftAssumption.REFERENCE
                ? OptionalDouble.of(ShiftAssumption.ROBUST.prevalenceLogit())
                : OptionalDouble.empty();
        TablePrior prior = new TablePrior(
                assumption.interceptDeviation(),
                spec.itemCorrelation(),
                sharedVariance,
                assumption.prevalenceLogit(),
                test);
        return TablePosterior.of(scores.stream().map(this::counts).toList(), prior);
    }

    /** Whether a row is taken for clean: marks count where the assumption heeds them. */
    boolean reference(int i) {
        return reference(scores.get(i));
    }

    private boolean reference(ModelScores row) {
        return assumption != ShiftAssumption.ROBUST && row.reference();
    }

    private RowCounts counts(ModelScores row) {
        return new RowCounts(
                row.model(),
                row.family(),
                reference(row),
                effective(row.publicScore()),
                effective(row.freshScore()),
                row.secondFresh().map(this::effective));
    }

    /**
     * Items that would tell as much about one model if each stood alone: clusters take a factor 1 + (m − 1)ρ out, and the
     * noise that all models have in common is not the model's own but the shift's.
     */
    private Counts effective(ScoreSet set) {
        double clusters = 1 + (set.clusterSize() - 1) * spec.clusterCorrelation();
        double items = set.items() / clusters / (1 - spec.itemCorrelation());
        return new Counts(set.score() * items, items, set.guess());
    }
}
