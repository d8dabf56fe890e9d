package org.evalgap.explain;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.internal.sampling.Target;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.task.MisfitException;

/**
 * Evidence as a likelihood. A point stands for values of the unknown parameters and for one world: the replicate of its index.
 * Given both, counts are binomial, so that the scatter over worlds is integrated over, not approximated.
 */
final class Simulation implements Target {
    private final Evidence evidence;
    private final LearnerKind learner;
    private final List<Unknown> unknown;
    private final List<TrainingRun> runs;
    private final long seed;
    private final ThreadLocal<Simulator.Session> sessions;

    /**
     * A likelihood.
     *
     * @param evidence what was observed
     * @param learner who learns
     * @param runs which of the evidence's runs are simulated
     * @param seed of the worlds
     */
    Simulation(Evidence evidence, LearnerKind learner, List<TrainingRun> runs, long seed) {
        this.evidence = evidence;
        this.learner = learner;
        this.unknown = evidence.unknown();
        this.runs = runs;
        this.seed = seed;
        Simulator simulator = Simulator.of(groups(evidence));
        this.sessions = ThreadLocal.withInitial(simulator::session);
    }

    /** The same with other runs. */
    Simulation of(List<TrainingRun> others) {
        return new Simulation(evidence, learner, others, seed);
    }

    private static Set<MeasureGroup> groups(Evidence evidence) {
        EnumSet<MeasureGroup> groups = EnumSet.noneOf(MeasureGroup.class);
        evidence.runs()
                .forEach(run -> run.observed().forEach(o -> o.quantity().group().ifPresent(groups::add)));
        evidence.wanted().forEach(w -> w.quantity().group().ifPresent(groups::add));
        evidence.narrow().quantity().group().ifPresent(groups::add);
        evidence.candidates().forEach(c -> c.quantity().group().ifPresent(groups::add));
        return groups;
    }

    @Override
    public int dimension() {
        return unknown.size();
    }

    @Override
    public int width() {
        return runs.size() * Measure.count();
    }

    /** Values of the unknown parameters at standard normal coordinates. */
    double[] values(double[] z) {
        double[] values = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            Unknown each = unknown.get(i);
            values[i] = each.prior().value(each.parameter(), z[i]);
        }
        return values;
    }

    @Override
    public double logLikelihood(double[] z, long index, double[] trace) {
        return simulate(values(z), index, trace) ? logLikelihood(trace) : Double.NEGATIVE_INFINITY;
    }

    /** The likelihood of what the runs left behind. */
    double logLikelihood(double[] trace) {
        double sum = 0;
        for (int r = 0; r < runs.size(); r++) {
            for (Observation observation : runs.get(r).observed()) {
                sum += observation.logLikelihood(trace, r * Measure.count());
            }
        }
        return sum;
    }

    /** Writes the measures of all runs in one world; false where the parameters do not go together. */
    boolean simulate(double[] values, long index, double[] trace) {
        List<Scenario> scenarios =
                runs.stream().map(run -> learner.in(run.at(unknown, values))).toList();
        List<Outcome> outcomes;
        try {
            outcomes = sessions.get().simulate(scenarios, seed, index);
        } catch (MisfitException e) {
            return false;
        }
        for (int r = 0; r < outcomes.size(); r++) {
            System.arraycopy(outcomes.get(r).values(), 0, trace, r * Measure.count(), Measure.count());
        }
        return true;
    }
}
