package org.evalgap.sweep.run;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.evalgap.Summary;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.Precision;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.SweepPoint;
import org.evalgap.sweep.run.UnitResult.Block;
import org.evalgap.sweep.run.UnitResult.Failed;
import org.evalgap.sweep.run.UnitResult.Part;
import org.evalgap.sweep.run.UnitResult.PointResult;
import org.jspecify.annotations.Nullable;

/** A point in work: what is known of its blocks, and which replicates are still to come. */
final class Cell {
    private final SweepPlan plan;
    private final long index;
    private final boolean paired;
    private @Nullable SweepPoint point;
    private @Nullable SweepFailure failure;

    /** The first replicate that failed. */
    private long failedAt = Long.MAX_VALUE;

    private final @Nullable Moments[] moments;
    private final @Nullable PairedMoments[] pairs;

    /** Values by replicate of blocks that are not whole yet; beside them those of the baseline, which there may not be. */
    private final double @Nullable [][][] values;

    private final double @Nullable [][][] baselines;

    /** Replicates that are neither known, nor simulated, nor given up. */
    private long replicatesLeft;

    /** How many blocks it is to have, as far as is known by now. */
    private int until;

    Cell(SweepPlan plan, long index) {
        this.plan = plan;
        this.index = index;
        this.paired = plan.baseline(index).isPresent();
        int blocks = Blocks.count(plan);
        moments = new Moments[blocks];
        pairs = new PairedMoments[blocks];
        values = new double[blocks][][];
        baselines = new double[blocks][][];
        try {
            point = plan.point(index);
            until = Blocks.of(plan.replicates());
            replicatesLeft = plan.replicates();
        } catch (RuntimeException e) {
            failure = new SweepFailure(index, plan.name(), e);
        }
    }

    /** The point; null if it cannot be made. */
    @Nullable
    SweepPoint point() {
        return point;
    }

    boolean failed() {
        return failure != null;
    }

    /** Whether a block is to be simulated: moments that are known do not tell how it differs from a baseline. */
    boolean wants(int block) {
        return !failed() && block < until && lacks(block);
    }

    private boolean lacks(int block) {
        return paired ? pairs[block] == null : moments[block] == null;
    }

    /** Goes on to more blocks if all are there and a precision asks for more. */
    private void grow() {
        Precision precision = plan.precision().orElse(null);
        while (precision != null && settled() && !failed() && until < moments.length) {
            Moments total = new Moments();
            present(moments).forEach(total::merge);
            int next = Blocks.of(precision.next(new Summary(total)));
            if (next <= until) {
                return;
            }
            for (int block = until; block < next; block++) {
                replicatesLeft += lacks(block) ? Blocks.replicates(plan, block) : 0;
            }
            until = next;
        }
    }

    /** Whether nothing more is to come. */
    boolean settled() {
        return replicatesLeft == 0;
    }

    long replicatesLeft() {
        return replicatesLeft;
    }

    /** Takes in a block that was known before; not used if it has another number of replicates. */
    void know(int block, @Nullable Moments known) {
        int replicates = Blocks.replicates(plan, block);
        if (known != null && known.count() == replicates) {
            moments[block] = known;
            replicatesLeft -= paired || block >= until ? 0 : replicates;
        }
    }

    /** Hears that all that is known was told. */
    void begin() {
        grow();
    }

    /** Takes in what came of a unit; tells the listener of a block that this completes. */
    void absorb(WorkUnit unit, PointResult result, SweepListener listener) {
        replicatesLeft -= unit.replicates();
        if (result instanceof Failed failed) {
            fail(failed);
        } else if (failed()) {
            return;
        } else if (result instanceof Block block) {
            complete(unit.block(), block, listener);
        } else if (result instanceof Part part) {
            gather(unit, part, listener);
        }
        grow();
    }

    /** Gives up replicates of a point that failed, so that nobody waits for them. */
    void giveUp(WorkUnit unit) {
        replicatesLeft -= unit.replicates();
    }

    /** Of several failures the first replicate's is told, whichever thread found it first. */
    private void fail(Failed failed) {
        if (failed.replicate() < failedAt) {
            failedAt = failed.replicate();
            failure = new SweepFailure(
                    index, Objects.requireNonNull(point).scenario().toString(), failed.cause());
        }
    }

    private void gather(WorkUnit unit, Part part, SweepListener listener) {
        int block = unit.block();
        double[][] own = place(values, unit, part.values);
        double[][] beside = part.baseline == null ? null : place(baselines, unit, part.baseline);
        if (Arrays.stream(own).allMatch(Objects::nonNull)) {
            values[block] = null;
            baselines[block] = null;
            complete(block, Block.of(own, beside), listener);
        }
    }

    private double[][] place(double @Nullable [][][] blocks, WorkUnit unit, double[][] part) {
        double[][] all = blocks[unit.block()];
        if (all == null) {
            all = new double[Blocks.replicates(plan, unit.block())][];
            blocks[unit.block()] = all;
        }
        System.arraycopy(part, 0, all, unit.offset(), part.length);
        return all;
    }

    private void complete(int number, Block block, SweepListener listener) {
        pairs[number] = block.pairs();
        if (moments[number] == null) {
            moments[number] = block.moments();
            listener.block(Objects.requireNonNull(point), number, block.moments());
        }
    }

    /** Delivers the point, which is settled; returns whether it is a row. */
    boolean deliver(SweepListener listener) {
        if (failure != null) {
            listener.failed(failure);
            return false;
        }
        listener.row(new SweepRow(Objects.requireNonNull(point), plan.seed(), present(moments), contrast()));
        return true;
    }

    private @Nullable Contrast contrast() {
        return paired ? new Contrast(plan.baseline(index).orElseThrow(), present(pairs)) : null;
    }

    private <T> List<T> present(@Nullable T[] blocks) {
        return Arrays.stream(blocks, 0, until).<T>map(Objects::requireNonNull).toList();
    }
}
