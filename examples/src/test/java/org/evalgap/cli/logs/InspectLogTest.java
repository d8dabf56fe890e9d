package org.evalgap.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.data.Offset;
import org.evalgap.cli.input.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of inspect_ai, format version 2, as zip files and as JSON. */
class InspectLogTest {
    @TempDir
    private Path folder;

    private Path json(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Run run(Path file) {
        List<Run> runs = Logs.read(List.of(file), task -> true).runs();
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    private static void refused(Path file, String... parts) {
        assertThatThrownBy(() -> run(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .hasMessageContainingAll(parts);
    }

    /** C is 1, P a half, I and N nothing, as inspect_ai itself turns grades into numbers; words and numbers likewise. */
    @Test
    void gradesAreShares() throws IOException {
        String values = SmallLogs.samples(
                "match", "\"C\"", "\"I\"", "\"P\"", "\"N\"", "true", "false", "0.25", "1", "\"yes\"", "\"0.75\"");
        Path file = json("a.json", SmallLogs.whole(SmallLogs.header("m", "t", 10, 1), values));
        Scores scores = run(file).scorers().get("match");
        assertThat(scores.answers().stream().map(Answer::score))
                .containsExactlyInAnyOrder(1., 0., .5, 0., 1., 0., .25, 1., 1., .75);
        assertThat(scores.right()).isEqualTo(5.5);
        assertThat(scores.items()).isEqualTo(10);
        assertThat(run(file).model()).isEqualTo("m");
        assertThat(run(file).task()).isEqualTo("t");
    }

    /** Whether zip or JSON, whatever the order of samples: the same bits. */
    @Test
    void bothFormatsAreOneLog() throws IOException {
        String header = SmallLogs.header("m", "t", 3, 3);
        String[] samples = new String[9];
        for (int k = 0; k < samples.length; k++) {
            samples[k] = SmallLogs.sample(k / 3 + 1, k % 3 + 1, "match", k % 4 == 0 ? "\"C\"" : "0.1");
        }
        String forward = "[" + String.join(",", samples) + "]";
        Collections.reverse(Arrays.asList(samples));
        String back = "[" + String.join(",", samples) + "]";
        Scores one =
                run(json("a.json", SmallLogs.whole(header, forward))).scorers().get("match");
        Scores other = run(SmallLogs.eval(folder.resolve("a.eval"), header, back))
                .scorers()
                .get("match");
        assertThat(one).isEqualTo(other);
        assertThat(one.items()).isEqualTo(3);
        assertThat(one.answers()).hasSize(9);
        // Item 1 has 1, .1, .1; item 2 .1, 1, .1; item 3 .1, .1, 1.
        assertThat(one.right()).isCloseTo(1.2, Offset.offset(1e-15));
        assertThat(run(folder.resolve("a.eval")).planned()).isEqualTo(9);
    }

    @Test
    void samplesAreReadWhereThereAreNoSummaries() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("header.json", SmallLogs.header("m", "t", 2, 1));
        entries.put("samples/1_epoch_1.json", SmallLogs.sample(1, 1, "match", "\"C\""));
        entries.put("samples/2_epoch_1.json", SmallLogs.sample(2, 1, "match", "\"I\""));
        Run run = run(SmallLogs.zip(folder.resolve("a.eval"), entries));
        assertThat(run.scorers().get("match").right()).isEqualTo(1);
        assertThat(run.answered()).isEqualTo(2);
    }

    /** Where samples were taken out of a log, what was made of them over all epochs still tells each item's score. */
    @Test
    void reductionsAreReadWhereThereAreNoSamples() throws IOException {
        String reductions = ", \"reductions\": [{\"scorer\": \"match\", \"reducer\": \"pass_at_2\", \"samples\":"
                + " [{\"value\": 1, \"sample_id\": 1}]}, {\"scorer\": \"match\", \"reducer\": \"mean\", \"samples\":"
                + " [{\"value\": 0.5, \"sample_id\": 1}, {\"value\": 1, \"sample_id\": 2}]}]";
        String header = SmallLogs.header(2, "success", "m", "t", 2, 4, reductions);
        Run run = run(json("a.json", SmallLogs.whole(header, "[]")));
        assertThat(run.scorers().get("match").right()).isEqualTo(1.5);
        assertThat(run.finished()).isTrue();
    }

    /** A run that was cut off leaves its journal: a start, and summaries in pieces. */
    @Test
    void aCancelledRunIsReadFromItsJournal() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("_journal/start.json", SmallLogs.header(2, "started", "m", "t", 5, 1, ""));
        entries.put("_journal/summaries/1.json", "[" + SmallLogs.sample(4, 1, "match", "\"C\"") + "]");
        entries.put("_journal/summaries/2.json", "[" + SmallLogs.sample(2, 1, "match", "\"I\"") + "]");
        Run run = run(SmallLogs.zip(folder.resolve("a.eval"), entries));
        assertThat(run.answered()).isEqualTo(2);
        assertThat(run.planned()).isEqualTo(5);
        assertThat(run.finished()).isFalse();
        assertThat(run.ending()).isEqualTo("started");
    }

    @Test
    void aRunThatWasCancelledWithAllAnswersIsFinished() throws IOException {
        String header = SmallLogs.header(2, "cancelled", "m", "t", 2, 1, "");
        assertThat(run(json("a.json", SmallLogs.whole(header, SmallLogs.samples("match", "1", "0"))))
                        .finished())
                .isTrue();
        assertThat(run(json("b.json", SmallLogs.whole(header, SmallLogs.samples("match", "1", null))))
                        .finished())
                .isFalse();
    }

    @Test
    void scorersAreToldApartAndSoAreTheirParts() throws IOException {
        String samples = "[{\"id\": \"a\", \"epoch\": 1, \"scores\": {\"match\": {\"value\": \"C\"}, \"tokens\":"
                + " {\"value\": 311}, \"judge\": {\"value\": {\"style\": 0.5, \"truth\": 1}}, \"list\": {\"value\":"
                + " [1, 0]}}}]";
        Run run = run(json("a.json", SmallLogs.whole(SmallLogs.header("m", "t", 1, 1), samples)));
        assertThat(run.scorers()).containsOnlyKeys("match", "tokens", "judge/style", "judge/truth", "list");
        assertThat(run.scorers().get("tokens").fault()).isEqualTo("item a has 311, outside [0, 1]");
        assertThat(run.scorers().get("list").fault()).isEqualTo("item a has a list");
        assertThat(run.scorers().get("judge/style").right()).isEqualTo(0.5);
    }

    /** NaN is how inspect_ai writes a sample that could not be judged. */
    @Test
    void missingScoresAreCounted() throws IOException {
        String samples = SmallLogs.samples("match", "\"C\"", "NaN", null, "\"I\"", "null");
        Scores scores = run(json("a.json", SmallLogs.whole(SmallLogs.header("m", "t", 5, 1), samples)))
                .scorers()
                .get("match");
        assertThat(scores.items()).isEqualTo(2);
        assertThat(scores.unscored()).isEqualTo(3);
        assertThat(scores.right()).isEqualTo(1);
    }

    @Test
    void itemsThatOccurTwiceCountOnceOrNotAtAll() throws IOException {
        String header = SmallLogs.header("m", "t", 2, 1);
        String same = "[" + SmallLogs.sample(1, 1, "match", "1") + "," + SmallLogs.sample(1, 1, "match", "1") + ","
                + SmallLogs.sample(2, 1, "match", "0") + "]";
        Scores once =
                run(json("a.json", SmallLogs.whole(header, same))).scorers().get("match");
        assertThat(once.repeated()).isEqualTo(1);
        assertThat(once.items()).isEqualTo(2);
        String other = same.replaceFirst("\"value\": 1", "\"value\": 0");
        assertThat(run(json("b.json", SmallLogs.whole(header, other)))
                        .scorers()
                        .get("match")
                        .fault())
                .isEqualTo("item 1 occurs twice, with scores 0 and 1");
    }

    @Test
    void samplesWithoutNameAreOfNoUse() throws IOException {
        String samples = SmallLogs.samples("match", "1", "0").replace("\"id\": 2", "\"ident\": 2");
        assertThat(run(json("a.json", SmallLogs.whole(SmallLogs.header("m", "t", 2, 1), samples)))
                        .scorers()
                        .get("match")
                        .fault())
                .isEqualTo("1 sample without id");
    }

    @Test
    void theSummaryOfTheLogIsKeptToBeCompared() throws IOException {
        String results =
                ", \"results\": {\"total_samples\": 2, \"scores\": [{\"name\": \"match\", \"scorer\": \"match\","
                        + " \"metrics\": {\"inspect_ai/accuracy\": {\"name\": \"accuracy\", \"value\": 0.75}, \"stderr\":"
                        + " {\"value\": 0.1}}}]}";
        String header = SmallLogs.header(2, "success", "m", "t", 2, 1, results);
        Scores scores = run(json("a.json", SmallLogs.whole(header, SmallLogs.samples("match", "1", "0"))))
                .scorers()
                .get("match");
        assertThat(scores.claimed()).isEqualTo(0.75);
        assertThat(scores.contradicted()).isTrue();
        assertThat(scores.claiming(0.5).contradicted()).isFalse();
        assertThat(scores.claiming(Double.NaN).contradicted()).isFalse();
    }

    /** The samples of evals that nobody asked for stay packed: here they are no JSON at all. */
    @Test
    void samplesOfOtherTasksAreNotRead() throws IOException {
        Path file = SmallLogs.eval(folder.resolve("a.eval"), SmallLogs.header("m", "t", 2, 1), "no JSON");
        assertThat(Logs.read(List.of(file), "u"::equals).runs()).hasSize(1);
        refused(file, "summaries.json", "line 1");
    }

    @Test
    void aZipFileThatIsCutOffIsRefused() throws IOException {
        Path file = SmallLogs.eval(
                folder.resolve("a.eval"), SmallLogs.header("m", "t", 1, 1), SmallLogs.samples("match", "1"));
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, 30, bytes.length / 2, bytes.length - 1}) {
            Path cut = Files.write(folder.resolve("cut.eval"), Arrays.copyOf(bytes, length));
            refused(cut, "copy it anew");
        }
    }

    @Test
    void aLogOfJsonThatIsCutOffIsRefusedWithItsPlace() throws IOException {
        String text = SmallLogs.whole(SmallLogs.header("m", "t", 1, 1), SmallLogs.samples("match", "1"));
        refused(json("a.json", text.substring(0, text.length() - 20)), "line 3", "cut off");
        refused(json("b.json", ""), "no object");
        refused(json("c.json", "{\"a\": 1}"), "neither");
        refused(json("d.json", "[1]"), "no object");
    }

    /** Seventy mebibytes of one letter in some seventy kilobytes, within a text that nobody asked for. */
    @Test
    void aZipFileThatUnpacksToMoreThanFitsIsRefused() throws IOException {
        Path file = folder.resolve("a.eval");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("header.json"));
            out.write(SmallLogs.header("m", "t", 1, 1).getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("summaries.json"));
            out.write("[{\"id\": 1, \"epoch\": 1, \"input\": \"".getBytes(StandardCharsets.UTF_8));
            byte[] letters = "a".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int k = 0; k < 70; k++) {
                out.write(letters);
            }
            out.write("\"}]".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Files.size(file)).isLessThan(100_000);
        refused(file, "unpacks to more than 64 MiB");
    }

    @Test
    void namesThatAreBooksAreRefused() throws IOException {
        String header = SmallLogs.header("m".repeat(100_000), "t", 1, 1);
        refused(json("a.json", SmallLogs.whole(header, "[]")), "65536");
        refused(json("b.json", "[".repeat(100_000)), "no object");
        refused(json("c.json", "{\"eval\": " + "[".repeat(100_000)), "nesting");
    }

    @Test
    void otherVersionsAreRefused() throws IOException {
        String header = SmallLogs.header(3, "success", "m", "t", 1, 1, "");
        refused(json("a.json", SmallLogs.whole(header, "[]")), "version 3", "version 2");
        refused(SmallLogs.eval(folder.resolve("a.eval"), header, "[]"), "version 3");
        refused(SmallLogs.zip(folder.resolve("b.eval"), Map.of("x.json", "{}")), "header.json");
        refused(json("c.json", SmallLogs.whole(SmallLogs.header("", "t", 1, 1), "[]")), "no model");
    }
}
