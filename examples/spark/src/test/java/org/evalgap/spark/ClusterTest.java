package org.evalgap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
 * before; where that was not done, or not since a source changed, it says so and is skipped.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {
    private static final Path EXAMPLES = Path.of("").toAbsolutePath().getParent();
    private static final Path JAR = EXAMPLES.resolve("target/evalgap-spark.jar");
    private static final Path CLASS_PATH = EXAMPLES.resolve("spark/target/spark.classpath");
    private static final List<String> SMALL_EXECUTORS = List.of(
            "--executor-memory",
            "512m",
            "--conf",
            "spark.executor.extraJavaOptions=-XX:+UseSerialGC",
            "--conf",
            "spark.ui.enabled=false",
            "--driver-memory",
            "600m");

    /** Of the plan that takes a while. */
    private static final long REPLICATES = 20L * 5 * 2 * 32;

    /** More than the names of columns take in a file of rows. */
    private static final long HEADER = 4000;

    @TempDir
    private static Path folder;

    private static StandaloneCluster cluster;

    @BeforeAll
    static void begin() throws Exception {
        String problem = problem();
        if (!problem.isEmpty()) {
            String skipped = "ClusterTest was NOT run: " + problem + "; mvn -q -DskipTests -Pspark package makes it";
            System.err.println(skipped);
            abort(skipped);
        }
        cluster = new StandaloneCluster(folder, CLASS_PATH, 2);
    }

    /** Why the jar is not what its sources say; empty if it is. */
    private static String problem() throws IOException {
        if (!Files.exists(JAR) || !Files.exists(CLASS_PATH)) {
            return (Files.exists(JAR) ? CLASS_PATH : JAR) + " is missing";
        }
        FileTime built = Files.getLastModifiedTime(JAR);
        for (String module : List.of("../core", ".", "spark")) {
            try (Stream<Path> sources = Files.walk(EXAMPLES.resolve(module).resolve("src/main"))) {
                for (Path source : (Iterable<Path>) sources.filter(Files::isRegularFile)::iterator) {
                    if (Files.getLastModifiedTime(source).compareTo(built) > 0) {
                        return JAR + " is older than " + source.normalize();
                    }
                }
            }
        }
        return "";
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

    /** What {@code evalgap sweep} writes, which is done once a plan. */
    private static Path here(Path plan) {
        Path csv = folder.resolve(plan.getFileName() + ".here.csv");
        if (!Files.exists(csv)) {
            String[] args = {"sweep", plan.toString(), "--out", csv.toString()};
            CommandLine line = EvalGap.commandLine(args)
                    .setOut(new PrintWriter(OutputStream.nullOutputStream()))
                    .setErr(new PrintWriter(OutputStream.nullOutputStream()));
            assertThat(line.execute(args)).isZero();
        }
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
                "vary:\n  inspiration: {from: 0, to: 1, steps: 20}\n  breadth: {from: 1, to: 2, steps: 5}\n"
                        + "  budget: [64, 256]\nreplicates: 32\n");
    }

    /** Waits until a store has grown after rows were written: what they were made of is in it. */
    private static void awaitCommit(Path store, Path csv, Process process) throws Exception {
        await(() -> Files.exists(csv) && Files.size(csv) > HEADER, process);
        long before = size(store);
        await(() -> size(store) > before, process);
        assertThat(process.isAlive()).as("is in the middle").isTrue();
    }

    private static void await(Callable<Boolean> event, Process process) throws Exception {
        for (int i = 0; i < 3000 && process.isAlive(); i++) {
            if (event.call()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("it has ended, or done nothing for five minutes");
    }

    /** Of a store and its log. */
    private static long size(Path store) throws IOException {
        long size = 0;
        for (Path file : List.of(store, store.resolveSibling(store.getFileName() + ".wal"))) {
            size += Files.exists(file) ? Files.size(file) : 0;
        }
        return size;
    }

    /** The driver is killed, and what it kept is not simulated again: nothing lost, nothing twice, by the same command. */
    @Test
    @Order(2)
    void aKilledDriverLosesNothing() throws Exception {
        Path plan = slow();
        Path store = folder.resolve("kept.duckdb");
        Path csv = folder.resolve("slow.csv");
        Path rows = folder.resolve("slow-rows");
        String[] command = {
            "sweep",
            plan.toString(),
            "--verbose",
            "--csv",
            csv.toString(),
            "--store",
            store.toString(),
            "--out",
            rows.toString()
        };
        Process killed = submit("killed", List.of(), command);
        awaitCommit(store, csv, killed);
        StandaloneCluster.end(killed);
        assertThat(rows).isDirectory();
        assertThat(rows.resolve("_SUCCESS")).doesNotExist();
        Process again = submit("again", List.of(), command);
        assertThat(ended(again, "again")).as(cluster.said("again.err")).isZero();
        assertThat(known("again")).isBetween(1L, REPLICATES - 1);
        assertThat(known("again") + simulated("again")).isEqualTo(REPLICATES);
        assertThat(csv).hasSameBinaryContentAs(here(plan));
        assertThat(rows.resolve("_SUCCESS")).exists();
    }

    private static long known(String name) throws IOException {
        return number(name, "(?m)^(\\d+) replicates were known");
    }

    private static long simulated(String name) throws IOException {
        return number(name, "(?m)^(\\d+) replicates in ");
    }

    private static long number(String name, String pattern) throws IOException {
        String said = cluster.said(name + ".out");
        Matcher found = Pattern.compile(pattern).matcher(said);
        assertThat(found.find()).as(said).isTrue();
        return Long.parseLong(found.group(1));
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
        Path store = folder.resolve("survived.duckdb");
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
                csv.toString(),
                "--store",
                store.toString());
        awaitCommit(store, csv, process);
        StandaloneCluster.end(cluster.worker(0));
        assertThat(process.isAlive()).as("the worker is killed in the middle").isTrue();
        assertThat(ended(process, "survived")).as(cluster.said("survived.err")).isZero();
        assertThat(cluster.said("survived.err")).contains("Lost executor");
        assertThat(csv).hasSameBinaryContentAs(here(plan));
    }
}
