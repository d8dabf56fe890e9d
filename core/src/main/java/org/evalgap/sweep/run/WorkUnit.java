package org.evalgap.sweep.run;

import java.util.Arrays;
import java.util.function.LongPredicate;
import org.evalgap.measure.Moments;

/**
 * Some points of a plan and some replicates of one block, to be simulated in one go. It is an address and nothing else: whoever
 * has the plan can simulate it, wherever that is. Immutable.
 */
final class WorkUnit {
    /** Indices in the plan, in an order in which neighbours share work. */
    private final long[] points;

    private final long firstReplicate;
    private final int replicates;

    WorkUnit(long[] points, long firstReplicate, int replicates) {
        this.points = points.clone();
        this.firstReplicate = firstReplicate;
        this.replicates = replicates;
    }

    int size() {
        return points.length;
    }

    long point(int i) {
        return points[i];
    }

    long firstReplicate() {
        return firstReplicate;
    }

    int replicates() {
        return replicates;
    }

    int block() {
        return (int) (firstReplicate / Moments.BLOCK);
    }

    /** Where its first replicate stands in the block. */
    int offset() {
        return (int) (firstReplicate % Moments.BLOCK);
    }

    /** The same replicates of some of its points. */
    WorkUnit only(LongPredicate wanted) {
        return new WorkUnit(Arrays.stream(points).filter(wanted).toArray(), firstReplicate, replicates);
    }
}
