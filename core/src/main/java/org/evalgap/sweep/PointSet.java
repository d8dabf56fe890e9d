package org.evalgap.sweep;

/**
 * Points of the open unit cube in a fixed order: point i is a function of i alone, so that any point can be asked for at any
 * time, by any thread.
 */
@FunctionalInterface
public interface PointSet {
    /**
     * Writes a point.
     *
     * @param index which, at least 0
     * @param out where to; one number in (0, 1) an axis
     */
    void point(long index, double[] out);
}
