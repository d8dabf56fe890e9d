package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.junit.jupiter.api.Test;

class ProcessStudiesTest {
    /** The names by which docs/studies.md calls them, in its order. */
    @Test
    void studiesHaveTheirPublishedNames() {
        assertThat(ProcessStudies.all())
                .extracting(Study::name)
                .containsExactly(
                        "bug-loop", "emotions", "release", "competition", "leaderboard-attack", "reusable-holdout");
    }

    /** What a study declares as a parameter can be set, and nothing else: its fields, by reflection. */
    @Test
    void everyDeclaredParameterCanBeSet() throws IllegalAccessException {
        for (Study study : ProcessStudies.all()) {
            List<StudyParameter> declared = new ArrayList<>();
            for (Field field : study.getClass().getDeclaredFields()) {
                if (field.getType() == StudyParameter.class) {
                    declared.add((StudyParameter) field.get(null));
                }
            }
            assertThat(study.parameters()).as(study.name()).containsExactlyInAnyOrderElementsOf(declared);
        }
    }
}
