package org.evalgap.explain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.internal.sampling.Parallel;
import org.evalgap.internal.sampling.Target;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.task.MisfitException;
import org.jspecify.annotations.Nullable;

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

    private synchronized void misfits(long index, String why) {
        if (index < misfitAt) {
            misfitAt = index;
            misfit = why;
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

    @Override
    public void logLikelihoods(int threads, double[][] points, int first, double[][] traces, double[] likelihoods) {
        logLikelihoods(points, first, traces, likelihoods, () -> {});
    }

    /** Likelihoods of points, by way of whoever simulates. */
    void logLikelihoods(double[][] points, int first, double[][] traces, double[] likelihoods, Runnable told) {
        int n = points.length - first;
        double[][] values = new double[n][];
        Arrays.setAll(values, i -> values(points[first + i]));
        double[][] found =
                simulate(values, LongStream.range(first, points.length).toArray(), told);
        for (int i = 0; i < n; i++) {
            boolean possible = found[i] != null;
            traces[first + i] = possible ? found[i] : new double[width()];
            likelihoods[first + i] = possible ? logLikelihood(found[i]) : Double.NEGATIVE_INFINITY;
        }
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

    /** A world, so far as it is known. */
    private record Begun(List<Scenario> scenarios, List<String> keys, double[] trace, List<Integer> missing) {}

    private Begun begin(double[] values, long index) {
        List<Scenario> scenarios =
                runs.stream().map(run -> learner.in(run.at(unknown, values))).toList();
        List<String> keys = new ArrayList<>();
        double[] trace = new double[width()];
        List<Integer> missing = new ArrayList<>();
        for (int r = 0; r < runs.size(); r++) {
            keys.add(way.store() == PointStore.NONE ? "" : key(scenarios.get(r), index));
            Optional<double[]> known = way.store().find(keys.get(r));
            if (known.isPresent()) {
                System.arraycopy(known.get(), 0, trace, r * Measure.count(), Measure.count());
            } else {
                missing.add(r);
            }
        }
        return new Begun(scenarios, keys, trace, missing);
    }

    private void finish(Begun world, int next, double[] measures) {
        int r = world.missing.get(next);
        way.store().keep(world.keys.get(r), measures);
        System.arraycopy(measures, 0, world.trace, r * Measure.count(), Measure.count());
    }

    /** Writes the measures of all runs in one world; says why where the parameters do not go together. */
    @Nullable
    MisfitException attempt(double[] values, long index, double[] trace) {
        Begun world = begin(values, index);
        if (!world.missing.isEmpty()) {
            try {
                List<Scenario> missing =
                        world.missing.stream().map(world.scenarios::get).toList();
                List<Outcome> outcomes = sessions.get().simulate(missing, way.seed(), index);
                for (int next = 0; next < outcomes.size(); next++) {
                    finish(world, next, outcomes.get(next).values());
                }
            } catch (MisfitException e) {
                return e;
            }
        }
        System.arraycopy(world.trace, 0, trace, 0, trace.length);
        return null;
    }

    /** Writes the measures of all runs in one world; false where the parameters do not go together. */
    boolean simulate(double[] values, long index, double[] trace) {
        MisfitException why = attempt(values, index, trace);
        if (why != null) {
            misfits(index, String.valueOf(why.getMessage()));
        }
        return why == null;
    }

    /**
     * The measures of all runs in many worlds, whoever simulates them.
     *
     * @param told hears of every world, one thread at a time
     * @return by world; null where the parameters do not go together
     */
    double @Nullable [][] simulate(double[][] values, long[] indices, Runnable told) {
        double[][] out = new double[values.length][];
        int[] places = runs.stream().mapToInt(evidence.runs()::indexOf).toArray();
        if (way.workers() != null && Arrays.stream(places).allMatch(place -> place >= 0)) {
            simulateElsewhere(new Worlds.Errand(learner, way.workers()), places, values, indices, out, told);
            return out;
        }
        Parallel.loop(way.threads(), 0, values.length, i -> {
            double[] trace = new double[width()];
            out[i] = simulate(values[i], indices[i], trace) ? trace : null;
            synchronized (told) {
                told.run();
            }
        });
        return out;
    }

    private void simulateElsewhere(
            Worlds.Errand errand, int[] places, double[][] values, long[] indices, double[][] out, Runnable told) {
        Begun[] worlds = new Begun[values.length];
        Map<List<Integer>, List<Integer>> lacking = new LinkedHashMap<>();
        for (int i = 0; i < worlds.length; i++) {
            worlds[i] = begin(values[i], indices[i]);
            lacking.computeIfAbsent(worlds[i].missing, key -> new ArrayList<>()).add(i);
        }
        lacking.forEach((missing, points) -> {
            if (missing.isEmpty()) {
                points.forEach(i -> {
                    out[i] = worlds[i].trace;
                    told.run();
                });
            } else {
                errand.add(missing.stream().mapToInt(r -> places[r]).toArray(), points, indices, values);
            }
        });
        errand.run((i, measures, misfit) -> {
            if (misfit.isEmpty()) {
                for (int next = 0; next < worlds[i].missing.size(); next++) {
                    int from = next * Measure.count();
                    finish(worlds[i], next, Arrays.copyOfRange(measures, from, from + Measure.count()));
                }
                out[i] = worlds[i].trace;
            } else {
                misfits(indices[i], misfit);
            }
            told.run();
        });
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
