package org.evalgap.study;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;

/**
 * Outcomes of a family of scenarios over the same replicates. Members of one replicate share their random numbers, so that
 * differences between members are paired.
 */
final class Ensemble {
    private final Outcome[][] outcomes;

    private Ensemble(Outcome[][] outcomes) {
        this.outcomes = outcomes;
    }

    /**
     * Simulates a family on all cores; the result does not depend on how many there are.
     *
     * @param simulator what is measured
     * @param family scenarios; neighbours should have much in common
     * @param seed seed of everything random
     * @param replicates how many replicates
     * @return their outcomes
     */
    static Ensemble of(Simulator simulator, List<Scenario> family, long seed, int replicates) {
        return of(simulator, replicate -> family, seed, replicates);
    }

    /** As above, where every replicate has a family of its own. */
    static Ensemble of(Simulator simulator, IntFunction<List<Scenario>> families, long seed, int replicates) {
        families.apply(0).forEach(Scenario::requireConsistent);
        ThreadLocal<Simulator.Session> sessions = ThreadLocal.withInitial(simulator::session);
        Outcome[][] outcomes = new Outcome[replicates][];
        IntStream.range(0, replicates)
                .parallel()
                .forEach(r -> outcomes[r] =
                        sessions.get().simulate(families.apply(r), seed, r).toArray(Outcome[]::new));
        return new Ensemble(outcomes);
    }

    int replicates() {
        return outcomes.length;
    }

    /** A number of each replicate, from the outcomes of all members. */
    Estimate over(ToDoubleFunction<Outcome[]> statistic) {
        Tally tally = new Tally();
        for (Outcome[] replicate : outcomes) {
            tally.add(statistic.applyAsDouble(replicate));
        }
        return Estimate.of(tally);
    }

    Estimate of(int member, Measure measure) {
        return over(replicate -> replicate[member].get(measure));
    }

    /** How much a score rose by training. */
    Estimate gain(int member, Score score) {
        return over(replicate -> score.gain(replicate[member]::get));
    }

    /** One member's measure in one replicate. */
    double value(int replicate, int member, Measure measure) {
        return outcomes[replicate][member].get(measure);
    }
}
