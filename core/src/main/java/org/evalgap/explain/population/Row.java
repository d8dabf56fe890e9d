package org.evalgap.explain.population;

import java.util.List;
import org.evalgap.Outcome;
import org.evalgap.explain.Observation;

/**
 * One published row: a model, with its measurements in every run of a bank.
 *
 * @param name of the model
 * @param observed what was measured, by run; a run may have nothing
 */
public record Row(String name, List<List<Observation>> observed) {
    /**
     * Copies the lists.
     *
     * @param name of the model
     * @param observed what was measured, by run
     */
    public Row {
        observed = observed.stream().map(List::copyOf).toList();
    }

    /**
     * A row of one run.
     *
     * @param name of the model
     * @param observed what was measured
     * @return the row
     */
    public static Row of(String name, List<Observation> observed) {
        return new Row(name, List.of(observed));
    }

    /** The logarithm of the likelihood of a world's outcomes, by run. */
    double logLikelihood(List<Outcome> outcomes) {
        double sum = 0;
        for (int r = 0; r < observed.size(); r++) {
            for (Observation observation : observed.get(r)) {
                sum += observation.logLikelihood(outcomes.get(r));
            }
        }
        return sum;
    }
}
