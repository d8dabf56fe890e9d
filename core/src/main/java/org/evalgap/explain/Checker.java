package org.evalgap.explain;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.measure.Measure;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/** Compares measurements with what the posterior predicts for them. */
final class Checker {
    /** Up to so many items are counted one by one. */
    private static final double FEW = 300;

    private final Evidence evidence;
    private final Draws draws;
    private final long seed;

    Checker(Evidence evidence, Draws draws, long seed) {
        this.evidence = evidence;
        this.draws = draws;
        this.seed = seed;
    }

    /** One check a measurement, in the order of the evidence. */
    List<Check> checks() {
        List<Check> out = new ArrayList<>();
        for (int r = 0; r < evidence.runs().size(); r++) {
            TrainingRun run = evidence.runs().get(r);
            for (Observation observation : run.observed()) {
                out.add(check(run.name(), r * Measure.count(), observation, out.size()));
            }
        }
        return List.copyOf(out);
    }

    private Check check(String run, int offset, Observation observation, int number) {
        double below = 0;
        for (double[] trace : draws.traces()) {
            below += observation.below(trace, offset);
        }
        below /= draws.size();
        double[] sorted = Numbers.sorted(counted(observation.quantity(), offset, observation.items(), number));
        return new Check(
                run,
                observation,
                Numbers.quantile(sorted, 0.05),
                Numbers.quantile(sorted, 0.95),
                Math.max(0, Math.min(1, 2 * Math.min(below, 1 - below))));
    }

    /** What a count of so many items shows, by draw; of many, a normal number of the binomial variance in the legal range. */
    double[] counted(Quantity quantity, int offset, double items, int number) {
        RandomStream stream = RandomStream.of(seed, 2, Purpose.EXPLAIN).substream(number);
        double[] out = new double[draws.size()];
        for (int i = 0; i < out.length; i++) {
            double[] trace = draws.traces()[i];
            if (items <= FEW && !quantity.isGain()) {
                out[i] = Binomial.draw(stream.substream(i), (int) items, quantity.of(trace, offset)) / items;
                continue;
            }
            double noise = Math.sqrt(Math.max(0, quantity.variance(trace, offset)) / items) * stream.normal(i);
            out[i] = Math.min(1, Math.max(quantity.isGain() ? -1 : 0, quantity.of(trace, offset) + noise));
        }
        return out;
    }
}
