package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.evalgap.cli.Cli;
import org.evalgap.cli.Shell;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that nothing can be written to, little memory, many threads, and exports that are ended. */
@Tag("long")
class FaultsOfMachinesTest {
    private static final String SMALL =
            "scenario: {publicItems: 12, freshItems: 20, workTasks: 20, environments: 8, dimension: 2}\n";
    private static final String PLAN = SMALL + "vary: {budget: [8, 64]}\nreplicates: 2\n";
    private static final String LARGE = SMALL + "vary: {budget: {from: 1, to: 100}}\ndesign: sobol\npoints: 60000\n";

    @TempDir
    private Path folder;

    private Path plan(String text) throws IOException {
        return Files.writeString(folder.resolve("plan.yaml"), text);
    }

    /** A file system that is mounted so, since the rights of a folder mean nothing to some users. */
    @Test
    void aFolderThatCannotBeWrittenIsOneClearError() throws Exception {
        Path plan = plan(PLAN);
        Path store = folder.resolve("rows.duckdb");
        Cli.out("sweep", plan, "--store", store);
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=1m,ro", "tmpfs", disk.toString()))
                .as("a file system can be mounted here")
                .isTrue();
        try {
            for (List<?> wanted : List.of(
                    List.of("sweep", plan, "--out", disk.resolve("rows.csv")),
                    List.of("sweep", plan, "--store", disk.resolve("rows.duckdb")),
                    List.of("sweep", plan, "--report", disk.resolve("page")),
                    List.of("export", store, "--out", disk.resolve("rows.csv")),
                    List.of("export", store, "--out", disk.resolve("rows.parquet")),
                    List.of("study", "bug-loop", "--out", disk.resolve("page")))) {
                Cli.refused(wanted, disk);
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulate --set environments=65536", "audit --public big.csv --environments big.csv"})
    void littleMemoryIsOneClearError(String command) throws Exception {
        assumeThat(Shell.exists()).as("Bash").isTrue();
        StringBuilder rows = new StringBuilder("x0,difficulty\n");
        for (int i = 0; i < 20_000; i++) {
            rows.append(i).append(",0\n");
        }
        Files.writeString(folder.resolve("big.csv"), rows);
        Cli.Ended ended = new Shell(folder).run("export JAVA_TOOL_OPTIONS=-Xmx48m; evalgap " + command);
        assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines().filter(line -> !line.startsWith("Picked up")))
                .singleElement()
                .asString()
                .startsWith("evalgap: ")
                .contains("memory");
    }

    @Test
    void aThousandThreadsGiveTheBytesOfOne() throws Exception {
        Path plan = plan(PLAN);
        Path one = folder.resolve("one.csv");
        Path many = folder.resolve("many.csv");
        Cli.out("sweep", plan, "--out", one, "--threads", 1);
        Cli.out("sweep", plan, "--out", many, "--threads", 1024);
        assertThat(Files.mismatch(one, many)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows.parquet", "rows.csv"})
    void anExportThatIsEndedGentlyLeavesNothing(String name) throws Exception {
        Path store = folder.resolve("rows.duckdb");
        Cli.run("sweep", plan(LARGE), "--store", store);
        StoreProcess processes = new StoreProcess(folder);
        Process export = processes.start("export", store, "--out", folder.resolve(name));
        try {
            while (export.isAlive() && hidden().isEmpty()) {
                Thread.sleep(1);
            }
            export.destroy();
            assertThat(export.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            export.destroyForcibly().waitFor();
        }
        assertThat(export.exitValue()).as("128 + SIGTERM").isEqualTo(143);
        assertThat(hidden()).isEmpty();
        assertThat(folder.resolve(name)).doesNotExist();
    }

    private List<String> hidden() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith("."))
                    .toList();
        }
    }
}
