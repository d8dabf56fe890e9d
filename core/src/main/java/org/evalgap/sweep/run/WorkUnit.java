package org.evalgap.sweep.run;

import java.util.Arrays;
import java.util.function.LongPredicate;
import org.evalgap.measure.Moments;

/**
 * Some points of a plan and some replicates of one block, to be simulated in one go. It is an address and nothing else: whoever
 * has the plan can simulate it, wherever that is. Immutable.
 */
public final class WorkUnit {
    /** Indices in the plan, in an order in which neighbours share work. */
    private final long[] points;

    private final long firstReplicate;
    private final int replicates;

    WorkUnit(long[] points, long firstReplicate, int replicates) {
        this.points = points.clone();
        this.firstReplicate = firstReplicate;
        this.replicates = replicates;
    }

    /**
     * Restores a unit.
     *
     * @param bytes as {@link #toBytes()} gave them
     * @return the unit
     * @throws IllegalArgumentException if they are of something else
     */
    public static WorkUnit of(byte[] bytes) {
        return UnitBytes.unit(bytes);
    }

    /**
     * The unit as it travels: whole numbers, big end first.
     *
     * @return some tens of bytes, and eight a point
     */
    public byte[] toBytes() {
        return UnitBytes.of(this);
    }

    /**
     * How many points it has.
     *
     * @return at least 1
     */
    public int size() {
        return points.length;
    }

    /**
     * A point.
     *
     * @param i which of its points
     * @return an index in the plan
     */
    public long point(int i) {
        return points[i];
    }

    /**
     * The first replicate.
     *
     * @return its index, from 0
     */
    public long firstReplicate() {
        return firstReplicate;
    }

    /**
     * How many replicates of each point it has.
     *
     * @return 1 to {@value Moments#BLOCK}
     */
    public int replicates() {
        return replicates;
    }

    long[] points() {
        return points.clone();
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
