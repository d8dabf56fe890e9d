package org.evalgap.study.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProseTest {
    private static final String WHOLE = """
            ## Question

            Why?

            ## Model

            One line
            and another: x·y ≤ 1.

            ## Shows

            This.

            ## Cannot tell

            That.

            ## Literature

            * First (1962), a title
              over two lines.
            * Second (1963), another.
            """;

    @Test
    void linesOfASectionAreJoinedAndReferencesListed() {
        assertThat(Prose.parse("whole.md", WHOLE))
                .isEqualTo(new Prose(
                        "Why?",
                        "One line and another: x·y ≤ 1.",
                        "This.",
                        "That.",
                        List.of("First (1962), a title over two lines.", "Second (1963), another.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Question", "Model", "Shows", "Cannot tell", "Literature"})
    void aSectionThatIsMissingMisspeltOrEmptyIsAnError(String heading) {
        String section = "## " + heading + "\n";
        for (String damaged : List.of(
                WHOLE.replaceFirst("(?s)" + section + ".*?(?=## |$)", ""),
                WHOLE.replace(section, "## Questoin\n"),
                WHOLE.replace(section, section + "\n" + section))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Prose.parse("damaged.md", damaged))
                    .withMessageStartingWith("damaged.md must begin with")
                    .withMessageContaining("Cannot tell, Literature]: [");
        }
        String emptied = WHOLE.replaceFirst("(?s)(" + section + ").*?(?=## |$)", "$1\n");
        assertThatIllegalStateException()
                .isThrownBy(() -> Prose.parse("empty.md", emptied))
                .withMessage("empty.md: section \"" + heading + "\" must not be empty");
    }

    @Test
    void wordsOutsideSectionsAndReferencesOutsideTheListAreErrors() {
        assertThatIllegalStateException().isThrownBy(() -> Prose.parse("early.md", "A title\n" + WHOLE));
        assertThatIllegalStateException()
                .isThrownBy(() -> Prose.parse("loose.md", WHOLE.replace("* First", "First")))
                .withMessageStartingWith("loose.md: references must begin with \"* \": First (1962)");
    }

    @Test
    void aStudyWithoutProseIsAnErrorThatNamesTheResource() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Prose.of("no-such-study"))
                .withMessageContaining("/org/evalgap/study/no-such-study.md");
    }
}
