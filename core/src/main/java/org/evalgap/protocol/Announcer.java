package org.evalgap.protocol;

/** Who tells one lab what its submissions scored, one after the other. May remember; confined to a thread. */
@FunctionalInterface
public interface Announcer {
    /**
     * Tells what a submission scored.
     *
     * @param submission the submission; valid during this call only
     * @return the score that the lab is told and that stands on the board, a share of items; finite
     */
    double tell(Submission submission);
}
