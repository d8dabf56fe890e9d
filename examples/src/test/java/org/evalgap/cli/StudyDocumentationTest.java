package org.evalgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.evalgap.study.Studies;
import org.evalgap.study.frame.Prose;
import org.evalgap.study.frame.Study;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/studies.md to the studies: their prose word for word, and their findings at the defaults. */
class StudyDocumentationTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/studies.md");

    /** Those that take more than five seconds at their defaults. */
    private static final Set<String> SLOW = Set.of(
            "two-explanations",
            "two-students",
            "sample-efficiency",
            "pretraining-or-rl",
            "impact-lag",
            "emotions",
            "deployment",
            "kernel-or-network",
            "scaling-or-research");

    static List<Study> studies() {
        return Studies.all();
    }

    static List<Study> quickStudies() {
        return studies().stream().filter(study -> !SLOW.contains(study.name())).toList();
    }

    static List<Study> slowStudies() {
        return studies().stream().filter(study -> SLOW.contains(study.name())).toList();
    }

    private static List<String> sections() throws IOException {
        return Arrays.stream(Files.readString(PAGE).split("(?m)^## ")).skip(1).toList();
    }

    private static String heading(String section) {
        return section.lines().findFirst().orElse("");
    }

    /** The section of a study as it is read: lines joined, without the signs of a quotation. */
    private static String section(Study study) throws IOException {
        Map<String, String> byName =
                sections().stream().collect(Collectors.toMap(StudyDocumentationTest::heading, Function.identity()));
        assertThat(byName).as("sections of %s", PAGE).containsKey(study.name());
        return byName.get(study.name()).replaceAll("(?m)^> ", "").replaceAll("\\s+", " ");
    }

    @Test
    void everyStudyHasASectionInTheOrderOfTheList() throws IOException {
        assertThat(sections())
                .extracting(StudyDocumentationTest::heading)
                .isEqualTo(studies().stream().map(Study::name).toList());
    }

    @ParameterizedTest
    @MethodSource("studies")
    void proseIsThatOfTheResourceWordForWord(Study study) throws IOException {
        Prose prose = study.prose();
        assertThat(section(study))
                .containsSubsequence(
                        study.name() + " **" + prose.question() + "** *Model.* " + prose.model() + " ![",
                        "*Shows.* " + prose.shows() + " *Checks.* ",
                        "*Cannot tell.* " + prose.cannotTell() + " *Literature.* "
                                + String.join(" ", prose.literature()));
    }

    @ParameterizedTest
    @MethodSource("quickStudies")
    void findingsAreThoseOfTheDefaults(Study study) throws IOException {
        findingIsThatOfTheDefaults(study);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("slowStudies")
    void findingsOfSlowStudiesAreThoseOfTheDefaults(Study study) throws IOException {
        findingIsThatOfTheDefaults(study);
    }

    private static void findingIsThatOfTheDefaults(Study study) throws IOException {
        assertThat(section(study))
                .contains("*Finding.* " + study.run(study.defaults(), 1).finding() + " ");
    }
}
