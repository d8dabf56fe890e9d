package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.evalgap.study.frame.Study;
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
}
