package org.evalgap.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.evalgap.study.Studies;
import org.evalgap.study.frame.Study;
import org.junit.jupiter.api.Test;

/** Findings on the page of studies. */
class StudySentencesTest {
    @Test
    void clausesAreSentencesAndBracketsStayWhole() {
        assertThat(StudyPage.sentences("half is 1.5 (a; b) of it; the rest, (c) is not; end (d; e)."))
                .containsExactly("Half is 1.5 (a; b) of it.", "The rest, (c) is not.", "End (d; e).");
    }

    /** No word is lost, and no bracket is opened in one sentence and closed in another. */
    @Test
    void aStudysFindingIsSaidWhole() {
        Study study = Studies.named("bug-loop");
        String finding = study.run(study.defaults().with("replicates", 50), 1).finding();
        String joined = String.join("; ", StudyPage.sentences(finding)).replace(".;", ";");
        assertThat(joined).isEqualToIgnoringCase(finding);
        assertThat(StudyPage.sentences(finding))
                .hasSizeGreaterThan(1)
                .allSatisfy(sentence -> assertThat(
                                sentence.chars().filter(c -> c == '(').count())
                        .isEqualTo(sentence.chars().filter(c -> c == ')').count()));
    }
}
