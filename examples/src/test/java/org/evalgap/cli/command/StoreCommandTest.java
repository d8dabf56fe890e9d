package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evalgap.cli.Cli;
import org.evalgap.cli.input.CsvTable;
import org.evalgap.cli.output.Numbers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandTest {
    private static final String SMALL =
            "scenario: {publicItems: 12, freshItems: 20, workTasks: 20, environments: 8, dimension: 2}\n";
    private static final String PLAN = SMALL
            + "vary:\n  lab:\n    \"plain, old\": {}\n    wide: {breadth: 2}\n  budget: [8, 64, 256]\nreplicates: 18\nseed: 9\n";
    private static final String LARGE =
            SMALL + "vary:\n  budget: {from: 1, to: 100}\n  inspiration: {from: 0, to: 1}\ndesign: sobol\npoints: %d\n";

    @TempDir
    private Path folder;

    private Path store;
    private Path csv;
    private Path again;

    @BeforeEach
    void name() {
        store = folder.resolve("results.duckdb");
        csv = folder.resolve("rows.csv");
        again = folder.resolve("again.csv");
    }

    private Path plan(String text) throws IOException {
        return Files.writeString(folder.resolve("plan.yaml"), text);
    }

    @Test
    void aSecondSweepSimulatesNothingAndTheExportHasItsBytes() throws IOException {
        Path plan = plan(PLAN);
        Cli.out("sweep", plan, "--out", csv);
        assertThat(Cli.out("sweep", plan, "--store", store, "--out", again, "--verbose"))
                .contains("108 replicates in ", "0 replicates were known from " + store);
        assertThat(Files.mismatch(csv, again)).isEqualTo(-1);
        assertThat(Cli.out("sweep", plan, "--store", "jdbc:duckdb:" + store, "--out", again, "--verbose"))
                .contains("0 replicates in ", "108 replicates were known from ");
        assertThat(Files.mismatch(csv, again)).isEqualTo(-1);
        Files.delete(again);
        assertThat(Cli.out("export", store, "--out", again)).isEqualTo("sweep: 6 of 6 rows in " + again + "\n");
        assertThat(Files.mismatch(csv, again)).isEqualTo(-1);
    }

    @Test
    void aPlanMayNameItsStore() throws IOException {
        Cli.out("sweep", plan("store: " + store + "\n" + PLAN));
        assertThat(Cli.out("sweep", plan(PLAN), "--store", store)).contains("108 replicates were known");
        Cli.refused(List.of("sweep", plan(SMALL + "store: [1]\n")), "plan.yaml", "line 2", "store");
    }

    @Test
    void withoutAStoreNothingIsStored() throws IOException {
        assertThat(Cli.out("sweep", plan(PLAN))).doesNotContain("known");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("plan.yaml"));
        }
    }

    @Test
    void theManifestSaysWhatWasRunAndWhen() throws Exception {
        Path plan = plan("# Why: …\n" + PLAN);
        Cli.out("sweep", plan, "--store", store, "--seed", 4);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT s.plan, s.seed, t.command, t.jdk, t.ended >= t.started,"
                                + " t.replicates FROM sweep s JOIN session t ON t.sweep = s.id")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo("# Why: …\n" + PLAN);
            assertThat(result.getLong(2)).isEqualTo(4);
            assertThat(result.getString(3)).isEqualTo("evalgap sweep " + plan + " --store " + store + " --seed 4");
            assertThat(result.getString(4)).isEqualTo(Runtime.version().toString());
            assertThat(result.getBoolean(5)).isTrue();
            assertThat(result.getLong(6)).isEqualTo(108);
        }
    }

    @Test
    void sweepsOfOneStoreAreChosenByNameOrNumber() throws IOException {
        Cli.out("sweep", plan("name: first\n" + PLAN), "--store", store);
        Cli.out("sweep", plan("name: second\n" + PLAN), "--store", store, "--set", "budget=8", "--seed", "-3");
        assertThat(Cli.out("export", store, "--out", csv)).startsWith("second: 2 of 2 rows");
        assertThat(Cli.out("export", store, "--out", csv, "--sweep", "first")).startsWith("first: 6 of 6 rows");
        assertThat(Cli.out("export", store, "--out", csv, "--sweep", "1")).startsWith("first: ");
        Cli.refused(List.of("export", store, "--out", csv, "--sweep", "third"), "third", "1 first, 2 second");
    }

    @Test
    void parquetHoldsTheSameNumbers() throws Exception {
        Cli.out("sweep", plan(PLAN), "--store", store, "--out", csv);
        Path parquet = folder.resolve("it's.parquet");
        assertThat(Cli.out("export", store, "--out", parquet)).startsWith("sweep: 6 of 6 rows");
        CsvTable expected = CsvTable.read(csv);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT * FROM '" + parquet.toString().replace("'", "''") + "'")) {
            for (int row = 0; row < expected.rows(); row++) {
                assertThat(result.next()).isTrue();
                for (int c = 0; c < expected.header().size(); c++) {
                    String name = expected.header().get(c);
                    assertThat(result.getMetaData().getColumnName(c + 1)).isEqualTo(name);
                    Object value = result.getObject(c + 1);
                    String text = value == null ? "" : value instanceof Double d ? Numbers.text(d) : value.toString();
                    assertThat(text).as(name).isEqualTo(expected.text(row, name));
                }
            }
            assertThat(result.next()).isFalse();
        }
        assertThat(hidden()).isEmpty();
    }

    @Test
    void reportsComeFromStoresToo() throws IOException {
        Path plan = plan(PLAN);
        Cli.out("sweep", plan, "--store", store);
        Path page = folder.resolve("page");
        assertThat(Cli.out("report", store, "--plan", plan, "--out", page)).contains("index.html");
        assertThat(page.resolve("index.html")).isNotEmptyFile();
    }

    @Test
    void whatIsNoStoreIsRefused() throws IOException {
        Path plan = plan(PLAN);
        Cli.refused(List.of("export", store, "--out", csv), store, "no such file");
        Cli.refused(List.of("report", store, "--out", folder.resolve("page")), store, "no such file");
        Cli.refused(List.of("sweep", plan, "--out", csv, "--store", folder), folder);
        Cli.refused(List.of("sweep", plan, "--out", csv, "--store", "jdbc:nothing:x"), "jdbc:nothing:x", "no driver");
        Cli.refused(List.of("sweep", plan, "--out", csv, "--store", plan), plan);
        Cli.refused(List.of("sweep", plan, "--out", csv, "--store", folder.resolve("missing/x.duckdb")), "x.duckdb");
        assertThat(csv).doesNotExist();
        assertThat(plan).hasContent(PLAN.strip());
    }

    @Test
    void rowsAreNotWrittenIntoTheirStore() throws IOException {
        Path plan = plan(PLAN);
        Cli.refused(List.of("sweep", plan, "--out", store, "--store", store), "--out", "would overwrite the store");
        assertThat(store).doesNotExist();
        Cli.out("sweep", plan, "--store", store);
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), store);
        Cli.refused(List.of("export", store, "--out", link), "--out", "would overwrite the store");
        assertThat(Cli.out("export", store, "--out", csv)).contains("6 of 6 rows");
    }

    @Test
    void anotherModelsStoreIsRefusedWithTheReason() throws Exception {
        Path plan = plan(PLAN);
        Cli.out("sweep", plan, "--store", store);
        change("UPDATE store SET model = 0");
        Cli.refused(
                List.of("sweep", plan, "--out", csv, "--store", store), store, "model version 0", "give a new store");
        Cli.refused(List.of("export", store, "--out", csv), store, "model version 0");
        assertThat(csv).doesNotExist();
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void anIncompleteSweepsExportSaysWhatIsMissing() throws Exception {
        Cli.out("sweep", plan(PLAN), "--store", store);
        change("DELETE FROM block WHERE point = 2 AND block = 1");
        change("DELETE FROM block WHERE point = 3");
        change("INSERT INTO failure VALUES (1, 2, 'Scenario()', 'out of ideas')");
        assertThat(Cli.out("export", store, "--out", csv))
                .isEqualTo("sweep: 4 of 6 rows in " + csv + "\nFailed: 1\nNot simulated yet: 1\n");
        assertThat(Cli.out("sweep", plan(PLAN), "--store", store, "--verbose"))
                .contains("20 replicates in ", "88 replicates were");
        assertThat(Cli.out("export", store, "--out", csv))
                .contains("6 of 6 rows")
                .doesNotContain("failed");
    }

    @Test
    void aDamagedStoreLeavesTheFileThatItWasToBeExportedTo() throws Exception {
        Cli.out("sweep", plan(PLAN), "--store", store);
        change("UPDATE block SET inflation = NULL WHERE point = 6");
        Cli.refused(List.of("sweep", plan(PLAN), "--store", store), store, "damaged", "has no inflation");
        change("UPDATE block SET workGain = 'NaN' WHERE point = 6");
        for (String name : List.of("rows.csv", "rows.parquet")) {
            Path out = Files.writeString(folder.resolve(name), "what was there");
            Cli.refused(List.of("export", store, "--out", out), store, "damaged", "workGain is no number");
            assertThat(out).hasContent("what was there");
        }
        try (FileChannel channel = FileChannel.open(store, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        Path out = Files.writeString(csv, "what was there");
        Cli.refused(List.of("export", store, "--out", out), store);
        assertThat(out).hasContent("what was there");
        assertThat(hidden()).isEmpty();
    }

    private List<String> hidden() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(".evalgap"))
                    .toList();
        }
    }

    @Test
    void anExportTakesThePlaceOfAFileWithItsRightsAndBehindItsLink() throws Exception {
        Cli.out("sweep", plan(PLAN), "--store", store, "--out", csv);
        Path file = Files.writeString(folder.resolve("target.csv"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
        Cli.out("export", store, "--out", link);
        assertThat(link).isSymbolicLink();
        assertThat(Files.mismatch(csv, file)).isEqualTo(-1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        Cli.refused(List.of("export", store, "--out", folder), folder, "a directory");
        Cli.refused(
                List.of("export", store, "--out", folder.resolve("missing/x.csv")),
                "missing/x.csv",
                "cannot be written");
        Cli.refused(List.of("export", store, "--out", "/dev/full"), "/dev/full", "cannot be written");
        assertThat(hidden()).isEmpty();
    }

    @Tag("long")
    @Test
    void aStoreThatIsDeletedWhileASweepWritesToItIsAnError() throws Exception {
        StoreProcess processes = new StoreProcess(folder);
        Process sweep = processes.start("sweep", plan(LARGE.formatted(2_000_000)), "--store", store);
        try {
            processes.awaitCommits(sweep, store, 0, 100_000);
            Files.delete(store);
            assertThat(sweep.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            sweep.destroyForcibly().waitFor();
        }
        assertThat(sweep.exitValue()).isEqualTo(2);
        assertThat(Files.readString(processes.errors()))
                .contains(store.toString(), "deleted or replaced", "The same command again")
                .doesNotContain("\tat ");
    }

    /** A process of its own, whose little memory a point of 65,536 environments cannot be simulated in. */
    @Tag("long")
    @Test
    void aFailingPointIsKeptAsSuchAndDoesNotStopTheRest() throws Exception {
        Path plan = plan("scenario: {publicItems: 1, freshItems: 1, workTasks: 1, dimension: 1}\n"
                + "vary: {environments: [4, 65536, 5]}\n");
        StoreProcess processes = new StoreProcess(folder);
        for (int attempt = 1; attempt <= 2; attempt++) {
            Process process = processes.start("sweep", plan, "--store", store, "--out", csv);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ExitCode.POINTS_FAILED);
            assertThat(Files.readString(processes.errors()))
                    .contains(
                            "point 1, ",
                            "needs more memory",
                            "1 of 3 points failed; the same command again tries them again");
            assertThat(Cli.out("export", store, "--out", again)).endsWith("2 of 3 rows in " + again + "\nFailed: 1\n");
            assertThat(Files.mismatch(csv, again)).isEqualTo(-1);
        }
    }

    @Tag("long")
    @Test
    void aSecondProcessOnTheSameStoreIsOneClearError() throws Exception {
        Path plan = plan(LARGE.formatted(2_000_000));
        StoreProcess processes = new StoreProcess(folder);
        Process first = processes.start("sweep", plan, "--store", store);
        try {
            processes.awaitCommits(first, store, 0, 100_000);
            Cli.refused(
                    List.of("sweep", plan, "--store", store),
                    store,
                    "in use by another process, number " + first.pid(),
                    "wait");
            Cli.refused(List.of("export", store, "--out", csv), "in use by another process");
            assertThat(csv).doesNotExist();
            assertThat(first.isAlive()).isTrue();
        } finally {
            first.destroyForcibly().waitFor();
        }
        assertThat(Cli.out("export", store, "--out", csv)).contains("Not simulated yet: ");
    }

    /** A file system of a few megabytes, which only somebody who may mount one can have. */
    @Tag("long")
    @Test
    void aFullDiskIsOneClearErrorAndNothingIsLostOrDoubled() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString());
        assumeThat(mounted).as("a small file system can be mounted here").isTrue();
        try {
            Path full = disk.resolve("results.duckdb");
            Path plan = plan(LARGE.formatted(20_000));
            Cli.Ended ended = Cli.run("sweep", plan, "--store", full);
            assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err())
                    .contains("results.duckdb", "the disk is full")
                    .doesNotContain("\tat ");
            assertThat(ended.err().lines().count()).isBetween(1L, 4L);
            assertThat(run("mount", "-o", "remount,size=200m", disk.toString())).isTrue();
            Cli.Ended resumed = Cli.run("sweep", plan, "--store", full, "--out", again);
            assertThat(resumed.code()).as(resumed.err()).isZero();
            Cli.run("sweep", plan, "--out", csv);
            assertThat(Files.mismatch(csv, again)).isEqualTo(-1);
            assertThat(Cli.out("export", full, "--out", again)).contains("20000 of 20000 rows");
            assertThat(Files.mismatch(csv, again)).isEqualTo(-1);
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
