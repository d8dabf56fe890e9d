package org.evalgap.study.research;

import java.util.List;
import org.evalgap.study.frame.Study;

/** The list of studies of how research is done. */
public final class ResearchStudies {
    private ResearchStudies() {}

    /**
     * Every study of this room.
     *
     * @return the studies, in the order in which a person wants to read them
     */
    public static List<Study> all() {
        return List.of(new ScalingOrResearch(), new SmallCompute(), new ResearchTaste());
    }
}
