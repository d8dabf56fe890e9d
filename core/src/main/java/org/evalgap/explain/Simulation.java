package org.evalgap.explain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private static final int KEY_BYTES = 20;

    /** Which measures a world's numbers are, in order: another version of the program may have others. */
    private static final String MEASURES =
            Arrays.stream(Measure.values()).map(Measure::label).collect(Collectors.joining(" "));

    private final Evidence evidence;
    private final LearnerKind learner;
    private final List<Unknown> unknown;
    private final List<TrainingRun> runs;
    private final Explainer.Way way;
    private final String groups;
    private final ThreadLocal<Simulator.Session> sessions;

    /** Why the first point that was not possible was not: the same for any number of threads. */
    private String misfit = "";

    private long misfitAt = Long.MAX_VALUE;

    /**
     * A likelihood.
     *
     * @param evidence what was observed
     * @param learner who learns
     * @param runs which of the evidence's runs are simulated
     * @param way seed of the worlds, and where they are kept
     */
    Simulation(Evidence evidence, LearnerKind learner, List<TrainingRun> runs, Explainer.Way way) {
        this.evidence = evidence;
        this.learner = learner;
        this.unknown = evidence.unknown();
        this.runs = runs;
        this.way = way;
        Set<MeasureGroup> measured = groups(evidence);
        this.groups = measured.toString();
        Simulator simulator = Simulator.of(measured);
        this.sessions = ThreadLocal.withInitial(simulator::session);
    }

    /** Why a point was not possible; empty if all were. */
    synchronized String misfit() {
        return misfit;
    }

    private synchronized void misfits(long index, MisfitException why) {
        if (index < misfitAt) {
            misfitAt = index;
            misfit = String.valueOf(why.getMessage());
        }
    }

    /** The same with other runs. */
    Simulation of(List<TrainingRun> others) {
        return new Simulation(evidence, learner, others, way);
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
        List<Optional<double[]>> known = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<Scenario> missing = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            keys.add(way.store() == PointStore.NONE ? "" : key(scenario, index));
            known.add(way.store().find(keys.get(known.size())));
            if (known.get(known.size() - 1).isEmpty()) {
                missing.add(scenario);
            }
        }
        List<Outcome> outcomes;
        try {
            outcomes = missing.isEmpty() ? List.of() : sessions.get().simulate(missing, way.seed(), index);
        } catch (MisfitException e) {
            misfits(index, e);
            return false;
        }
        int next = 0;
        for (int r = 0; r < known.size(); r++) {
            double[] measures = known.get(r).orElse(null);
            if (measures == null) {
                measures = outcomes.get(next++).values();
                way.store().keep(keys.get(r), measures);
            }
            System.arraycopy(measures, 0, trace, r * Measure.count(), Measure.count());
        }
        return true;
    }

    /** What tells one world from another. */
    private String key(Scenario scenario, long index) {
        String text = Simulator.MODEL_VERSION + " " + MEASURES + " " + groups + " " + way.seed() + " " + index + " "
                + scenario.canonicalText();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
