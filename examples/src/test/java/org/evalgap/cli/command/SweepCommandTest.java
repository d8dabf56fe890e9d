package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.cli.EvalGap;
import org.evalgap.cli.input.CsvTable;
import org.evalgap.cli.output.Numbers;
import org.evalgap.measure.Measure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepCommandTest {
    private static final String SMALL =
            "scenario: {publicItems: 12, freshItems: 20, workTasks: 20, environments: 8, dimension: 2}\n";
    private static final String PLAN =
            SMALL + "vary:\n  budget: [8, 64, 256]\n  inspiration: [0, 0.5]\nreplicates: 18\nseed: 9\n";

    @TempDir
    private Path folder;

    private Path csv;

    @BeforeEach
    void name() {
        csv = folder.resolve("rows.csv");
    }

    private record Run(int code, String out, String err) {}

    private static Run run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        int code = EvalGap.commandLine(texts)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(texts);
        return new Run(code, out.toString(), err.toString());
    }

    private Path plan(String text) throws IOException {
        return Files.writeString(folder.resolve("plan.yaml"), text);
    }

    /** As many replicates as it takes, the same for any threads, and an honest word where that is not enough. */
    @Test
    void aPrecisionIsReachedOrItIsSaidThatItIsNot() throws IOException {
        Path plan = plan(PLAN);
        Run reached = run("sweep", plan, "--precision", "inflation=0.002", "--out", csv, "--threads", 1);
        assertThat(reached.code()).as(reached.err()).isZero();
        assertThat(reached.out()).contains("Precision reached: standard errors of at most 0.002 (inflation)\n", " to ");
        CsvTable table = CsvTable.read(csv);
        for (int row = 0; row < table.rows(); row++) {
            assertThat(table.number(row, "inflationAdjustedStandardError", 0, 0.002))
                    .isPositive();
        }
        byte[] one = Files.readAllBytes(csv);
        run("sweep", plan, "--precision", "inflation=0.002", "--out", csv, "--threads", 3);
        assertThat(Files.readAllBytes(csv)).isEqualTo(one);
        Run missed = run("sweep", plan, "--precision", "inflation=0.0001,workGain=1", "--most-replicates", 48);
        assertThat(missed.out())
                .contains("48 replicates each", "Precision NOT reached in ", "of 6 cells", "times as large (budget ");
        Run kept = run("sweep", plan, "--precision", "inflation=0.002", "--store", folder.resolve("x.duckdb"));
        assertThat(kept.code()).isEqualTo(2);
        assertThat(kept.err()).contains("leave the store or the precision out");
        assertThat(run("sweep", plan, "--precision", "inflation").err()).contains("write MEASURE=ERROR");
        assertThat(run("sweep", plan, "--precision", "flation=1").err())
                .contains("precision of \"flation\" is unknown");
        assertThat(run("sweep", plan, "--most-replicates", 64).err()).contains("needs a precision");
    }

    @Test
    void theFileHasTheSameBytesForAnyNumberOfThreads() throws IOException {
        Path plan = plan(PLAN);
        assertThat(run("sweep", plan, "--out", csv, "--threads", 1).code()).isZero();
        byte[] one = Files.readAllBytes(csv);
        for (int threads : new int[] {2, 8}) {
            assertThat(run("sweep", plan, "--out", csv, "--threads", threads).code())
                    .isZero();
            assertThat(Files.readAllBytes(csv)).as("%d threads", threads).isEqualTo(one);
        }
    }

    @Test
    void rowsHoldEveryParameterAndWhatTheCellAloneGives() throws IOException {
        run("sweep", plan(PLAN), "--out", csv);
        CsvTable table = CsvTable.read(csv);
        assertThat(table.rows()).isEqualTo(6);
        Scenario small = Scenario.withDefaults()
                .withPublicItems(12)
                .withFreshItems(20)
                .withWorkTasks(20)
                .withEnvironments(8)
                .withDimension(2);
        for (int row = 0; row < 6; row++) {
            Scenario s = small.withBudget(new double[] {8, 64, 256}[row / 2]).withInspiration(row % 2 * 0.5);
            for (Parameter parameter : Parameter.values()) {
                assertThat(Double.parseDouble(table.text(row, parameter.label())))
                        .as(parameter.label())
                        .isEqualTo(s.get(parameter));
            }
            assertThat(table.text(row, "point")).isEqualTo(Integer.toString(row));
            assertThat(table.text(row, "seed")).isEqualTo("9");
            assertThat(table.text(row, "replicates")).isEqualTo("18");
            Summary alone = Simulator.ofScores().summarize(s, 9, 18);
            for (Measure measure : List.of(Measure.INFLATION, Measure.TRANSFER, Measure.IMPACT_ABILITY)) {
                assertThat(table.text(row, measure.label())).isEqualTo(Numbers.text(alone.mean(measure)));
                assertThat(table.text(row, measure.label() + "StandardError"))
                        .isEqualTo(Numbers.text(alone.standardError(measure).orElseThrow()));
            }
        }
    }

    @Test
    void theEndSaysWhatMovedWhat() throws IOException {
        Run run = run("sweep", plan("name: little\n" + PLAN), "--verbose");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("Over 6 labs the public score gains 8.5 points on average, of which 1.7 are\n"
                        + "inflation; work gains 6.2.\n"
                        + "Inflation is moved most by inspiration (+3.5 from 0 to 0.5), work by budget\n"
                        + "(+11.0 from 8 to 256).\n")
                .contains(
                        "\nlittle: 6 of 6 cells (grid: budget × inspiration), 18 replicates each, seed 9\npublic gain")
                .contains("108 replicates in ", "Strongest cells", "Effect of each axis", "Means over cells by axis")
                .doesNotContain("Published");
    }

    @Test
    void publishedFiguresOfThePlanStandAtTheEnd() throws IOException {
        Run run = run(
                "sweep",
                plan(PLAN
                        + "reference:\n  source: a paper\n  figures:\n"
                        + "    - {name: somebody, measure: inflation, mean: 0.02, sd: 9, count: 4}\n"),
                "--verbose");
        assertThat(run.out())
                .startsWith("Published: somebody average 2.0 ±900.0 points of inflation. 6 of the 6 simulated\n"
                        + "labs match that.\n"
                        + "They have all levels of budget and inspiration.\n")
                .contains("Published figures and the cells that reproduce them, in points; transfer of 100\n")
                .containsPattern("somebody +inflation +2\\.00 +900\\.00 +900\\.00")
                .contains("Published: a paper");
    }

    @Test
    void settingsPinParametersAndAxesAndTheSeedCanBeGiven() throws IOException {
        Run run = run("sweep", plan(PLAN), "--out", csv, "--set", "budget=1e2", "--set", "breadth=2", "--seed", "-4");
        assertThat(run.code()).as(run.err()).isZero();
        CsvTable table = CsvTable.read(csv);
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.text(1, "budget")).isEqualTo("100");
        assertThat(table.text(1, "breadth")).isEqualTo("2");
        assertThat(table.text(1, "dimension")).isEqualTo("2");
        assertThat(table.text(1, "inspiration")).isEqualTo("0.5");
        assertThat(table.text(1, "seed")).isEqualTo("-4");
    }

    @Test
    void aSettingLiesOverThePreset() throws IOException {
        Run run = run(
                "sweep", plan("scenario: broad\nvary: {budget: [1, 2]}\n"), "--out", csv, "--set", "environments=8");
        assertThat(run.code()).as(run.err()).isZero();
        CsvTable table = CsvTable.read(csv);
        assertThat(table.text(0, "breadth")).isEqualTo("3");
        assertThat(table.text(0, "environments")).isEqualTo("8");
    }

    @Test
    void plansMayBeJson() throws IOException {
        Path plan = Files.writeString(
                folder.resolve("plan.json"),
                "{\"scenario\": {\"environments\": 8}, \"vary\": {\"preset\": [\"narrow\", \"broad\"]}}");
        assertThat(run("sweep", plan, "--out", csv).code()).isZero();
        CsvTable table = CsvTable.read(csv);
        assertThat(table.text(1, "preset")).isEqualTo("broad");
        assertThat(table.text(1, "environments")).isEqualTo("8");
        assertThat(table.text(1, "inflationStandardError")).isEmpty();
    }

    static Stream<Arguments> badPlans() {
        return Stream.of(
                Arguments.of("vary:\n  breadth: []\n", "line 2", "vary.breadth: the axis is empty"),
                Arguments.of("vary:\n  breadth: [1]\n  breadht: [1]\n", "line 3", "did you mean \"breadth\"?"),
                Arguments.of("vary:\n  breadth: [1, wide]\n", "line 2", "vary.breadth[1]: breadth must be"),
                Arguments.of("scenario:\n  budget: lots\n", "line 2", "scenario.budget: budget must be"),
                Arguments.of("vary:\n  breadth: [1, 2\nseed: 1\n", "line", "plan.yaml"),
                Arguments.of("name: x\nreplicates: 0\n", "line 2", "replicates: must be a whole number, at least 1: 0"),
                Arguments.of(
                        "vary:\n  inspiration: [0.5, 1.2]\n", "line 2", "vary.inspiration[1]: inspiration must be"),
                Arguments.of("scenario:\n  environments: 4\nvary:\n  rounds: [1, 5]\n", "", "point 1 of the plan"),
                Arguments.of("- 1\n", "line 1", "must be a map"),
                Arguments.of("", "", "the file is empty"));
    }

    @ParameterizedTest
    @MethodSource("badPlans")
    void badPlansAreRefusedInAFewLinesAndNothingIsWritten(String text, String line, String problem) throws IOException {
        Run run = run("sweep", plan(text), "--out", csv);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("plan.yaml", line, problem).doesNotContain("\tat ");
        assertThat(run.err().lines().count()).isBetween(1L, 4L);
        assertThat(run.out()).isEmpty();
        assertThat(csv).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing/rows.csv", "", "plan.yaml"})
    void outputThatCannotBeWrittenIsRefusedBeforehand(String out) throws IOException {
        Path plan = plan(PLAN);
        Run run = run("sweep", plan, "--out", folder.resolve(out));
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("--out ").doesNotContain("\tat ");
        assertThat(run.err().lines().count()).isBetween(1L, 4L);
        assertThat(plan).hasContent(PLAN.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--threads=0", "--threads=x", "--set=budgt=1", "--set=budget=-1", "--seed=x", "--ouut=y"})
    void badOptionsAreRefused(String option) throws IOException {
        Run run = run("sweep", plan(PLAN), "--out", csv, option);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err().lines().count()).isBetween(1L, 4L);
        assertThat(csv).doesNotExist();
    }

    /** /dev/full takes no byte: every write fails as on a full disk. */
    @Test
    void aFullDiskIsOneClearError() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(Files.exists(full)).as("a device that is always full").isTrue();
        Run run = run("sweep", plan(PLAN), "--out", full);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("--out /dev/full", "No space left on device");
        assertThat(run.err().lines().count()).isEqualTo(1);
    }

    /** A process of its own, because an interrupt ends it. */
    @Test
    void anInterruptedSweepEndsAtOnceKeepsCompleteLinesAndSaysWhatIsMissing() throws Exception {
        assumeFalse(
                interruptsAreIgnored(),
                "not run: this build ignores SIGINT, as jobs of a shell's background do, and a child inherits that");
        Path plan = plan(SMALL + "vary:\n  budget: {from: 1, to: 100}\ndesign: sobol\npoints: 50000000\n");
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.evalgap.cli.EvalGap",
                        "sweep",
                        plan.toString(),
                        "--out",
                        csv.toString())
                .redirectError(errors.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            awaitLines(process, 100);
            long start = System.nanoTime();
            // destroy() is SIGTERM where Ctrl-C is SIGINT; the latter needs a command of its own.
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            double seconds = (System.nanoTime() - start) * 1e-9;
            assertThat(process.exitValue()).isEqualTo(ExitCode.STOPPED);
            assertThat(seconds).isLessThan(1);
        } finally {
            process.destroyForcibly();
        }
        CsvTable table = CsvTable.read(csv);
        assertThat(Files.readString(csv)).endsWith("\n");
        List<String> points = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            points.add(table.text(row, "point"));
        }
        assertThat(points).doesNotHaveDuplicates();
        assertThat(Files.readString(errors))
                .contains("stopped; " + table.rows() + " of 50000000 cells are in " + csv + "; missing points ")
                .contains("49999999");
    }

    /** From the mask that Linux shows of this process; elsewhere they are taken to be heard. */
    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String mask = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring(7).strip())
                .findFirst()
                .orElse("0");
        int signal = 2;
        return (Long.parseUnsignedLong(mask, 16) >>> (signal - 1) & 1) == 1;
    }

    private void awaitLines(Process process, int lines) throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            if (Files.exists(csv)) {
                try (Stream<String> written = Files.lines(csv)) {
                    if (written.count() > lines) {
                        return;
                    }
                }
            }
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(50);
        }
        throw new AssertionError("no rows within half a minute");
    }
}
