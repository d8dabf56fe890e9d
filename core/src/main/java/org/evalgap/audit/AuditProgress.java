package org.evalgap.audit;

/** Hears how far an audit is. Called by the thread that runs the audit. */
@FunctionalInterface
public interface AuditProgress {
    /** Nobody listens. */
    AuditProgress NONE = (stage, done) -> {};

    /**
     * A piece of work is done.
     *
     * @param stage what is being done, in a few words
     * @param done how much of the stage, in [0, 1]
     */
    void at(String stage, double done);
}
