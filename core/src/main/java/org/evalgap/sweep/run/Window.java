package org.evalgap.sweep.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.SweepPoint;
import org.jspecify.annotations.Nullable;

/** Consecutive points of a plan in work. Confined to the thread that runs the sweep. */
final class Window {
    /** Outcomes of one call may hold about this many gains at a time: 32 MB. */
    private static final long GAINS = 1L << 22;

    /** Kernel values that a unit may compute, more or less: some tenths of a second. */
    private static final double VALUES = 5e8;

    /** About how often a training computes with every pair of environments. */
    private static final double PASSES = 30;

    /** Into how many pieces a window's points are cut at least, so that some are finished before all are. */
    private static final int PIECES = 8;

    private static final int MOST_POINTS_A_UNIT = 64;
    private static final int LEAST_POINTS_A_UNIT = 8;
    private static final int MOST_REPLICATES_A_UNIT = 4;

    final long first;
    private final SweepPlan plan;
    private final Cell[] cells;
    private int next;

    /** A point in work. */
    private static final class Cell {
        @Nullable
        SweepPoint point;

        @Nullable
        SweepFailure failure;

        final @Nullable Moments[] moments;
        final double @Nullable [][][] values;

        /** Of the cell's baseline, beside its own values; not used without one. */
        final double @Nullable [][][] baselines;

        final @Nullable PairedMoments[] pairs;
        int blocksLeft;

        Cell(int blocks) {
            moments = new Moments[blocks];
            values = new double[blocks][][];
            baselines = new double[blocks][][];
            pairs = new PairedMoments[blocks];
            blocksLeft = blocks;
        }

        boolean settled() {
            return failure != null || blocksLeft == 0;
        }
    }

    Window(SweepPlan plan, long first, int count, KnownBlocks known) {
        this.plan = plan;
        this.first = first;
        this.cells = new Cell[count];
        for (int i = 0; i < count; i++) {
            cells[i] = new Cell(blocks());
            try {
                cells[i].point = plan.point(first + i);
            } catch (IllegalArgumentException e) {
                cells[i].failure = new SweepFailure(first + i, plan.name(), e);
            }
        }
        recall(known);
    }

    private void recall(KnownBlocks known) {
        known.prepare(Arrays.stream(cells)
                .map(cell -> cell.point)
                .filter(Objects::nonNull)
                .toList());
        for (Cell cell : cells) {
            if (cell.point != null) {
                recall(cell, cell.point, known);
            }
        }
    }

    private void recall(Cell cell, SweepPoint point, KnownBlocks known) {
        for (int b = 0; b < blocks(); b++) {
            Moments moments = known.find(point, b);
            if (moments != null && moments.count() == replicates(b)) {
                cell.moments[b] = moments;
                cell.blocksLeft -= paired() ? 0 : 1;
            }
        }
    }

    /** Whether points are compared with a baseline, replicate by replicate: moments that are known do not tell how. */
    boolean paired() {
        return plan.baseline(0).isPresent();
    }

    long baseline(int position) {
        return plan.baseline(first + position).orElseThrow();
    }

    /** The scenario of a baseline; null if it cannot be made. */
    @Nullable
    Scenario baselineScenario(long index) {
        try {
            return plan.point(index).scenario();
        } catch (IllegalArgumentException e) {
            // The point fails for this reason itself.
            return null;
        }
    }

    int count() {
        return cells.length;
    }

    int blocks() {
        return (plan.replicates() + Moments.BLOCK - 1) / Moments.BLOCK;
    }

    long firstReplicate(int block) {
        return (long) block * Moments.BLOCK;
    }

    int replicates(int block) {
        return (int) Math.min(Moments.BLOCK, plan.replicates() - firstReplicate(block));
    }

    Scenario scenario(int position) {
        return point(position).scenario();
    }

    private SweepPoint point(int position) {
        return Objects.requireNonNull(cells[position].point);
    }

    boolean wants(int position, int block) {
        Cell cell = cells[position];
        return cell.failure == null && (paired() ? cell.pairs[block] == null : cell.moments[block] == null);
    }

    /** Replicates that need not be simulated. */
    long replicatesKnown() {
        long known = 0;
        for (int i = 0; i < cells.length; i++) {
            for (int b = 0; b < blocks(); b++) {
                known += wants(i, b) ? 0 : replicates(b);
            }
        }
        return known;
    }

    /** Cuts the work into about {@code wanted} units or more, large ones where there is plenty. */
    List<WorkUnit> units(int wanted) {
        int[] placed = java.util.stream.IntStream.range(0, cells.length)
                .filter(i -> cells[i].failure == null)
                .toArray();
        List<Scenario> scenarios =
                Arrays.stream(placed).mapToObj(this::scenario).toList();
        Grouping grouping = new Grouping(scenarios);
        double cost = scenarios.stream().mapToDouble(Window::cost).max().orElse(1);
        int most = scenarios.stream().mapToInt(Window::pointsThatFit).min().orElse(1);
        double wise = Math.min(VALUES / cost, (double) placed.length / PIECES);
        most = (int) Math.min(most, Math.max(LEAST_POINTS_A_UNIT, wise));
        int replicates = (int) Math.max(1, Math.min(MOST_REPLICATES_A_UNIT, VALUES / (cost * most)));
        List<WorkUnit> units = WorkUnit.cut(this, grouping, placed, most, replicates);
        // Replicates are split before points are, for these share work.
        while (units.size() < wanted && (replicates > 1 || most > LEAST_POINTS_A_UNIT)) {
            most = replicates > 1 ? most : Math.max(LEAST_POINTS_A_UNIT, most / 2);
            replicates = Math.max(1, replicates / 2);
            units = WorkUnit.cut(this, grouping, placed, most, replicates);
        }
        return units;
    }

    private static double tasks(Scenario s) {
        return s.get(Parameter.PUBLIC_ITEMS) + s.get(Parameter.FRESH_ITEMS) + s.get(Parameter.WORK_TASKS);
    }

    private static int pointsThatFit(Scenario s) {
        return (int) Math.max(1, Math.min(MOST_POINTS_A_UNIT, GAINS / tasks(s)));
    }

    /** About how many kernel values a replicate takes. */
    private static double cost(Scenario s) {
        double environments = s.get(Parameter.ENVIRONMENTS);
        return environments * (tasks(s) + PASSES * environments) * s.rounds() * s.candidates();
    }

    /** Takes in what was simulated; tells the listener of blocks that this completes. */
    void absorb(WorkUnit unit, SweepListener listener) {
        for (int i = 0; i < unit.positions.length; i++) {
            Cell cell = cells[unit.positions[i]];
            Throwable failure = unit.failure(i);
            if (failure != null && cell.failure == null) {
                SweepPoint point = point(unit.positions[i]);
                cell.failure = new SweepFailure(point.index(), point.scenario().toString(), failure);
            }
            if (cell.failure == null) {
                collect(cell, unit, i, listener);
            }
        }
    }

    private void collect(Cell cell, WorkUnit unit, int i, SweepListener listener) {
        int block = unit.block;
        double[][] all = gather(cell.values, unit, unit.values(i));
        if (paired()) {
            double[][] baseline = unit.baselineValues(i);
            double[][] none = new double[unit.replicates][];
            Arrays.fill(none, PairedMoments.MISSING);
            gather(cell.baselines, unit, baseline == null ? none : baseline);
        }
        if (Arrays.stream(all).allMatch(Objects::nonNull)) {
            Moments moments = new Moments();
            for (double[] replicate : all) {
                moments.add(replicate);
            }
            if (paired()) {
                cell.pairs[block] = PairedMoments.of(all, Objects.requireNonNull(cell.baselines[block]));
            }
            cell.values[block] = null;
            cell.baselines[block] = null;
            cell.blocksLeft--;
            if (cell.moments[block] == null) {
                cell.moments[block] = moments;
                listener.block(Objects.requireNonNull(cell.point), block, moments);
            }
        }
    }

    /** Puts a unit's replicates to their places in a block. */
    private double[][] gather(double @Nullable [][][] blocks, WorkUnit unit, double[][] values) {
        double[][] all = blocks[unit.block];
        if (all == null) {
            all = new double[replicates(unit.block)][];
            blocks[unit.block] = all;
        }
        System.arraycopy(values, 0, all, (int) (unit.first - firstReplicate(unit.block)), values.length);
        return all;
    }

    boolean delivered() {
        return next == cells.length;
    }

    /** Whether the next point can be delivered. */
    boolean ready() {
        return !delivered() && cells[next].settled();
    }

    /** Delivers the next point, which is ready; returns whether it is a row. */
    boolean deliver(SweepListener listener) {
        Cell cell = cells[next];
        cells[next++] = new Cell(0);
        if (cell.failure != null) {
            listener.failed(cell.failure);
            return false;
        }
        SweepPoint point = Objects.requireNonNull(cell.point);
        listener.row(new SweepRow(
                point,
                plan.seed(),
                Arrays.stream(cell.moments).map(Objects::requireNonNull).toList(),
                paired() ? contrast(point, cell) : null));
        return true;
    }

    private Contrast contrast(SweepPoint point, Cell cell) {
        return new Contrast(
                plan.baseline(point.index()).orElseThrow(),
                Arrays.stream(cell.pairs).map(Objects::requireNonNull).toList());
    }

    /** Passes over the next point, which is not ready, and returns its index. */
    long skip() {
        return first + next++;
    }

    /** Where the next point lies in the plan. */
    long position() {
        return first + next;
    }

    /** How many points a window has, so that it holds few blocks however many replicates there are. */
    static int size(SweepPlan plan) {
        int blocks = (plan.replicates() + Moments.BLOCK - 1) / Moments.BLOCK;
        return (int) Math.min(plan.size(), Math.max(1, Math.min(2048, 16384 / blocks)));
    }

    /** Ranges of points from a list of ascending ones. */
    static List<SweepStatus.Gap> gaps(List<Long> points, long tail, long size) {
        List<SweepStatus.Gap> gaps = new ArrayList<>();
        for (long point : points) {
            extend(gaps, point, point);
        }
        if (tail < size) {
            extend(gaps, tail, size - 1);
        }
        return gaps;
    }

    private static void extend(List<SweepStatus.Gap> gaps, long first, long last) {
        int end = gaps.size() - 1;
        if (end >= 0 && gaps.get(end).last() + 1 == first) {
            gaps.set(end, new SweepStatus.Gap(gaps.get(end).first(), last));
        } else {
            gaps.add(new SweepStatus.Gap(first, last));
        }
    }
}
