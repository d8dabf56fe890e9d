package org.evalgap.sweep.run;

/** A wish to stop, told by any thread to a sweep that runs in another. */
public final class Cancellation {
    private volatile boolean cancelled;

    /** No wish to stop yet. */
    public Cancellation() {}

    /** Asks to stop as soon as possible. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Whether somebody wants to stop.
     *
     * @return true from the first {@link #cancel()} on
     */
    public boolean isCancelled() {
        return cancelled;
    }
}
