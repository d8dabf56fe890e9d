package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evalgap estimate} on logs: pairs by model and task, and an account of what it took and what it left. */
class EstimateLogsTest {
    private static final String LOGS = "data/logs";
    private static final int[] RIGHT = {14, 9, 17};
    private static final int[] FRESH = {12, 9, 11};
    private static final int ITEMS = 20;

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(root.resolve("logs"));
    }

    /** A log of inspect_ai with so many of twenty items right, and more fields if wanted. */
    private Path log(String name, String model, String task, int right, String more) throws IOException {
        StringJoiner samples = new StringJoiner(",", "[", "]");
        StringJoiner ids = new StringJoiner(",", "[", "]");
        for (int i = 0; i < ITEMS; i++) {
            samples.add("{\"id\": %d, \"epoch\": 1, \"scores\": {\"match\": {\"value\": \"%s\"}}}"
                    .formatted(i, i < right ? "C" : "I"));
            ids.add(Integer.toString(i));
        }
        String text = "{\"version\": 2, \"status\": \"success\", \"eval\": {\"created\": \"2026-03-01T10:00:00+00:00\","
                + " \"task\": \"" + task + "\", \"model\": \"" + model + "\", \"dataset\": {\"sample_ids\": " + ids
                + "}}" + more + ", \"samples\": " + samples + "}";
        return Files.writeString(folder.resolve(name), text);
    }

    private void logs() throws IOException {
        for (int m = 0; m < RIGHT.length; m++) {
            log("public-" + m + ".json", "p/m" + m, "set/sums", RIGHT[m], "");
            log("fresh-" + m + ".json", "p/m" + m, "sums-2026", FRESH[m], "");
        }
    }

    private List<Object> command(Object... more) {
        List<Object> all = new ArrayList<>(List.of("estimate", folder, "--public", "sums", "--fresh", "sums-2026"));
        all.addAll(List.of(more));
        return all;
    }

    private Cli.Ended run(Object... more) {
        return Cli.run(command(more).toArray());
    }

    /** Where only totals are wanted, logs are another way to write them: every number of the estimate is that of the table. */
    @Test
    void totalsOfLogsGiveTheNumbersOfATable() throws IOException {
        logs();
        StringBuilder table = new StringBuilder("model,publicRight,publicItems,freshRight,freshItems\n");
        for (int m = 0; m < RIGHT.length; m++) {
            table.append("p/m" + m + "," + RIGHT[m] + "," + ITEMS + "," + FRESH[m] + "," + ITEMS + "\n");
        }
        Path totals = Files.writeString(root.resolve("totals.csv"), table);
        String expected = Cli.out("estimate", totals, "--format", "csv", "--reference", "p/m1");
        Cli.Ended ended = run("--format", "csv", "--reference", "m1", "--totals");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualTo(expected);
        assertThat(ended.err().lines())
                .containsExactly(
                        "6 logs read; 3 models with both evals.",
                        "Public: set/sums, scored by match, 20 items a model",
                        "Fresh: sums-2026, scored by match, 20 items a model");
    }

    @Test
    void textPageAndRecordsNameTheirSources() throws IOException {
        logs();
        Path page = root.resolve("page");
        Cli.Ended text = run("--shift", "robust", "--report", page, "--verbose");
        assertThat(text.out())
                .contains("\n6 logs read; 3 models with both evals.\n")
                .contains(
                        "\nSources\n",
                        "p/m1: " + folder.resolve("public-1.json") + "; " + folder.resolve("fresh-1.json") + "\n");
        assertThat(Files.readString(page.resolve("index.html")))
                .contains("<h3>Sources</h3>", "<li>p/m2: public-2.json; fresh-2.json")
                .doesNotContain(folder.toString());
        JsonNode tree = new ObjectMapper()
                .readTree(run("--shift", "robust", "--format", "json").out());
        assertThat(tree.at("/sources")).hasSize(3);
        assertThat(tree.at("/account/0").asText()).startsWith("6 logs read");
    }

    /** One line each for what a folder holds beside logs that can be used. */
    @Test
    void whatIsLeftOutIsToldWithItsReason() throws IOException {
        logs();
        Files.writeString(folder.resolve("notes.json"), "{\"notes\": []}");
        Path whole = log("whole.json", "p/m0", "x", 3, "");
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(folder.resolve("cut.json"), Arrays.copyOf(bytes, bytes.length / 2));
        Files.write(folder.resolve("cut.eval"), "PK\3\4".getBytes(StandardCharsets.UTF_8));
        log("old.json", "p/m0", "sums", 20, "").toFile();
        Files.writeString(
                folder.resolve("old.json"),
                Files.readString(folder.resolve("old.json")).replace("2026-03-01", "2026-02-28"));
        Path early = log("early.json", "p/m3", "sums", 5, "");
        Files.writeString(
                early,
                Files.readString(early)
                        .replace("success", "cancelled")
                        .replace("{\"sample_ids\": [", "{\"sample_ids\": [99,"));
        log("bad.json", "p/m4", "sums", 5, ", \"invalidated\": true");
        List<String> lines = run("--shift", "robust").out().lines().toList();
        assertThat(lines).contains("12 logs read; 3 models with both evals.");
        assertThat(lines)
                .contains(
                        "Left out: " + folder.resolve("early.json")
                                + " (p/m3, sums): ended early (cancelled) with 20 of 21 answers; --unfinished takes"
                                + " what it has",
                        "Left out: " + folder.resolve("bad.json")
                                + " (p/m4, sums): marked as invalid by whoever ran it",
                        "Left out: " + folder.resolve("old.json") + " (p/m0, sums): an older run than "
                                + folder.resolve("public-0.json"),
                        "Left out: 1 run of other evals, x",
                        "Left out: 1 file in the folders that are no logs")
                .anyMatch(line -> line.startsWith("Left out: " + folder.resolve("cut.json") + ", line 1, column "))
                .anyMatch(line -> line.startsWith("Left out: " + folder.resolve("cut.eval") + ": no whole zip file"));
    }

    @Test
    void aRunThatEndedEarlyIsUsedWhereItIsAskedFor() throws IOException {
        logs();
        Path early = folder.resolve("fresh-1.json");
        Files.writeString(
                early,
                Files.readString(early)
                        .replace("success", "error")
                        .replace("{\"sample_ids\": [", "{\"sample_ids\": [99,"));
        assertThat(run("--shift", "robust").out())
                .contains("\n6 logs read; 2 models")
                .contains("Left out: p/m1: no run of sums-2026 that can be used");
        assertThat(run("--shift", "robust", "--unfinished").out())
                .contains("\n6 logs read; 3 models")
                .contains("Note: " + early + " (p/m1): ended early (error), used by what it has");
    }

    @Test
    void severalScorersAreAChoice() throws IOException {
        logs();
        Path two = folder.resolve("fresh-2.json");
        Files.writeString(
                two,
                Files.readString(two)
                        .replace(
                                "{\"match\": {\"value\": \"C\"}",
                                "{\"match\": {\"value\": \"C\"}, \"judge\": {\"value\": 0.5}"));
        Cli.refused(command(), two, "2 scorers, judge and match", "--scorer NAME");
        assertThat(run("--scorer", "match", "--shift", "robust").code()).isZero();
        assertThat(run("--scorer", "match", "--scorer", "x", "--shift", "robust")
                        .code())
                .isZero();
        Cli.refused(command("--scorer", "judge"), "0 of the logs' models", "no scorer judge; it has match");
    }

    @Test
    void itemsWithoutScoresAndThoseThatOccurTwiceAreNoted() throws IOException {
        logs();
        Path file = folder.resolve("fresh-0.json");
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.replace(
                                "\"samples\": [",
                                "\"samples\": [{\"id\": 0, \"epoch\": 1, \"scores\": {\"match\": {\"value\":"
                                        + " \"C\"}}},")
                        .replace(
                                "{\"id\": 19, \"epoch\": 1, \"scores\": {\"match\": {\"value\": \"I\"}}}",
                                "{\"id\": 19}"));
        assertThat(run("--shift", "robust").out())
                .contains(
                        "Fresh: sums-2026, scored by match, 19 to 20 items a model\n",
                        "Note: " + file + " (p/m0): 1 item without a score, left out of 20\n",
                        "Note: " + file + " (p/m0): 1 answer twice, with the same score; counted once\n");
    }

    /** Two contradicting answers: no pair, and where two models are not left, no estimate. */
    @Test
    void contradictionsLeaveAModelOut() throws IOException {
        logs();
        for (int m = 0; m < 2; m++) {
            Path file = folder.resolve("fresh-" + m + ".json");
            Files.writeString(file, Files.readString(file).replace("\"id\": 19,", "\"id\": 0,"));
        }
        Cli.refused(
                command(),
                "1 of the logs' models",
                "at least 2",
                folder.resolve("fresh-0.json"),
                "match: item 0 occurs twice, with scores 1 and 0");
    }

    @Test
    void aForgottenChanceLevelIsTold() throws IOException {
        logs();
        Path file = folder.resolve("public-0.json");
        Files.writeString(
                file, Files.readString(file).replace("\"epoch\": 1", "\"epoch\": 1, \"choices\": [1, 2, 3, 4]"));
        String note = "Note: items of the public eval offer 4 answers, but its chance level is taken for 0; give"
                + " --public-guess 0.25\n";
        assertThat(run("--shift", "robust").out()).contains(note);
        assertThat(run("--shift", "robust", "--public-guess", "0.25").out()).doesNotContain("offer 4 answers");
    }

    @Test
    void severalTasksMakeOneEval() throws IOException {
        logs();
        log("more-0.json", "p/m0", "more", 4, "");
        log("more-1.json", "p/m1", "more", 5, "");
        Cli.Ended ended = Cli.run(
                "estimate",
                folder,
                "--public",
                "sums,more",
                "--fresh",
                "sums-2026",
                "--shift",
                "robust",
                "--format",
                "csv");
        assertThat(ended.err())
                .contains("8 logs read; 2 models", "Public: more, set/sums, scored by match, 40 items a model")
                .contains("Left out: p/m2: no run of more that can be used");
        // 14 of the twenty sums and 4 of the others.
        assertThat(ended.out()).contains("robust,p/m0,p/m0,false,0.45,");
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        logs();
        Cli.refused(
                List.of("estimate", folder), "--public TASK --fresh TASK", "set/sums (3 models), sums-2026 (3 models)");
        Cli.refused(List.of("estimate", folder, "--public", "sums"), "--fresh TASK");
        Cli.refused(
                List.of("estimate", folder, "--public", "nothing", "--fresh", "sums"), "--public nothing", "set/sums");
        Cli.refused(List.of("estimate", folder, "--public", "sums", "--fresh", "sums"), "both sums");
        Cli.refused(command("--public-items", "3"), "--public-items", "logs");
        Cli.refused(command("--column", "model=x"), "--column", "logs");
        Path empty = Files.createDirectory(root.resolve("empty"));
        Cli.refused(List.of("estimate", empty), "no run at all");
        Cli.refused(
                List.of("estimate", root.resolve("no.eval"), "--public", "a", "--fresh", "b"),
                "no.eval",
                "no such file");
        Path other = Files.writeString(root.resolve("notes.txt"), "x");
        Cli.refused(List.of("estimate", other, "--public", "a", "--fresh", "b"), "notes.txt", "a log is a file .eval");
    }

    /** The logs that docs/estimate.md is about. */
    @Test
    void theExampleIsRead() {
        Cli.Ended ended = Cli.run(
                "estimate",
                LOGS,
                "--public",
                "sums",
                "--fresh",
                "sums-2026",
                "--scorer",
                "match",
                "--scorer",
                "exact_match,strict",
                "--shift",
                "robust");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .contains("\n20 logs read; 8 models with both evals.\n")
                .contains("Left out: data/logs/2026-03-20_sums-2026_theta.eval (west/theta, sums-2026): ended early"
                        + " (cancelled) with 17 of 50 answers");
    }
}
