package org.evalgap.study;

import java.util.List;
import org.evalgap.Names;

/** All studies. */
public final class Studies {
    private static final List<Study> ALL = List.of(
            new TwoExplanations(),
            new TwoStudents(),
            new SampleEfficiency(),
            new ValueFunction(),
            new ImpactLag(),
            new PretrainingOrRl(),
            new Deployment(),
            new BugLoop(),
            new Emotions(),
            new ScalingOrResearch(),
            new Release(),
            new Competition(),
            new ResearchTaste());

    private Studies() {}

    /**
     * Every study there is.
     *
     * @return the studies, in the order in which a person wants to read them
     */
    public static List<Study> all() {
        return ALL;
    }

    /**
     * A study by its name.
     *
     * @param name one of the names
     * @return the study
     * @throws IllegalArgumentException if there is none of that name (the nearest is suggested)
     */
    public static Study named(String name) {
        return ALL.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow(() -> {
            List<String> names = ALL.stream().map(Study::name).toList();
            return new IllegalArgumentException("there is no study \"" + name + "\"; did you mean \""
                    + Names.nearest(name, names) + "\"?" + "\nStudies: " + String.join(", ", names));
        });
    }
}
