package org.evalgap.sweep.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.jspecify.annotations.Nullable;

/** Some points and some replicates of one block, simulated by one thread in one go. */
final class WorkUnit {
    final Window window;
    final int[] positions;
    final int block;
    final long first;
    final int replicates;

    private final double[][][] values;
    private final @Nullable Throwable[] failures;
    private final List<Scenario> scenarios;

    /** Where the baseline of each point stands among the scenarios; -1 where it cannot be made. Empty without baselines. */
    private final int[] baseline;

    WorkUnit(Window window, int[] positions, int block, long first, int replicates) {
        this.window = window;
        this.positions = positions;
        this.block = block;
        this.first = first;
        this.replicates = replicates;
        this.scenarios = new ArrayList<>(
                Arrays.stream(positions).mapToObj(window::scenario).toList());
        this.baseline = window.paired() ? baselines() : new int[0];
        this.values = new double[scenarios.size()][replicates][];
        this.failures = new Throwable[scenarios.size()];
    }

    /** Adds the baselines that are not among the unit's points, and tells where each point's is. */
    private int[] baselines() {
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < positions.length; i++) {
            places.put(window.first + positions[i], i);
        }
        int[] out = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            long index = window.baseline(positions[i]);
            Integer place = places.get(index);
            if (place == null) {
                Scenario scenario = window.baselineScenario(index);
                place = scenario == null ? -1 : scenarios.size();
                if (scenario != null) {
                    scenarios.add(scenario);
                }
                places.put(index, place);
            }
            out[i] = place;
        }
        return out;
    }

    /** Simulates; returns the session to go on with, or null if it was stopped underway. */
    Simulator.@Nullable Session simulate(
            Simulator simulator, Simulator.Session session, long seed, BooleanSupplier stopped) {
        Simulator.Session current = session;
        // Baselines stand behind the points; in between they may share more.
        Grouping order = scenarios.size() > positions.length ? new Grouping(scenarios) : null;
        List<Scenario> ordered = order == null
                ? scenarios
                : IntStream.range(0, scenarios.size())
                        .mapToObj(place -> scenarios.get(order.at(place)))
                        .toList();
        for (int r = 0; r < replicates; r++) {
            if (stopped.getAsBoolean()) {
                return null;
            }
            try {
                List<Outcome> outcomes = current.simulate(ordered, seed, first + r);
                for (int place = 0; place < ordered.size(); place++) {
                    values[order == null ? place : order.at(place)][r] =
                            outcomes.get(place).values();
                }
            } catch (RuntimeException | OutOfMemoryError e) {
                oneByOne(simulator, seed, r);
                // What the old session shares may be half made.
                current = simulator.session();
            }
        }
        return current;
    }

    /** Simulates a replicate of each point alone, to find those that fail; the others give the same as together. */
    private void oneByOne(Simulator simulator, long seed, int replicate) {
        for (int i = 0; i < scenarios.size(); i++) {
            try {
                values[i][replicate] = simulator
                        .session()
                        .simulate(List.of(scenarios.get(i)), seed, first + replicate)
                        .get(0)
                        .values();
            } catch (RuntimeException | OutOfMemoryError e) {
                if (failures[i] == null) {
                    failures[i] = e;
                }
            }
        }
    }

    @Nullable
    Throwable failure(int i) {
        return failures[i];
    }

    /** Values of all measures by replicate. */
    double[][] values(int i) {
        return values[i];
    }

    /** Values of all measures of a point's baseline by replicate; null where it failed. */
    double @Nullable [][] baselineValues(int i) {
        return baseline[i] < 0 || failures[baseline[i]] != null ? null : values[baseline[i]];
    }

    /** All work on a window's points and blocks that are still wanted, cut into units. */
    static List<WorkUnit> cut(Window window, Grouping grouping, int[] placed, int mostPoints, int mostReplicates) {
        List<WorkUnit> units = new ArrayList<>();
        for (int start = 0; start < placed.length; ) {
            int end = grouping.end(start, mostPoints);
            for (int block = 0; block < window.blocks(); block++) {
                int b = block;
                int[] wanted = IntStream.range(start, end)
                        .map(place -> placed[grouping.at(place)])
                        .filter(position -> window.wants(position, b))
                        .toArray();
                for (int r = 0; wanted.length > 0 && r < window.replicates(b); r += mostReplicates) {
                    int count = Math.min(mostReplicates, window.replicates(b) - r);
                    units.add(new WorkUnit(window, wanted, b, window.firstReplicate(b) + r, count));
                }
            }
            start = end;
        }
        return units;
    }
}
