package org.evalgap.cli.text;

import java.io.PrintWriter;
import org.evalgap.audit.AuditProgress;
import org.evalgap.cli.output.Numbers;

/** Says how far a long audit is: a line every ten seconds from the twentieth on, none for a short one. */
public final class AuditProgressLines implements AuditProgress {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final PrintWriter err;
    private long last = System.nanoTime() + PATIENCE_NANOS;

    /**
     * Begins to count time.
     *
     * @param err where lines go
     */
    public AuditProgressLines(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void at(String stage, double done) {
        long now = System.nanoTime();
        if (now - last >= PATIENCE_NANOS) {
            last = now;
            err.println("audit: " + stage + ", " + Numbers.fixed(100 * done, 0) + " %");
            err.flush();
        }
    }
}
