package org.evalgap.sweep.run;

import java.util.List;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPoint;
import org.jspecify.annotations.Nullable;

/** Blocks of replicates that need not be simulated again. Asked by the thread that runs a sweep. */
@FunctionalInterface
public interface KnownBlocks {
    /**
     * Hears which points are asked for next, so that what is known of them can be fetched in one go.
     *
     * @param points some consecutive points of the plan; those that cannot be made are left out
     */
    default void prepare(List<SweepPoint> points) {}

    /**
     * Finds a block of a scenario with the plan's seed.
     *
     * @param point whose scenario
     * @param block which block, counted from 0
     * @return its moments, not to be changed; null if it is not known. One with another number of replicates than the plan
     *     asks for is simulated again
     */
    @Nullable
    Moments find(SweepPoint point, int block);
}
