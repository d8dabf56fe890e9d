package org.evalgap.explain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.evalgap.measure.Measure;

/**
 * Equally weighted draws of a posterior: parameters and worlds, in which every run has been simulated.
 *
 * @param learners who learns, by draw
 * @param values of the unknown parameters, by draw
 * @param indices of the worlds, by draw
 * @param traces measures of all runs of the evidence, in its order, by draw
 */
record Draws(LearnerKind[] learners, double[][] values, long[] indices, double[][] traces) {
    int size() {
        return values.length;
    }

    /** A quantity of a run, by draw. */
    double[] of(Quantity quantity, int run) {
        return Arrays.stream(traces)
                .mapToDouble(trace -> quantity.of(trace, run * Measure.count()))
                .toArray();
    }

    /** A quantity of a run that was not simulated yet, by draw; NaN where its parameters do not go together. */
    double[] of(Quantity quantity, TrainingRun run, Evidence evidence, Explainer.Way way) {
        double[] out = new double[size()];
        for (LearnerKind learner : evidence.learners()) {
            double[][] own = by(learner).simulated(new Simulation(evidence, learner, List.of(run), way));
            int next = 0;
            for (int i = 0; i < out.length; i++) {
                out[i] = learners[i] == learner ? quantity.of(own[next++], 0) : out[i];
            }
        }
        return out;
    }

    double[] parameter(int index) {
        return Arrays.stream(values).mapToDouble(v -> v[index]).toArray();
    }

    /** So many of the draws, evenly spread. */
    Draws thinned(int count) {
        if (count >= size()) {
            return this;
        }
        int[] chosen = new int[count];
        Arrays.setAll(chosen, k -> (int) ((k + 0.5) * size() / count));
        return chosen(chosen);
    }

    /** Those of one learner, in order. */
    Draws by(LearnerKind learner) {
        return chosen(
                IntStream.range(0, size()).filter(i -> learners[i] == learner).toArray());
    }

    private Draws chosen(int[] chosen) {
        return new Draws(
                Arrays.stream(chosen).mapToObj(i -> learners[i]).toArray(LearnerKind[]::new),
                Arrays.stream(chosen).mapToObj(i -> values[i]).toArray(double[][]::new),
                Arrays.stream(chosen).mapToLong(i -> indices[i]).toArray(),
                Arrays.stream(chosen).mapToObj(i -> traces[i]).toArray(double[][]::new));
    }

    Draws and(Draws other) {
        LearnerKind[] kinds = Arrays.copyOf(learners, size() + other.size());
        System.arraycopy(other.learners, 0, kinds, size(), other.size());
        long[] worlds = Arrays.copyOf(indices, size() + other.size());
        System.arraycopy(other.indices, 0, worlds, size(), other.size());
        return new Draws(kinds, joined(values, other.values), worlds, joined(traces, other.traces));
    }

    private static double[][] joined(double[][] a, double[][] b) {
        double[][] out = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }

    /**
     * Simulates other runs in the draws' worlds.
     *
     * @param simulation of the runs; draws of one and the same point are simulated once
     * @return measures of the runs by draw
     */
    double[][] simulated(Simulation simulation) {
        int[] first = IntStream.range(0, size())
                .filter(i -> i == 0 || indices[i] != indices[i - 1] || learners[i] != learners[i - 1])
                .toArray();
        Draws distinct = chosen(first);
        double[][] found = simulation.simulate(distinct.values, distinct.indices, () -> {});
        double[][] out = new double[size()][];
        int next = -1;
        for (int i = 0; i < size(); i++) {
            next += next + 1 < first.length && first[next + 1] == i ? 1 : 0;
            if (found[next] == null) {
                found[next] = new double[simulation.width()];
                Arrays.fill(found[next], Double.NaN);
            }
            out[i] = found[next];
        }
        return out;
    }

    /** Traces of all runs from those of the observed ones and those of the others. */
    static double[][] woven(List<TrainingRun> runs, double[][] observed, double[][] others) {
        double[][] out = new double[observed.length][];
        int width = Measure.count();
        for (int i = 0; i < out.length; i++) {
            out[i] = new double[runs.size() * width];
            int o = 0;
            int n = 0;
            for (int r = 0; r < runs.size(); r++) {
                boolean seen = !runs.get(r).observed().isEmpty();
                double[] from = seen ? observed[i] : others[i];
                System.arraycopy(from, (seen ? o++ : n++) * width, out[i], r * width, width);
            }
        }
        return out;
    }
}
