package org.evalgap.study.engine;

import java.util.List;
import org.evalgap.study.frame.Study;

/** The list of studies that run on the engine. */
public final class EngineStudies {
    private EngineStudies() {}

    /**
     * Every study of this room.
     *
     * @return the studies, in the order in which a person wants to read them
     */
    public static List<Study> all() {
        return List.of(
                new TwoExplanations(),
                new TwoStudents(),
                new SampleEfficiency(),
                new LearningOrPriors(),
                new ValueFunction(),
                new ImpactLag(),
                new PretrainingOrRl(),
                new Deployment(),
                new KernelOrNetwork(),
                new PrivateVariants());
    }
}
