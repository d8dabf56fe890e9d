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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(out)
                .startsWith("little: work gain is ")
                .contains("What follows", "Best measured next for work gain: ", "--verbose")
                .doesNotContain("What would have to be true  ");
        assertThat(out.lines()).allMatch(line -> line.length() <= 80);
        String wide = Cli.shown(160, false, "explain", file, "--precision", "150", "--verbose");
        assertThat(wide)
                .contains(
                        "What would have to be true  ",
                        out.substring(out.indexOf("What follows"), out.indexOf("\nBest")));
        assertThat(wide.lines()).allMatch(line -> line.length() <= 160);
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

    /** Evidence that cannot be: each gets one clear error, exit 2, and nothing is printed or written. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            score: 0.7             | score: 1.2              | freshScore above 1 | score must be in [0, 1]
            score: 0.7             | score: -0.1             | below 0            | score must be in [0, 1]
            score: 0.7             | score: .nan             | NaN                | finite number
            score: 0.7             | score: .inf             | infinite           | finite number
            score: 0.7, items: 60  | score: 0.7, items: -60  | negative items     | items must be a whole number in [1, 1e9]
            score: 0.7, items: 60  | score: 0.7, items: 0    | no items           | items must be a whole number in [1, 1e9]
            score: 0.7, items: 60  | score: 0.7              | items left out     | observed[2].items
            freshScore, score: 0.7, items: 60 | workGain, gain: 0.02 | a work gain without items | observed[2].items
            freshScore, score: 0.7 | workGain, gain: .nan    | a gain of NaN      | finite number
            right: 32, items: 40   | right: 41, items: 40    | more than all      | right must be in [0, 40]
            freshScore             | publicScore             | the same score twice | publicScore is counted twice
            learner: kernel        | learner: oracle         | no such learner    | must be kernel, network or both
            """)
    void whatCannotBeIsOneErrorInOneLine(String right, String wrong, String why, String problem) throws IOException {
        String text = EVIDENCE + "learner: kernel\n";
        assertThat(text).as(why).contains(right);
        Files.writeString(file, text.replace(right, wrong));
        Path page = folder.resolve("page");
        Cli.refused(List.of("explain", file, "--report", page), file, problem);
        assertThat(page).doesNotExist();
    }

    @Test
    void emptyAndContradictoryEvidenceIsRefused() throws IOException {
        Files.writeString(file, "");
        Cli.refused(List.of("explain", file), file);
        Files.writeString(file, "name: nothing\n");
        Cli.refused(List.of("explain", file), file, "observed");
        Files.writeString(file, "observed: []\n");
        Cli.refused(List.of("explain", file), file, "observed", "at least one");
        Files.writeString(file, EVIDENCE + "runs: []\n");
        Cli.refused(List.of("explain", file), file, "observed", "belongs into the runs");
        Files.writeString(file, EVIDENCE.replace("\nknown: {", "\nknown: {budget: 5, "));
        Cli.refused(List.of("explain", file), file, "budget", "is unknown too");
    }

    @Test
    void plansNameTheGreatestValueThatKeepsAGoal() throws IOException {
        Files.writeString(file, EVIDENCE.replace("4096]}}", "4096]}, inspiration: default}"));
        Object[] plan = {
            "explain",
            file,
            "--precision",
            "150",
            "--keep",
            "inflation<=0.02",
            "--vary",
            "inspiration",
            "--probability",
            "0.8",
            "--format",
            "json"
        };
        JsonNode tree = new ObjectMapper().readTree(Cli.out(plan));
        assertThat(tree.get("goal").asText()).isEqualTo("inflation<=0.02");
        assertThat(tree.get("greatest").asDouble()).isBetween(0.0, 1.0);
        assertThat(tree.get("steps")).hasSizeGreaterThanOrEqualTo(17);
        plan[plan.length - 1] = "table";
        assertThat(Cli.out(plan).replaceAll("\\s+", " "))
                .contains("inflation at 2 points or less with probability 80 %");
        Cli.refused(List.of("explain", file, "--keep", "inflation<=0.1"), "belong together");
        Cli.refused(List.of("explain", file, "--probability", "0.8"), "--probability means nothing without --keep");
        Cli.refused(
                List.of("explain", file, "--keep", "inflation", "--vary", "inspiration"), "--keep: must be a measure");
        Cli.refused(
                List.of("explain", file, "--keep", "inflation<=0.1", "--vary", "inspirtion"),
                "--vary: unknown parameter",
                "inspiration");
    }

    @Test
    void aStoreSparesEverySimulationAndChangesNoByte() throws IOException {
        Path page = folder.resolve("page");
        Path store = folder.resolve("worlds.duckdb");
        Object[] plain = {"explain", file, "--precision", "150", "--format", "json"};
        Object[] storing = {
            "explain", file, "--precision", "150", "--format", "json", "--store", store, "--report", page
        };
        String without = Cli.out(plain);
        Cli.Ended first = Cli.run(storing);
        String written = Files.readString(page.resolve("index.html"));
        Cli.Ended second = Cli.run(storing);
        assertThat(first.out()).isEqualTo(without);
        assertThat(second.out()).isEqualTo(without);
        assertThat(second.err()).contains("explain: 0 runs simulated, ").doesNotContain(" 0 from");
        assertThat(Files.readString(page.resolve("index.html"))).isEqualTo(written);
        assertThat(written)
                .doesNotContain(folder.toString())
                .contains("little: work gain is ", "What follows", "What would have to be true", "What stays free")
                .contains("Do the measurements fit?", "What to measure next", "<svg viewBox")
                .doesNotContain(">NaN<", "https:", "http:");
        Cli.refused(List.of("explain", file, "--store", "jdbc:h2:x"), "worlds are kept in a file");
        Cli.refused(List.of("explain", file, "--store", file), file);
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
        Path page = folder.resolve("page");
        Cli.refused(List.of("explain", "--priors", file), "--priors looks at no evidence");
        Cli.refused(List.of("explain", "--priors", "--report", page), "--report means nothing with --priors");
        assertThat(page).doesNotExist();
    }
}
