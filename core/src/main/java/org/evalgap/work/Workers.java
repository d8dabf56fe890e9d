package org.evalgap.work;

import org.jspecify.annotations.Nullable;

/**
 * Those who do pieces of work, wherever they are: they take pieces in order and give results in any. All methods are called by
 * one thread.
 *
 * @param <U> a piece of work
 * @param <R> what comes of it
 */
public interface Workers<U, R> extends AutoCloseable {
    /**
     * How many pieces they work on at a time.
     *
     * @return at least 1
     */
    int size();

    /**
     * How many pieces they want to hold, so that none of them waits for more.
     *
     * @return at least {@link #size()}
     */
    default int ahead() {
        return 3 * size();
    }

    /**
     * Whether pieces and results travel: then pieces should take seconds, and results be small.
     *
     * @return false for those who share this process's memory
     */
    default boolean far() {
        return false;
    }

    /**
     * Takes a piece; returns at once.
     *
     * @param piece what to do
     */
    void give(U piece);

    /**
     * Waits a moment for a piece to be done. What no work can go on after is thrown, such as an error of the machine.
     *
     * @param milliseconds how long at most, at least 0
     * @return what came of some piece; null if none was done in time
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    @Nullable
    R await(long milliseconds) throws InterruptedException;

    /** Sends them home; pieces that are not done are dropped. */
    @Override
    void close();
}
