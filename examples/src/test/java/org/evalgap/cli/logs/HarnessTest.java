package org.evalgap.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.evalgap.cli.input.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results and samples of lm-evaluation-harness. */
class HarnessTest {
    private static final String DATE = "2026-03-01T10-00-00.123456";

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(root.resolve("org__model-a"));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<Run> runs(Path path) {
        return Logs.read(List.of(path), task -> true).runs();
    }

    @Test
    void resultsAreTotals() throws IOException {
        Path file = write(
                "results_" + DATE + ".json",
                SmallLogs.results(
                        "org/model-a",
                        "sums",
                        30,
                        "\"acc,none\": 0.4833, \"acc_stderr,none\": 0.01, \"acc,loose\": 0.3333333333333333,"
                                + " \"loss,none\": 0.2, \"words,none\": 17.5, \"f1,none\": \"N/A\""));
        List<Run> runs = runs(file);
        // The group "all" has no items of its own.
        assertThat(runs).hasSize(1);
        Run run = runs.get(0);
        assertThat(run.model()).isEqualTo("org/model-a");
        assertThat(run.task()).isEqualTo("sums");
        assertThat(run.date()).isEqualTo(DATE);
        assertThat(run.scorers()).containsOnlyKeys("acc,none", "acc,loose", "loss,none", "words,none");
        assertThat(run.scorers().get("acc,none").items()).isEqualTo(30);
        // A mean of attempts is no number of items, and is not made one; ten of thirty are ten.
        assertThat(run.scorers().get("acc,none").right()).isEqualTo(0.4833 * 30);
        assertThat(run.scorers().get("acc,loose").right()).isEqualTo(10);
        assertThat(run.scorers().get("loss,none").fault()).contains("lower");
        assertThat(run.scorers().get("words,none").fault()).contains("[0, 1]");
    }

    @Test
    void theModelIsNamedByItsArgumentsWhereNothingElseDoes() throws IOException {
        String text = SmallLogs.results("x", "sums", 3, "\"acc,none\": 1")
                .replace("\"model_name\": \"x\"", "\"date\": 1")
                .replace("{\"model\": \"hf\"}", "{\"model_args\": \"dtype=float,pretrained=org/b,x=1\"}");
        assertThat(runs(write("results_" + DATE + ".json", text)).get(0).model())
                .isEqualTo("org/b");
        String object = text.replace(
                "\"dtype=float,pretrained=org/b,x=1\"", "{\"pretrained\": \"org/c\", \"dtype\": \"float\"}");
        assertThat(runs(write("results_" + DATE + ".json", object)).get(0).model())
                .isEqualTo("org/c");
        String none = text.replace("pretrained=org/b,", "");
        assertThat(runs(write("results_" + DATE + ".json", none)).get(0).model())
                .isEqualTo("org/model-a");
    }

    @Test
    void samplesStandForTheTotalsOfTheirRun() throws IOException {
        write("results_" + DATE + ".json", SmallLogs.results("org/right", "sums", 3, "\"acc,a\": 0.25, \"acc,b\": 1"));
        String lines = SmallLogs.line(0, "a", "acc", "1.0")
                + SmallLogs.line(0, "b", "acc", "true")
                + SmallLogs.line(1, "a", "acc", "0")
                + SmallLogs.line(2, "a", "acc", "null");
        SmallLogs.gzip(folder.resolve("samples_sums_" + DATE + ".jsonl.gz"), lines);
        List<Run> runs = runs(root);
        assertThat(runs).hasSize(1);
        Run run = runs.get(0);
        assertThat(run.model()).isEqualTo("org/right");
        assertThat(run.planned()).isEqualTo(3);
        Scores a = run.scorers().get("acc,a");
        assertThat(a.items()).isEqualTo(2);
        assertThat(a.unscored()).isEqualTo(1);
        assertThat(a.right()).isEqualTo(1);
        assertThat(a.answers().get(0).item()).isEqualTo("0#00000000");
        // The results say a quarter, the samples a half.
        assertThat(a.contradicted()).isTrue();
        assertThat(run.scorers().get("acc,b").contradicted()).isFalse();
    }

    /** Names without a date: nothing but the models tells two runs apart. */
    @Test
    void undatedTotalsOfSeveralModelsAllStay() throws IOException {
        write("llama.json", SmallLogs.results("org/llama", "sums", 4, "\"acc,none\": 0.25"));
        write("mistral.json", SmallLogs.results("org/mistral", "sums", 4, "\"acc,none\": 0.75"));
        assertThat(runs(root)).extracting(Run::model).containsExactlyInAnyOrder("org/llama", "org/mistral");
        write("samples_sums.jsonl", SmallLogs.line(0, "none", "acc", "1"));
        // Whose samples they are is not known: they replace nobody's totals and take nobody's name.
        assertThat(runs(root))
                .extracting(Run::model)
                .containsExactlyInAnyOrder("org/llama", "org/mistral", "org/model-a");
    }

    @Test
    void undatedSamplesJoinTheOneModelOfTheirFolder() throws IOException {
        write("llama.json", SmallLogs.results("org/llama", "sums", 4, "\"acc,none\": 0.25"));
        write("more.json", SmallLogs.results("org/llama", "words", 5, "\"acc,none\": 0.6"));
        write("samples_sums.jsonl", SmallLogs.line(0, "none", "acc", "1"));
        List<Run> runs = runs(root);
        assertThat(runs).extracting(Run::model).containsOnly("org/llama");
        assertThat(runs).extracting(Run::task).containsExactlyInAnyOrder("sums", "words");
        assertThat(runs)
                .filteredOn(run -> run.task().equals("sums"))
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.planned()).isEqualTo(4);
                    assertThat(run.scorers().get("acc,none").answers()).hasSize(1);
                });
    }

    @Test
    void samplesAloneAreOfTheModelOfTheirFolder() throws IOException {
        Path file = write("samples_two_words_" + DATE + ".jsonl", SmallLogs.line(7, "none", "acc", "1"));
        Run run = runs(file).get(0);
        assertThat(run.model()).isEqualTo("org/model-a");
        assertThat(run.task()).isEqualTo("two_words");
        assertThat(run.scorers()).containsOnlyKeys("acc,none");
    }

    /** As earlier versions write them: no filter, no list of metrics, no hash. */
    @Test
    void linesWithoutFilterHaveTheirNumbersForMetrics() throws IOException {
        Path file = write(
                "samples_sums_" + DATE + ".jsonl",
                "{\"doc_id\": 0, \"doc\": {}, \"target\": \"2\", \"resps\": [], \"acc\": 1.0, \"f1\": [1, 0],"
                        + " \"prompt_hash\": \"00ff\"}\n\n{\"doc_id\": 1, \"doc\": {}, \"target\": 2, \"acc\": 0}\n");
        Run run = runs(file).get(0);
        assertThat(run.scorers()).containsOnlyKeys("acc,none");
        assertThat(run.scorers().get("acc,none").right()).isEqualTo(1);
    }

    @Test
    void whatCannotBeUsedIsRefusedWithItsPlace() throws IOException {
        String name = "samples_sums_" + DATE + ".jsonl";
        refused(write(name, SmallLogs.line(0, "a", "acc", "1") + "{\"doc_id\": 1, \"acc\": 0"), "line 2", "cut off");
        refused(write(name, SmallLogs.line(0, "a", "acc", "1") + "{\"id\": 1}\n"), "line 2", "doc_id");
        refused(write(name, "{\"id\": 1}\n"), "doc_id");
        refused(write(name, ""), "no samples");
        Path packed = SmallLogs.gzip(
                folder.resolve(name + ".gz"), SmallLogs.line(0, "a", "acc", "1").repeat(50));
        byte[] bytes = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(bytes, bytes.length - 9));
        refused(packed, "cut off");
        refused(Files.writeString(packed, "no gzip at all"), "damaged");
    }

    private static void refused(Path file, String... parts) {
        assertThatThrownBy(() -> runs(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContainingAll(parts);
    }
}
