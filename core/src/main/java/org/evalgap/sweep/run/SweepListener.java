package org.evalgap.sweep.run;

import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPoint;

/**
 * Hears what a sweep brings. All calls come from the thread that runs the sweep, one at a time. What a listener throws ends
 * the sweep and reaches its caller.
 */
@FunctionalInterface
public interface SweepListener {
    /**
     * A finished point. Points come in the plan's order, whatever the number of threads; failed ones are left out.
     *
     * @param row what came out
     */
    void row(SweepRow row);

    /**
     * A point that failed, in the plan's order among the rows.
     *
     * @param failure which and why
     */
    default void failed(SweepFailure failure) {}

    /**
     * A block of replicates that was just simulated, in no particular order, before the row that it belongs to. For those who
     * keep results.
     *
     * @param point which point
     * @param block which block, counted from 0
     * @param moments its moments, not to be changed
     */
    default void block(SweepPoint point, int block, Moments moments) {}

    /**
     * How far the sweep is, after every piece of work and at least ten times a second.
     *
     * @param progress where it stands
     */
    default void progress(SweepProgress progress) {}
}
