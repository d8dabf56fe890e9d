package org.evalgap.sweep.run;

import org.jspecify.annotations.Nullable;

/** Those who simulate the units of a sweep, wherever they are: they take units in order and give results in any. */
interface Workers extends AutoCloseable {
    /** How many units they work on at a time. */
    int size();

    /** Whether units have to be whole blocks, of which moments come back, as from far away; else parts of blocks may be given too. */
    default boolean wholeBlocks() {
        return false;
    }

    /** Takes a unit; returns at once. */
    void give(WorkUnit unit);

    /**
     * Waits a moment for a unit to be done; null if none was. Throws what no sweep can go on after.
     *
     * @param milliseconds how long at most
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    @Nullable
    UnitResult await(long milliseconds) throws InterruptedException;

    /** Sends them home; units that are not done are dropped. */
    @Override
    void close();
}
