package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.evalgap.cli.Cli;
import org.evalgap.cli.input.EvidenceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    private static final String EVIDENCE = """
            name: little
            known: {environments: 16, dimension: 2, workTasks: 60}
            unknown: {competence: {normal: [0, 1]}, budget: {logUniform: [4, 4096]}}
            observed:
              - {measure: publicScoreBefore, right: 20, items: 40}
              - {measure: publicScore, right: 32, items: 40}
              - {measure: freshScore, score: 0.7, items: 60}
            predict: [workGain, {measure: workScore, items: 100}]
            next:
              measurements: [{measure: workScore, items: 50}]
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("little.yaml"), EVIDENCE);
    }

    @Test
    void jsonHoldsPosteriorPredictionsChecksAndWhatIsNext() throws IOException {
        String out = Cli.out("explain", file, "--format", "json", "--precision", "150");
        JsonNode tree = new ObjectMapper().readTree(out);
        JsonNode budget = tree.at("/posterior/budget");
        assertThat(budget.get("q05").asDouble()).isLessThan(budget.get("q95").asDouble());
        for (String key : new String[] {"mean", "sd", "q50", "contraction"}) {
            assertThat(budget.get(key).isNumber()).as(key).isTrue();
        }
        assertThat(tree.at("/learner/kernel").asDouble()).isEqualTo(1);
        assertThat(tree.at("/predictions/workGain/mean").isNumber()).isTrue();
        assertThat(tree.get("predictions").get("workScore/100").get("q95").isNumber())
                .isTrue();
        assertThat(tree.at("/check/freshScore/pValue").asDouble()).isBetween(0.0, 1.0);
        assertThat(tree.get("effectiveSampleSize").asDouble()).isGreaterThan(150);
        assertThat(tree.at("/next/0/measurement/items").asInt()).isEqualTo(50);
        assertThat(tree.at("/next/0/expectedReduction").isNumber()).isTrue();
        assertThat(Cli.out("explain", file, "--format", "json", "--precision", "150", "--threads", "1"))
                .isEqualTo(out);
    }

    @Test
    void theTextAnswersFirstWithinEightyColumns() {
        String out = Cli.out("explain", file, "--precision", "150");
        assertThat(out).startsWith("little: workGain is ").contains("What follows", "What would have to be true");
        assertThat(out.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void errorsNameTheLine() throws IOException {
        Files.writeString(file, EVIDENCE.replace("score: 0.7", "score: 1.7"));
        Cli.refused(List.of("explain", file), file, "line 7, column", "score must be in [0, 1]");
        Files.writeString(
                file,
                EVIDENCE.replace("right: 32, items: 40", "right: 3200, items: 4000")
                        .replace("right: 20, items: 40", "right: 3900, items: 4000"));
        Cli.refused(
                List.of("explain", file, "--simulations", "2000", "--precision", "100"),
                "no parameters of the prior explain these measurements");
        Cli.refused(List.of("explain"), "name a file of evidence");
        Cli.refused(List.of("explain", file, "--simulations", "0"), "--simulations");
    }

    @Test
    void everyExampleIsRead() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("evidence"))) {
            assertThat(files.toList())
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allSatisfy(
                            each -> assertThat(EvidenceFile.read(each).runs()).isNotEmpty());
        }
    }

    @Test
    void priorsAreListed() {
        assertThat(Cli.out("explain", "--priors")).contains("breadth                 logUniform [0.3, 5]");
    }
}
