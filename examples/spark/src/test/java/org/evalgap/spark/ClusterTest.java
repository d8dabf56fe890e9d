package org.evalgap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evalgap.cli.EvalGap;
import org.evalgap.cli.command.ExitCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * A master and two workers, each of one core, and the jar that users submit. Wants {@code mvn -q -DskipTests -Pspark package}
 * before; says so where that was not done.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {
    private static final Path EXAMPLES = Path.of("").toAbsolutePath().getParent();
    private static final Path JAR = EXAMPLES.resolve("target/evalgap-spark.jar");
    private static final Path CLASS_PATH = EXAMPLES.resolve("spark/target/spark.classpath");
    private static final List<String> SMALL_EXECUTORS =
            List.of("--executor-memory", "512m", "--conf", "spark.ui.enabled=false", "--driver-memory", "600m");

    @TempDir
    private static Path folder;

    private static StandaloneCluster cluster;

    @BeforeAll
    static void begin() throws Exception {
        assumeTrue(
                Files.exists(JAR) && Files.exists(CLASS_PATH),
                "not run: " + JAR + " is missing; mvn -q -DskipTests -Pspark package makes it");
        cluster = new StandaloneCluster(folder, CLASS_PATH, 2);
    }

    @AfterAll
    static void end() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Process submit(String name, List<String> options, String... args) throws IOException {
        List<String> all = new ArrayList<>(SMALL_EXECUTORS);
        all.addAll(options);
        return cluster.submit(name, "600m", all, JAR, List.of(args));
    }

    private static int ended(Process process, String name) throws Exception {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(name).isTrue();
        return process.exitValue();
    }

    private static Path here(Path plan, String... options) {
        Path csv = folder.resolve(plan.getFileName() + ".here.csv");
        String[] args = Stream.concat(Stream.of("sweep", plan.toString(), "--out", csv.toString()), Stream.of(options))
                .toArray(String[]::new);
        CommandLine line = EvalGap.commandLine(args)
                .setOut(new PrintWriter(OutputStream.nullOutputStream()))
                .setErr(new PrintWriter(OutputStream.nullOutputStream()));
        assertThat(line.execute(args)).isZero();
        return csv;
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({"quick", "gsm8k", "inspiration", "network"})
    void bytesAreTheSame(String name) throws Exception {
        Path plan = EXAMPLES.resolve("plans/" + name + ".yaml");
        Path csv = folder.resolve(name + ".csv");
        Path rows = folder.resolve(name + "-rows");
        Process process =
                submit(name, List.of(), "sweep", plan.toString(), "--csv", csv.toString(), "--out", rows.toString());
        assertThat(ended(process, name)).as(cluster.said(name + ".err")).isZero();
        assertThat(csv).hasSameBinaryContentAs(here(plan));
        assertThat(rows.resolve("_SUCCESS")).exists();
    }

    private static Path slow() throws IOException {
        return Files.writeString(
                folder.resolve("slow.yaml"),
                "vary:\n  inspiration: {from: 0, to: 1, steps: 20}\n  breadth: {from: 1, to: 2, steps: 30}\n"
                        + "  budget: [64, 256]\nreplicates: 32\n");
    }

    /** Waits for a store or a file of rows to grow beyond what it has at first. */
    private static void awaitGrowth(Path file, long bytes, Process process) throws Exception {
        for (int i = 0; i < 1200; i++) {
            if (Files.exists(file) && Files.size(file) > bytes) {
                return;
            }
            assertThat(process.isAlive()).as("is still at work").isTrue();
            Thread.sleep(100);
        }
        throw new AssertionError("nothing was written to " + file);
    }

    /** The driver is killed, and what it kept is not simulated again: nothing lost, nothing twice. */
    @Test
    @Order(2)
    void aKilledDriverLosesNothing() throws Exception {
        Path plan = slow();
        Path store = folder.resolve("kept.duckdb");
        Path csv = folder.resolve("slow.csv");
        String[] command = {"sweep", plan.toString(), "--csv", csv.toString(), "--store", store.toString()};
        Process killed = submit("killed", List.of(), command);
        awaitGrowth(csv, 20_000, killed);
        StandaloneCluster.end(killed);
        Process again = submit("again", List.of(), command);
        assertThat(ended(again, "again")).as(cluster.said("again.err")).isZero();
        Matcher known = Pattern.compile("(\\d+) replicates were known").matcher(cluster.said("again.out"));
        assertThat(known.find()).isTrue();
        assertThat(Long.parseLong(known.group(1))).isBetween(1L, 20L * 30 * 2 * 32 - 1);
        assertThat(csv).hasSameBinaryContentAs(here(plan));
        Process third = submit("third", List.of(), command);
        assertThat(ended(third, "third")).isZero();
        assertThat(cluster.said("third.out")).contains(20 * 30 * 2 * 32 + " replicates were known");
    }

    @Test
    @Order(3)
    void noMemoryAndAnotherVersionAreNamed() throws Exception {
        Path plan = EXAMPLES.resolve("plans/quick.yaml");
        Process greedy = submit(
                "greedy",
                List.of("--executor-memory", "8g", "--conf", "spark.evalgap.patience=5"),
                "sweep",
                plan.toString());
        assertThat(ended(greedy, "greedy")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(cluster.said("greedy.err")).contains("evalgap: no executor for 5 s: no worker has the memory (8g)");
        Path other = Files.copy(JAR, folder.resolve("other.jar"));
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + other.toUri()), Map.of())) {
            Files.writeString(zip.getPath("org/evalgap/cli/output/commit.txt"), "another");
        }
        Process misfit =
                submit("misfit", List.of("--conf", "spark.executor.extraClassPath=" + other), "sweep", plan.toString());
        assertThat(ended(misfit, "misfit")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(cluster.said("misfit.err"))
                .contains("evalgap: executors run another evalgap-spark.jar than the driver: EvalGap ");
        assertThat(cluster.said("misfit.err").lines().filter(line -> line.startsWith("evalgap:")))
                .hasSize(1);
    }

    /** In the middle of the work one worker is killed with its executor; tasks that are slow are run twice. */
    @Test
    @Order(4)
    void aKilledWorkerCostsTimeAndNothingElse() throws Exception {
        Path plan = slow();
        Path csv = folder.resolve("survived.csv");
        Process process = submit(
                "survived",
                List.of(
                        "--conf",
                        "spark.speculation=true",
                        "--conf",
                        "spark.speculation.multiplier=1.01",
                        "--conf",
                        "spark.speculation.quantile=0.1",
                        "--conf",
                        "spark.speculation.interval=50ms"),
                "sweep",
                plan.toString(),
                "--csv",
                csv.toString());
        awaitGrowth(csv, 20_000, process);
        StandaloneCluster.end(cluster.worker(0));
        assertThat(ended(process, "survived")).as(cluster.said("survived.err")).isZero();
        assertThat(csv).hasSameBinaryContentAs(here(plan));
    }
}
