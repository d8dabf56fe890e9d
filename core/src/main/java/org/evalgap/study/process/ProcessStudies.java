package org.evalgap.study.process;

import java.util.List;
import org.evalgap.study.frame.Study;

/** The list of studies of processes. */
public final class ProcessStudies {
    private ProcessStudies() {}

    /**
     * Every study of this room.
     *
     * @return the studies, in the order in which a person wants to read them
     */
    public static List<Study> all() {
        return List.of(
                new BugLoop(),
                new Emotions(),
                new Release(),
                new Competition(),
                new LeaderboardAttack(),
                new ReusableHoldout());
    }
}
