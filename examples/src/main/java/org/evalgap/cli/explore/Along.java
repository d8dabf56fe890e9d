package org.evalgap.cli.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.cli.output.Tree;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.jspecify.annotations.Nullable;

/** One scenario at several shares of inspiration: all drawn in the same worlds, with what they share computed once. */
final class Along implements Replicates.Drawing<List<Outcome>> {
    /** Few, since each takes as long as the scenario itself. */
    static final List<Double> LEVELS = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);

    /** The scores alone. */
    private static final Simulator SIMULATOR = Simulator.of(Set.of());

    private static final ThreadLocal<Simulator.Session> SESSIONS = ThreadLocal.withInitial(SIMULATOR::session);

    private final List<Scenario> scenarios;
    private final long seed;

    Along(Scenario scenario, long seed) {
        this.scenarios = LEVELS.stream().map(scenario::withInspiration).toList();
        this.seed = seed;
    }

    @Override
    public List<Outcome> draw(int replicate) {
        return SESSIONS.get().simulate(scenarios, seed, replicate);
    }

    /** Whether another scenario has the same curve. */
    boolean isOf(Scenario scenario) {
        return scenarios.get(0).equals(scenario.withInspiration(LEVELS.get(0)));
    }

    /** Gains at work and inflation by level, with standard errors. */
    static Map<String, @Nullable Object> tree(List<List<Outcome>> replicates) {
        List<Summary> levels = new ArrayList<>();
        for (int level = 0; level < LEVELS.size(); level++) {
            int at = level;
            levels.add(Point.summary(replicates.stream().map(all -> all.get(at)).toList()));
        }
        return Tree.of(
                "inspiration", LEVELS,
                "workGain", numbers(levels.stream().map(s -> s.gain(Score.WORK))),
                "workGainStandardError",
                        numbers(levels.stream().map(s -> Point.error(s.gainStandardError(Score.WORK)))),
                "inflation", numbers(levels.stream().map(s -> s.mean(Measure.INFLATION))),
                "inflationStandardError",
                        numbers(levels.stream().map(s -> Point.error(s.standardError(Measure.INFLATION)))));
    }

    private static double[] numbers(Stream<Double> values) {
        return values.mapToDouble(Double::doubleValue).toArray();
    }
}
