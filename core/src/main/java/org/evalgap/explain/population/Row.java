package org.evalgap.explain.population;

import java.util.List;
import org.evalgap.Outcome;
import org.evalgap.explain.Observation;
import org.evalgap.explain.Quantity;

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

    /** The same row without the measurements of a quantity. */
    Row without(Quantity quantity) {
        return new Row(
                name,
                observed.stream()
                        .map(run -> run.stream()
                                .filter(o -> !o.quantity().equals(quantity))
                                .toList())
                        .toList());
    }

    /** The last run that has a measurement. */
    int lastRun() {
        for (int run = observed.size() - 1; run >= 0; run--) {
            if (!observed.get(run).isEmpty()) {
                return run;
            }
        }
        throw new IllegalArgumentException("nothing was measured of " + name);
    }

    /** Its last measurement, which forecasts start from. */
    Observation last() {
        List<Observation> run = observed.get(lastRun());
        return run.get(run.size() - 1);
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
