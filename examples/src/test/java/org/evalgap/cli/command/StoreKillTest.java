package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps in processes that are stopped, or killed by SIGKILL, which nobody can catch. */
class StoreKillTest {
    /** About what 200 blocks take in the log. */
    private static final int MOST_BYTES = 100_000;

    /** More than a point takes in the log when all are entered, at once: blocks come behind that. */
    private static final int BYTES_OF_A_POINT = 600;

    /** More than the points of two windows, which are entered beforehand, take in the log: blocks must be among it. */
    private static final int THREE_WINDOWS = 3_000_000;

    /** A few transactions. */
    private static final int MOST_MILLIS = 150;

    @TempDir
    private Path folder;

    @Test
    void aSweepThatIsKilledAtRandomMomentsEndsInTheBytesOfAnUndisturbedOne() throws Exception {
        killed(2, 20261129, 400);
    }

    @Tag("long")
    @Test
    void aSweepThatIsKilledAtTwentyRandomMomentsEndsInTheBytesOfAnUndisturbedOne() throws Exception {
        killed(20, 20261123, 3000);
    }

    private void killed(int kills, long seed, int points) throws Exception {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), """
                name: killed
                scenario: {publicItems: 30, freshItems: 30, workTasks: 30, environments: 16, dimension: 2}
                vary:
                  budget: {from: 1, to: 4096, scale: log}
                  inspiration: {from: 0, to: 1}
                design: sobol
                points: %d
                replicates: 20
                """.formatted(points));
        Path undisturbed = folder.resolve("undisturbed.csv");
        assertThat(Cli.run("sweep", plan, "--out", undisturbed).code()).isZero();
        Path store = folder.resolve("killed.duckdb");
        StoreProcess processes = new StoreProcess(folder);
        SplittableRandom random = new SplittableRandom(seed);
        int underway = 0;
        for (int kill = 0; kill < kills; kill++) {
            long since = System.currentTimeMillis();
            Process process = processes.start("sweep", plan, "--store", store, "--threads", 1);
            // The first dies among its blocks, so that something is known; the others wherever they are.
            long entered = kill == 0 ? (long) BYTES_OF_A_POINT * points : 0;
            processes.awaitCommits(process, store, since, entered + random.nextInt(MOST_BYTES));
            if (!process.waitFor(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS)) {
                underway++;
            }
            process.destroyForcibly().waitFor();
        }
        assertThat(underway).as("processes that were killed before their end").isGreaterThanOrEqualTo(kills / 2);
        assertThat(processes.leftBehind()).isEmpty();

        Path resumed = folder.resolve("resumed.csv");
        Cli.Ended last = Cli.run("sweep", plan, "--store", store, "--out", resumed);
        assertThat(last.code()).as(last.err()).isZero();
        assertThat(known(last.out()))
                .as("replicates that killed processes had committed")
                .isBetween(1L, 20L * points);
        Path exported = folder.resolve("exported.csv");
        assertThat(Cli.out("export", store, "--out", exported))
                .contains("killed: %d of %d rows in ".formatted(points, points));
        assertThat(Files.mismatch(undisturbed, resumed)).isEqualTo(-1);
        assertThat(Files.mismatch(undisturbed, exported)).isEqualTo(-1);
    }

    /** SIGTERM, which ends a process as Ctrl-C does, and is heard by children of a shell's background too. */
    @Test
    void aSweepThatIsStoppedSaysThatTheSameCommandGoesOnAndFromWhere() throws Exception {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), """
                scenario: {publicItems: 30, freshItems: 30, workTasks: 30, environments: 16, dimension: 2}
                vary: {budget: {from: 1, to: 4096, scale: log}}
                design: sobol
                points: 50000000
                """);
        Path store = folder.resolve("stopped.duckdb");
        StoreProcess processes = new StoreProcess(folder);
        long since = System.currentTimeMillis();
        Process process = processes.start("sweep", plan, "--store", store);
        processes.awaitCommits(process, store, since, THREE_WINDOWS);
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(processes.errors());
        assertThat(said).contains("evalgap: stopped; ", " of 50000000 cells are done; missing points ");
        Matcher matcher = Pattern.compile(
                        "The same command again goes on from (\\S+), which holds (\\d+) replicates of" + " 50000000")
                .matcher(said);
        assertThat(matcher.find()).as(said).isTrue();
        assertThat(matcher.group(1)).isEqualTo(store.toString());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT sum(replicates) FROM block")) {
            assertThat(result.next()).isTrue();
            assertThat(Long.parseLong(matcher.group(2))).isPositive().isEqualTo(result.getLong(1));
        }
    }

    private static long known(String out) {
        Matcher matcher = Pattern.compile("(\\d+) replicates were known").matcher(out);
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
