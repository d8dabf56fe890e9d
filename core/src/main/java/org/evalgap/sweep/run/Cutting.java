package org.evalgap.sweep.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.SweepPoint;

/** Cuts the work on a window's points into units: neighbours that share work, as much as takes some tenths of a second. */
final class Cutting {
    /** Outcomes of one call may hold about this many gains at a time: 32 MB. */
    private static final long GAINS = 1L << 22;

    /** Kernel values that a unit may compute, more or less: some tenths of a second. */
    private static final double VALUES = 5e8;

    /** As many more take seconds: what travels should be worth the way. */
    private static final double FAR = 10;

    /** About how many kernel values take as long as a network's way with one weight of its larger layer, there and back. */
    private static final double WEIGHT = 0.15;

    /** About how often a training computes with every pair of environments. */
    private static final double PASSES = 30;

    /** Into how many pieces a window's points are cut at least, so that some are finished before all are. */
    private static final int PIECES = 8;

    private static final int MOST_POINTS_A_UNIT = 64;

    /** Fewer points than this share little: a flow serves all budgets. */
    private static final int LEAST_POINTS_A_UNIT = 8;

    private static final int MOST_REPLICATES_A_UNIT = 4;

    private final SweepPlan plan;
    private final Window window;
    private final boolean far;
    private final List<SweepPoint> points;
    private final List<Scenario> scenarios;
    private final Grouping grouping;

    Cutting(SweepPlan plan, Window window, boolean far) {
        this.plan = plan;
        this.window = window;
        this.far = far;
        this.points = window.points();
        this.scenarios = points.stream().map(SweepPoint::scenario).toList();
        this.grouping = new Grouping(scenarios);
    }

    /** About {@code wanted} units or more, large ones where there is plenty to do. */
    List<WorkUnit> units(int wanted) {
        double cost = scenarios.stream().mapToDouble(Cutting::cost).max().orElse(1);
        int most = scenarios.stream().mapToInt(Cutting::pointsThatFit).min().orElse(1);
        double values = far ? FAR * VALUES : VALUES;
        double wise = Math.min(values / cost, (double) points.size() / PIECES);
        int leastPoints = trainsTogether() ? LEAST_POINTS_A_UNIT : 1;
        most = (int) Math.min(most, Math.max(leastPoints, wise));
        int mostReplicates = far ? Moments.BLOCK : MOST_REPLICATES_A_UNIT;
        int replicates = (int) Math.max(1, Math.min(mostReplicates, values / (cost * most)));
        // From far away moments of whole blocks come, unless a part takes long enough to be sent alone.
        double alone = far ? VALUES / FAR : 0;
        List<WorkUnit> units = cut(most, replicates);
        // Replicates are split before points are, for these share work.
        while (units.size() < wanted && (replicates > 1 || most > leastPoints) && cost * most * replicates > alone) {
            most = replicates > 1 ? most : Math.max(leastPoints, most / 2);
            replicates = Math.max(1, replicates / 2);
            units = cut(most, replicates);
        }
        return units;
    }

    /** Whether points may train together: labs that build round after round, or are watched underway, work alone. */
    private boolean trainsTogether() {
        return !plan.measures().contains(MeasureGroup.TRAJECTORY)
                && scenarios.stream().anyMatch(s -> s.rounds() == 1 && s.candidates() == 1 && !network(s));
    }

    /** Units of at most so many points and replicates; of every point they come in the order of its replicates. */
    private List<WorkUnit> cut(int mostPoints, int mostReplicates) {
        List<WorkUnit> units = new ArrayList<>();
        for (int start = 0; start < points.size(); ) {
            int end = grouping.end(start, mostPoints);
            for (int block = 0; block < Blocks.count(plan); block++) {
                long[] wanted = wanted(start, end, block);
                int count = wanted.length == 0 ? 0 : Blocks.replicates(plan, block);
                for (int r = 0; r < count; r += mostReplicates) {
                    units.add(new WorkUnit(
                            wanted, Blocks.firstReplicate(block) + r, Math.min(mostReplicates, count - r)));
                }
            }
            start = end;
        }
        return units;
    }

    private long[] wanted(int start, int end, int block) {
        return IntStream.range(start, end)
                .mapToLong(place -> points.get(grouping.at(place)).index())
                .filter(index -> window.wants(index, block))
                .toArray();
    }

    private static double tasks(Scenario s) {
        return s.get(Parameter.PUBLIC_ITEMS) + s.get(Parameter.FRESH_ITEMS) + s.get(Parameter.WORK_TASKS);
    }

    private static int pointsThatFit(Scenario s) {
        return (int) Math.max(1, Math.min(MOST_POINTS_A_UNIT, GAINS / tasks(s)));
    }

    private static boolean network(Scenario s) {
        return s.get(Word.LEARNER).equals("network");
    }

    /** The same of a network's training, whose updates are those of all rounds together. */
    private static double networkCost(Scenario s) {
        double updates = s.get(Parameter.UPDATES) + s.get(Parameter.PRETRAINING);
        double width = s.get(Parameter.WIDTH);
        double inputs = width + s.get(Parameter.DIMENSION) + s.get(Parameter.SURFACE_DIMENSIONS);
        return WEIGHT * updates * s.get(Parameter.BATCH) * width * inputs;
    }

    /** About how many kernel values a replicate takes. */
    private static double cost(Scenario s) {
        double environments = s.get(Parameter.ENVIRONMENTS);
        double kernel = environments * (tasks(s) + PASSES * environments) * s.rounds();
        return (network(s) ? environments * tasks(s) + networkCost(s) : kernel) * s.candidates();
    }
}
