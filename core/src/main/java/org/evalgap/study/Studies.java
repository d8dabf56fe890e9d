package org.evalgap.study;

import java.util.List;
import java.util.stream.Stream;
import org.evalgap.internal.Names;
import org.evalgap.study.engine.EngineStudies;
import org.evalgap.study.frame.Study;
import org.evalgap.study.process.ProcessStudies;
import org.evalgap.study.research.ResearchStudies;

/** All studies: those on the engine, then those of processes, then those of research. */
public final class Studies {
    private static final List<Study> ALL =
            List.copyOf(Stream.of(EngineStudies.all(), ProcessStudies.all(), ResearchStudies.all())
                    .flatMap(List::stream)
                    .toList());

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
            return new IllegalArgumentException("there is no study \"" + name + "\"" + Names.suggestion(name, names)
                    + "\nStudies: " + String.join(", ", names));
        });
    }
}
