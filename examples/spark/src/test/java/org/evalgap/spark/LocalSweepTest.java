package org.evalgap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.evalgap.cli.EvalGap;
import org.evalgap.cli.command.ExitCode;
import org.evalgap.cli.input.Parcel;
import org.evalgap.cli.store.ParquetRows;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** On two cores of this machine Spark gives what {@code evalgap} gives, byte by byte. */
class LocalSweepTest {
    private static final Path PLANS = Path.of("").toAbsolutePath().resolveSibling("plans");
    private static final String SMALL =
            "--set publicItems=40 --set freshItems=40 --set workTasks=40 --set environments=16";

    private static JavaSparkContext spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void begin() {
        spark = new JavaSparkContext(new SparkConf()
                .setMaster("local[2]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost")
                .set("spark.driver.bindAddress", "127.0.0.1"));
        spark.setLogLevel("ERROR");
    }

    @AfterAll
    static void end() {
        spark.close();
    }

    /** How a command ended, and what it said. */
    private record Ended(int code, String out, String err) {
        /** But for how long it took. */
        String said() {
            return out.replaceAll("(?m)^.*replicates.* s.*$", "");
        }
    }

    private static Ended run(CommandLine line, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
        return new Ended(code, out.toString(), err.toString());
    }

    private static String[] args(String first, Path plan, String... more) {
        return Stream.concat(
                        Stream.of(first, plan.toString()),
                        Stream.of(more)
                                .flatMap(words -> Stream.of(words.split(" ")))
                                .filter(word -> !word.isEmpty()))
                .toArray(String[]::new);
    }

    private static Ended onSpark(Path plan, String... more) {
        return run(EvalGapOnSpark.commandLine(() -> Cluster.of(spark)), args("sweep", plan, more));
    }

    private static Ended here(Path plan, String... more) {
        String[] args = args("sweep", plan, more);
        return run(EvalGap.commandLine(args), args);
    }

    private void assertSame(Path plan, String options) throws Exception {
        Path there = folder.resolve("there.csv");
        Path here = folder.resolve("here.csv");
        Ended ended = onSpark(plan, options, "--csv " + there);
        assertThat(ended.code).as(ended.err).isZero();
        Ended expected = here(plan, options, "--out " + here);
        assertThat(expected.code).as(expected.err).isZero();
        assertThat(Files.mismatch(there, here)).as("first byte that differs").isEqualTo(-1);
        assertThat(ended.said().replace(there.toString(), here.toString())).isEqualTo(expected.said());
    }

    @ParameterizedTest
    @CsvSource({"quick,''", "gsm8k," + SMALL, "inspiration," + SMALL})
    void bytesAreTheSame(String plan, String options) throws Exception {
        assertSame(PLANS.resolve(plan + ".yaml"), options);
    }

    /** Tables of tasks travel with the plan; contrasts need both of a pair in one unit. */
    @Test
    void networksBaselinesAndTablesTravelToo() throws Exception {
        assertSame(
                PLANS.resolve("network.yaml"),
                "--set freshItems=20 --set workTasks=20 --set publicItems=20 --set environments=8 --set updates=6"
                        + " --baseline inspiration=0.5");
    }

    private static void assertPrintsTheSame(String... args) {
        int before = spark.sc().dagScheduler().numTotalJobs();
        Ended there = run(EvalGapOnSpark.commandLine(() -> Cluster.of(spark)), args);
        assertThat(there.code).as(there.err).isZero();
        assertThat(spark.sc().dagScheduler().numTotalJobs())
                .as("Spark does the work")
                .isGreaterThan(before);
        Ended here = run(EvalGap.commandLine(args), args);
        assertThat(here.code).as(here.err).isZero();
        assertThat(there.out).isEqualTo(here.out).isNotEmpty();
    }

    /** CSV has all digits. */
    @Test
    void sensitivityIsTheSame() throws Exception {
        Path plan = plan("vary: {budget: {from: 1, to: 64}, inspiration: {from: 0, to: 1}}\n"
                + "design: sobol\npoints: 128\nreplicates: 2\n");
        assertPrintsTheSame("sensitivity", plan.toString(), "--format", "csv");
    }

    /** One lab looks at the others; an explicit eval travels, and is refused as it is here where it has too few items. */
    @Test
    void protocolsAreTheSame() throws Exception {
        Path tasks = folder.resolve("tasks.csv");
        String three = "0.1,0.2,1\n0,0,0.5\n1,1,-1\n";
        Files.writeString(tasks, "x0,x1,difficulty\n" + three.repeat(10));
        Path plan = Files.writeString(
                folder.resolve("board.yaml"),
                "scenario: {environments: 6, freshItems: 20, workTasks: 20, publicItems: 2, dimension: 2,\n"
                        + "  eval: {tasks: tasks.csv}}\n"
                        + "labs: [{competence: 0.3}, {copying: 0.5}]\n"
                        + "releases: 3\nprotocols: [open, private, {rotating: 1}]\nreplicates: 20\n");
        String[] args = {"protocols", plan.toString(), "--format", "csv"};
        assertPrintsTheSame(args);
        Files.writeString(tasks, "x0,x1,difficulty\n" + three.repeat(8));
        Ended there = run(EvalGapOnSpark.commandLine(() -> Cluster.of(spark)), args);
        Ended here = run(EvalGap.commandLine(args), args);
        assertThat(here.code).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(there.code).isEqualTo(here.code);
        assertThat(there.err).isEqualTo(here.err).contains("at least 26 items");
    }

    /** A run that was measured, and one that is only predicted; what a store holds is not simulated again. */
    @Test
    void explanationsAreTheSame() throws Exception {
        Path evidence = Files.writeString(
                folder.resolve("evidence.yaml"),
                "known: {environments: 8, freshItems: 20, workTasks: 20, publicItems: 20}\n"
                        + "unknown: [competence, budget]\n"
                        + "runs:\n  - {name: whole, observed: [{measure: publicScore, right: 12, items: 20}]}\n"
                        + "  - {name: half, times: {budget: 0.5}}\n"
                        + "predict: [inflation, {measure: workGain, run: half}]\n");
        assertPrintsTheSame("explain", evidence.toString(), "--precision", "200", "--format", "csv");
        String[] kept = {
            "explain",
            evidence.toString(),
            "--store",
            folder.resolve("worlds.duckdb").toString()
        };
        Ended first = run(EvalGapOnSpark.commandLine(() -> Cluster.of(spark)), kept);
        Ended second = run(EvalGap.commandLine(kept), kept);
        assertThat(first.err).as(first.out).containsPattern("explain: [1-9]\\d* runs simulated");
        assertThat(second.err).contains("explain: 0 runs simulated");
        assertThat(second.out).isEqualTo(first.out).isNotEmpty();
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"gsm8k", "inspiration", "network", "goodhart"})
    void bytesOfWholePlansAreTheSame(String plan) throws Exception {
        assertSame(PLANS.resolve(plan + ".yaml"), "");
    }

    private Path plan(String text) throws Exception {
        return Files.writeString(
                folder.resolve("plan.yaml"),
                "scenario: {publicItems: 12, freshItems: 20, workTasks: 20, environments: 8}\n" + text);
    }

    /** The rows of the folder, as an independent reader of Parquet has them. */
    private static List<List<@Nullable Object>> rows(Path parquet) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        ParquetRows.read(parquet, new ParquetRows.Sink() {
            @Override
            public void columns(List<String> names) {
                rows.add(new ArrayList<>(names));
            }

            @Override
            public void row(long number, @Nullable Object[] values) {
                rows.add(new ArrayList<>(Arrays.asList(values)));
            }
        });
        return rows;
    }

    /** How many replicates a sweep says that it simulated. */
    private static long simulated(Ended ended) {
        Matcher count = Pattern.compile("(?m)^(\\d+) replicates in ").matcher(ended.out);
        assertThat(count.find()).as(ended.out).isTrue();
        return Long.parseLong(count.group(1));
    }

    @Test
    void parquetHoldsTheRowsAndNothingIsSimulatedTwice() throws Exception {
        Path plan = plan("vary: {budget: {from: 1, to: 64, steps: 40}, inspiration: [0, 1]}\nreplicates: 1\n");
        Path csv = folder.resolve("rows.csv");
        Path rows = folder.resolve("rows");
        String store = "--store " + folder.resolve("kept.duckdb");
        Ended first = onSpark(plan, "--verbose", "--out " + rows, "--csv " + csv, store);
        assertThat(first.code).as(first.err).isZero();
        assertThat(first.out)
                .contains("80 rows in " + rows + " and " + csv)
                .containsPattern("(?<!\\d)0 replicates were known");
        assertThat(simulated(first)).isEqualTo(80);
        assertThat(rows.resolve("_SUCCESS")).isEmptyFile();
        List<List<@Nullable Object>> written = rows(rows.resolve("part-00000.parquet"));
        List<String> lines = Files.readAllLines(csv);
        assertThat(written).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            for (int c = 0; c < cells.length; c++) {
                Object value = written.get(i).get(c);
                if (value instanceof Double number) {
                    assertThat(number).isEqualTo(Double.parseDouble(cells[c]));
                } else {
                    assertThat(cells[c]).isEqualTo(value == null ? "" : value.toString());
                }
            }
        }
        Path again = folder.resolve("again.csv");
        Ended second = onSpark(plan, "--verbose", "--csv " + again, store);
        assertThat(second.out).containsPattern("(?<!\\d)80 replicates were known");
        assertThat(simulated(second)).isZero();
        assertThat(again).hasSameBinaryContentAs(csv);
        Ended refused = onSpark(plan, "--out " + rows, store);
        assertThat(refused.code).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err).contains("--out " + rows + ": exists already; give a new folder");
    }

    /** A driver that is killed leaves a folder that is not whole, and the last file of it broken. */
    @Test
    void aFolderOfARunThatDidNotEndIsWrittenAnew() throws Exception {
        Path plan = plan("vary: {budget: [1, 2]}\nreplicates: 1\n");
        Path rows = folder.resolve("rows");
        assertThat(onSpark(plan, "--out " + rows).code).isZero();
        byte[] whole = Files.readAllBytes(rows.resolve("part-00000.parquet"));
        Files.delete(rows.resolve("_SUCCESS"));
        Files.write(rows.resolve("part-00000.parquet"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(rows.resolve("part-00001.parquet"), whole);
        Ended again = onSpark(plan, "--out " + rows);
        assertThat(again.code).as(again.err).isZero();
        assertThat(rows(rows.resolve("part-00000.parquet"))).hasSize(3);
        assertThat(rows).isDirectoryNotContaining("glob:**part-00001*").isDirectoryContaining("glob:**/_SUCCESS");
    }

    /** What cannot be had costs nothing that was there. */
    @Test
    void rowsOfBeforeOutliveAFolderThatCannotBeMade() throws Exception {
        Path plan = plan("vary: {budget: [1, 2]}\nreplicates: 1\n");
        Path csv = Files.writeString(folder.resolve("rows.csv"), "kept");
        Ended ended = onSpark(plan, "--csv " + csv, "--out " + plan.resolve("rows"));
        assertThat(ended.code).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ended.err).startsWith("evalgap: --out " + plan.resolve("rows") + ": cannot be written (");
        assertThat(csv).hasContent("kept");
    }

    /** The steps of such a penalty explode. */
    @Test
    void pointsThatFailAreRecordedAsTheyAreHere() throws Exception {
        Path plan = plan("  \nvary: {klPenalty: [1000000, 0]}\nreplicates: 16\n");
        Files.writeString(
                plan,
                Files.readString(plan).replace("environments: 8", "environments: 8, trainer: sampled, updates: 10"));
        Ended there = onSpark(plan);
        Ended here = here(plan);
        assertThat(here.code).isEqualTo(ExitCode.POINTS_FAILED);
        assertThat(there.code).isEqualTo(here.code);
        assertThat(there.err.lines().filter(line -> line.startsWith("evalgap:")))
                .containsExactlyElementsOf(here.err
                        .lines()
                        .filter(line -> line.startsWith("evalgap:"))
                        .toList())
                .hasSize(2);
    }

    /** The executor answers; Spark does not try again. */
    @Test
    void aJarOfAnotherVersionIsNamed() {
        byte[] sent = new Brief(Trade.SWEEP.name(), "", new byte[0]).toBytes();
        byte[] other = sent.clone();
        other[4] = 'X';
        Station station = Station.of(Parcel.sha256(other), () -> other);
        Frames.Answer answer = Frames.answer(station.work(Frames.task(List.of(new byte[1])), () -> false));
        assertThat(answer.refusal()).startsWith("executors run another evalgap-spark.jar than the driver");
        assertThat(answer.fault()).isFalse();
        Station changed = Station.of("0".repeat(64), () -> sent);
        assertThat(Frames.answer(changed.work(Frames.task(List.of(new byte[1])), () -> false))
                        .refusal())
                .contains("its hash is another");
    }
}
