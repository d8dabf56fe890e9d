package org.evalgap.sweep.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;

/** One run of a plan: opens windows, hands out work, delivers in order. Confined to a thread. */
final class SweepRun {
    /** How long to wait for work before looking whether somebody wants to stop. */
    private static final long PATIENCE_MILLIS = 50;

    /** Units a thread, so that no thread idles long at the end. */
    private static final int UNITS_A_THREAD = 8;

    private final SweepPlan plan;
    private final SweepListener listener;
    private final Cancellation cancellation;
    private final KnownBlocks known;
    private final Workers<WorkUnit, UnitResult> workers;
    private final long start = System.nanoTime();

    /** Windows that are not delivered yet; the last one may have units to give. Two, so that no thread waits for a window's end. */
    private final Deque<Window> windows = new ArrayDeque<>();

    private final Deque<WorkUnit> units = new ArrayDeque<>();
    private int handedOut;
    private long opened;
    private long delivered;
    private long failed;
    private long replicatesDone;
    private long replicatesSimulated;

    SweepRun(
            SweepPlan plan,
            SweepListener listener,
            Cancellation cancellation,
            KnownBlocks known,
            Workers<WorkUnit, UnitResult> workers) {
        this.plan = plan;
        this.listener = listener;
        this.cancellation = cancellation;
        this.known = known;
        this.workers = workers;
    }

    SweepStatus toEnd() {
        boolean interrupted = false;
        while (delivered + failed < plan.size() && !interrupted && !cancellation.isCancelled()) {
            handOut();
            try {
                take(workers.await(windows.isEmpty() || windows.peek().ready() ? 0 : PATIENCE_MILLIS));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            deliver();
            listener.progress(progress());
        }
        List<SweepStatus.Gap> missing = deliverFinished();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new SweepStatus(plan.size(), delivered, failed, missing, replicatesSimulated, seconds());
    }

    private void handOut() {
        while (handedOut < workers.ahead()) {
            if (units.isEmpty() && !openWindow()) {
                return;
            }
            if (!units.isEmpty()) {
                give(units.remove());
            }
        }
    }

    private void give(WorkUnit unit) {
        Window window = windowOf(unit);
        WorkUnit left = window.withoutFailed(unit);
        replicatesDone += (long) (unit.size() - left.size()) * unit.replicates();
        if (left.size() > 0) {
            workers.give(left);
            handedOut++;
        } else {
            close(window);
        }
    }

    /** Cuts again what points want more, after they have all that was cut before. */
    private void close(Window window) {
        if (window.close()) {
            units.addAll(window.cut(plan, workers.far(), UNITS_A_THREAD * workers.size()));
        }
    }

    private Window windowOf(WorkUnit unit) {
        return windows.stream().filter(window -> window.holds(unit)).findFirst().orElseThrow();
    }

    /** Opens the next window, unless there is none or two are in work. */
    private boolean openWindow() {
        if (opened == plan.size() || windows.size() == 2) {
            return false;
        }
        int count = (int) Math.min(Window.size(plan, workers), plan.size() - opened);
        Window window = new Window(plan, opened, count, known);
        opened += count;
        windows.add(window);
        units.addAll(window.cut(plan, workers.far(), UNITS_A_THREAD * workers.size()));
        replicatesDone += Math.max(0, (long) count * plan.replicates() - window.replicatesLeft());
        return true;
    }

    private void take(@Nullable UnitResult result) {
        if (result != null) {
            handedOut--;
            Window window = windowOf(result.unit());
            window.absorb(result, listener);
            close(window);
            replicatesDone += (long) result.unit().size() * result.unit().replicates();
            replicatesSimulated += result.replicates();
        }
    }

    private void deliver() {
        while (!windows.isEmpty()) {
            Window window = windows.peek();
            while (window.ready()) {
                deliverOne(window);
            }
            if (!window.delivered()) {
                return;
            }
            windows.remove();
        }
    }

    private void deliverOne(Window window) {
        if (window.deliver(listener)) {
            delivered++;
        } else {
            failed++;
        }
    }

    /** Delivers what is finished out of turn, and tells what is missing. */
    private List<SweepStatus.Gap> deliverFinished() {
        List<Long> missing = new ArrayList<>();
        for (Window window : windows) {
            while (!window.delivered()) {
                if (window.ready()) {
                    deliverOne(window);
                } else {
                    missing.add(window.skip());
                }
            }
        }
        return SweepStatus.Gap.of(missing, opened, plan.size());
    }

    private double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }

    private SweepProgress progress() {
        return new SweepProgress(
                plan.size(),
                delivered + failed,
                Math.max(plan.size() * plan.replicates(), replicatesDone),
                replicatesDone,
                replicatesSimulated,
                seconds());
    }
}
