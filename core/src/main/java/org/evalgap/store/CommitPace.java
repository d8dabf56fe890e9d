package org.evalgap.store;

/** When a transaction is long enough: one is short at first, later ones grow. Short runs are kept early, long ones pay few commits. */
final class CommitPace {
    /** How long the first one is. */
    static final long FIRST_NANOS = 50_000_000L;

    private static final long LONGEST_NANOS = 900_000_000L;

    private long interval = FIRST_NANOS;
    private long since = System.nanoTime();

    boolean isDue() {
        return System.nanoTime() - since >= interval;
    }

    /** The next one may be twice as long. */
    void committed() {
        interval = Math.min(2 * interval, LONGEST_NANOS);
        since = System.nanoTime();
    }

    /** Nothing waits to be committed so far: the transaction begins now. */
    void begin() {
        since = System.nanoTime();
    }
}
