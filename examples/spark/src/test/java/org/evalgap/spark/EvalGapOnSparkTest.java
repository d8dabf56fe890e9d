package org.evalgap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.evalgap.cli.command.ExitCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is said before any work begins. */
class EvalGapOnSparkTest {
    private static final Path PLANS = Path.of("").toAbsolutePath().resolveSibling("plans");

    @TempDir
    private Path folder;

    /** How a command ended, and what it said. */
    private record Ended(int code, String out, String err) {}

    private static Ended run(CommandLine line, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
        return new Ended(code, out.toString(), err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spark://127.0.0.1:1|nobody answers there",
                "spark://nowhere.invalid:7077|nobody answers there",
                "sparkle|cannot be used (Could not parse Master URL: 'sparkle');",
                "k8s://https://127.0.0.1:1|cannot be used (Spark's libraries here have nothing for it;"
            })
    void aWrongMasterIsNamed(String master, String problem) {
        Ended ended = quick(Map.of("spark.master", master));
        assertThat(ended.code).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ended.err).contains("evalgap: --master " + master + ": " + problem);
        assertThat(ended.err.lines()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void tooLittleMemoryIsNamed() {
        Ended ended = quick(Map.of("spark.master", "local[1]", "spark.testing.memory", "100000000"));
        assertThat(ended.code).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ended.err)
                .isEqualTo("evalgap: not enough memory for Spark's driver: it needs 472 MB at least; give it"
                        + " --driver-memory 1g, or without spark-submit JAVA_OPTS=-Xmx1g" + System.lineSeparator());
    }

    /** A sweep with Spark's own settings. */
    private static Ended quick(Map<String, String> settings) {
        settings.forEach(System::setProperty);
        try {
            return run(
                    EvalGapOnSpark.commandLine(Cluster::open),
                    "sweep",
                    PLANS.resolve("quick.yaml").toString());
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    /** Only files of a run that did not end are written anew; all else is refused as it is, and no cluster is asked. */
    @ParameterizedTest
    @CsvSource({
        "_SUCCESS, a folder that is whole",
        "notes.txt, a folder with notes.txt in it",
        "part-00000-9f1c.snappy.parquet, a folder with part-00000-9f1c.snappy.parquet in it",
        "part-0.parquet, a folder with part-0.parquet in it",
        "part-00001.parquet/, a folder with part-00001.parquet in it"
    })
    void aFolderOfSomebodyElseIsRefused(String other, String what) throws Exception {
        Path rows = Files.createDirectory(folder.resolve("rows"));
        Path part = Files.writeString(rows.resolve("part-00000.parquet"), "kept");
        Path more = rows.resolve(other);
        if (other.endsWith("/")) {
            Files.createDirectory(more);
        } else {
            Files.writeString(more, "");
        }
        refused(rows, what);
        assertThat(part).hasContent("kept");
        assertThat(more).exists();
    }

    @Test
    void aFileInPlaceOfAFolderIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("part-00000.parquet"), "kept");
        refused(file, "a file");
        assertThat(file).hasContent("kept");
    }

    private static void refused(Path rows, String what) {
        Ended ended = run(
                EvalGapOnSpark.commandLine(() -> {
                    throw new AssertionError("a cluster");
                }),
                "sweep",
                PLANS.resolve("quick.yaml").toString(),
                "--out",
                rows.toString());
        assertThat(ended.code).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ended.err)
                .contains("evalgap: --out " + rows + ": exists already; give a new folder (that is " + what + ";");
    }

    /** Neither of them is begun. */
    @ParameterizedTest
    @CsvSource({"--csv, rows", "--csv, rows/all.csv", "--contrasts, rows/../rows/all.csv", "--report, rows"})
    void aFileInTheFolderOfRowsIsRefused(String option, String name) {
        Path rows = folder.resolve("rows");
        Path other = folder.resolve(name);
        Ended ended = run(
                EvalGapOnSpark.commandLine(() -> {
                    throw new AssertionError("a cluster");
                }),
                "sweep",
                PLANS.resolve("quick.yaml").toString(),
                "--baseline",
                "inspiration=0",
                "--out",
                rows.toString(),
                option,
                other.toString());
        assertThat(ended.code).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ended.err)
                .isEqualTo("evalgap: " + option + " " + other + ": lies in the folder of --out " + rows
                        + ", which holds rows alone; choose another" + System.lineSeparator());
        assertThat(rows).doesNotExist();
    }

    @Test
    void helpShowsAPlanAloneAndTheVersionIsKnown() {
        Ended help = run(EvalGapOnSpark.commandLine(Cluster::open), "--help");
        assertThat(help.out)
                .contains("A plan alone is swept: evalgap-on-spark plan.yaml")
                .containsPattern("(?<=[ \n])evalgap-spark\\.jar(?=[ \r\n])");
        for (String[] args : List.of(new String[] {"--version"}, new String[] {"sweep", "--version"})) {
            assertThat(run(EvalGapOnSpark.commandLine(Cluster::open), args).out).matches("evalgap .+\\R");
        }
    }

    /** As examples/evalgap-on-spark begins it: nothing of Spark's own stands before the line that says what is wrong. */
    @Test
    @Tag("long")
    void withoutSparkSubmitOneErrorIsAllThatIsSaid() throws Exception {
        File out = folder.resolve("out").toFile();
        String plan = PLANS.resolve("quick.yaml").toString();
        assertThat(alone("-Dspark.master=sparkle", out, plan))
                .isEqualTo("evalgap: --master sparkle: cannot be used (Could not parse Master URL: 'sparkle');\n"
                        + "give local[*], spark://host:7077, yarn or k8s://https://host:port\n");
        assertThat(alone("-Dspark.testing.memory=100000000", out, plan))
                .startsWith("evalgap: not enough memory for Spark's driver:")
                .hasLineCount(1);
        assertThat(out).isEmpty();
    }

    @Test
    @Tag("long")
    @EnabledOnOs(OS.LINUX)
    void whatStandardOutputCannotTakeIsTold() throws Exception {
        assertThat(alone("-Dspark.master=local[1]", new File("/dev/full"), "--help"))
                .startsWith("evalgap: standard output: cannot be written (")
                .hasLineCount(1);
    }

    /** What a process of its own says of its errors, which ends as bad input does. */
    private String alone(String setting, File out, String argument) throws Exception {
        File err = folder.resolve("err").toFile();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlog4j2.configurationFile=classpath:org/evalgap/spark/log4j2.properties",
                        "--enable-native-access=ALL-UNNAMED",
                        setting,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EvalGapOnSpark.class.getName(),
                        argument)
                .redirectError(err)
                .redirectOutput(out)
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.BAD_INPUT);
        return Files.readString(err.toPath()).replace("\r", "");
    }

    @Test
    void aDryRunSaysWhatItWillTakeAndNeedsNoCluster() throws Exception {
        Path plan = Files.writeString(
                folder.resolve("plan.yaml"),
                "scenario: {publicItems: 12, freshItems: 20, workTasks: 20, environments: 8}\n"
                        + "vary: {budget: [1, 2]}\nreplicates: 100\n");
        Ended ended = run(
                EvalGapOnSpark.commandLine(() -> {
                    throw new AssertionError("a cluster");
                }),
                "sweep",
                plan.toString(),
                "--dry-run");
        assertThat(ended.code).as(ended.err).isZero();
        assertThat(ended.out)
                .contains("2 points of 100 replicates in 7 units of work")
                .contains("Expected: ")
                .contains("core hours");
    }

    @Test
    void aPlanAloneIsSwept() {
        assertThat(EvalGapOnSpark.withCommand("plan.yaml", "--csv", "x"))
                .containsExactly("sweep", "plan.yaml", "--csv", "x");
        assertThat(EvalGapOnSpark.withCommand("sweep", "plan.yaml")).containsExactly("sweep", "plan.yaml");
        assertThat(EvalGapOnSpark.withCommand("--help")).containsExactly("--help");
    }
}
