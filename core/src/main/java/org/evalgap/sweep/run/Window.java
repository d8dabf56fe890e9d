package org.evalgap.sweep.run;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.SweepPoint;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;

/** Consecutive points of a plan in work, delivered in their order. Confined to the thread that runs the sweep. */
final class Window {
    private static final int MOST_POINTS = 2048;

    /** Blocks of all its points together, about: so that it needs little memory however many replicates there are. */
    private static final int MOST_BLOCKS = 16384;

    /** Those far away get more to do at a time, and so many points each at least, if there are not too many of them. */
    private static final int POINTS_A_WORKER = 512;

    private static final int MOST_POINTS_FAR = 16 * MOST_POINTS;

    private final long first;
    private final @Nullable Cell[] cells;
    private int next;

    /** Units that somebody has to do or to drop. */
    private int open;

    Window(SweepPlan plan, long first, int count, KnownBlocks known) {
        this.first = first;
        this.cells = IntStream.range(0, count)
                .mapToObj(i -> new Cell(plan, first + i))
                .toArray(Cell[]::new);
        recall(plan, known);
    }

    /** How many points a window has. */
    static int size(SweepPlan plan, Workers<?, ?> workers) {
        long asked = workers.far() ? (long) POINTS_A_WORKER * workers.size() : 0;
        int most = (int) Math.max(MOST_POINTS, Math.min(MOST_POINTS_FAR, asked));
        long blocks = (long) MOST_BLOCKS * (most / MOST_POINTS);
        return (int) Math.min(plan.size(), Math.max(1, Math.min(most, blocks / Blocks.count(plan))));
    }

    private void recall(SweepPlan plan, KnownBlocks known) {
        known.prepare(points());
        for (int i = 0; i < cells.length; i++) {
            SweepPoint point = cell(i).point();
            for (int b = 0; point != null && b < Blocks.count(plan); b++) {
                cell(i).know(b, known.find(point, b));
            }
            cell(i).begin();
        }
    }

    /** Cuts what is to be done; once all of it was {@linkplain #close closed}, points may want more. */
    List<WorkUnit> cut(SweepPlan plan, boolean far, int wanted) {
        List<WorkUnit> units = new Cutting(plan, this, far).units(wanted);
        open += units.size();
        return units;
    }

    /** Hears that a unit was done or dropped; returns whether it was the last one and points want more. */
    boolean close() {
        open--;
        return open == 0 && Arrays.stream(cells).anyMatch(cell -> cell != null && !cell.settled());
    }

    /** The points that can be made, but for those that were delivered. */
    List<SweepPoint> points() {
        return Arrays.stream(cells)
                .flatMap(Stream::ofNullable)
                .flatMap(cell -> Stream.ofNullable(cell.point()))
                .toList();
    }

    private Cell cell(int i) {
        return Objects.requireNonNull(cells[i]);
    }

    private Cell cell(long index) {
        return cell((int) (index - first));
    }

    boolean holds(WorkUnit unit) {
        return unit.point(0) >= first && unit.point(0) < first + cells.length;
    }

    /** Whether a block of a point is to be simulated. */
    boolean wants(long index, int block) {
        return cell(index).wants(block);
    }

    /** Replicates that are still to be simulated. */
    long replicatesLeft() {
        return Arrays.stream(cells)
                .mapToLong(cell -> Objects.requireNonNull(cell).replicatesLeft())
                .sum();
    }

    /** The unit without points that failed meanwhile, whose other replicates nobody needs. */
    WorkUnit withoutFailed(WorkUnit unit) {
        for (int i = 0; i < unit.size(); i++) {
            Cell cell = cell(unit.point(i));
            if (cell.failed()) {
                cell.giveUp(unit);
            }
        }
        return unit.only(index -> !cell(index).failed());
    }

    /** Takes in what was simulated; tells the listener of blocks that this completes. */
    void absorb(UnitResult result, SweepListener listener) {
        WorkUnit unit = result.unit();
        for (int i = 0; i < unit.size(); i++) {
            cell(unit.point(i)).absorb(unit, result.points().get(i), listener);
        }
    }

    boolean delivered() {
        return next == cells.length;
    }

    /** Whether the next point can be delivered. */
    boolean ready() {
        return !delivered() && cell(next).settled();
    }

    /** Delivers the next point, which is ready, and forgets it; returns whether it is a row. */
    boolean deliver(SweepListener listener) {
        Cell cell = cell(next);
        cells[next++] = null;
        return cell.deliver(listener);
    }

    /** Passes over the next point, which is not ready, and returns its index. */
    long skip() {
        return first + next++;
    }
}
