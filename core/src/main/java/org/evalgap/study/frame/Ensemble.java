package org.evalgap.study.frame;

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
public final class Ensemble {
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
     * @throws IllegalArgumentException if a scenario's parts do not go together
     */
    public static Ensemble of(Simulator simulator, List<Scenario> family, long seed, int replicates) {
        return of(simulator, replicate -> family, seed, replicates);
    }

    /**
     * As {@link #of(Simulator, List, long, int)}, where every replicate has a family of its own.
     *
     * @param simulator what is measured
     * @param families the family of each replicate, all of one size
     * @param seed seed of everything random
     * @param replicates how many replicates
     * @return their outcomes
     * @throws IllegalArgumentException if a scenario's parts do not go together
     */
    public static Ensemble of(Simulator simulator, IntFunction<List<Scenario>> families, long seed, int replicates) {
        families.apply(0).forEach(Scenario::requireConsistent);
        ThreadLocal<Simulator.Session> sessions = ThreadLocal.withInitial(simulator::session);
        Outcome[][] outcomes = new Outcome[replicates][];
        IntStream.range(0, replicates)
                .parallel()
                .forEach(r -> outcomes[r] =
                        sessions.get().simulate(families.apply(r), seed, r).toArray(Outcome[]::new));
        return new Ensemble(outcomes);
    }

    /**
     * How many replicates there are.
     *
     * @return their number
     */
    public int replicates() {
        return outcomes.length;
    }

    /**
     * The mean of a number of each replicate.
     *
     * @param statistic a number from the outcomes of all members, in the family's order
     * @return its mean over replicates
     */
    public Estimate over(ToDoubleFunction<Outcome[]> statistic) {
        Tally tally = new Tally();
        for (Outcome[] replicate : outcomes) {
            tally.add(statistic.applyAsDouble(replicate));
        }
        return Estimate.of(tally);
    }

    /**
     * The mean of a measure.
     *
     * @param member index of a scenario in the family
     * @param measure the measure
     * @return its mean over replicates
     */
    public Estimate of(int member, Measure measure) {
        return over(replicate -> replicate[member].get(measure));
    }

    /**
     * How much a score rose by training.
     *
     * @param member index of a scenario in the family
     * @param score the score
     * @return its mean gain over replicates
     */
    public Estimate gain(int member, Score score) {
        return over(replicate -> score.gain(replicate[member]::get));
    }

    /**
     * One member's measure in one replicate.
     *
     * @param replicate index of the replicate
     * @param member index of a scenario in the family
     * @param measure the measure
     * @return its value
     */
    public double value(int replicate, int member, Measure measure) {
        return outcomes[replicate][member].get(measure);
    }
}
