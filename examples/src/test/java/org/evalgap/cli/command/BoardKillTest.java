package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boards in processes that are stopped by SIGTERM, which ends a process as Ctrl-C does, or killed by SIGKILL. */
class BoardKillTest {
    private static final int REPLICATES = 60;

    /** A few replicates. */
    private static final int BYTES = 10_000;

    @TempDir
    private Path folder;

    @Test
    void boardsThatWereStoppedAndKilledEndInTheBytesOfUndisturbedOnes() throws Exception {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), """
                scenario: {environments: 24, publicItems: 60, freshItems: 60, workTasks: 60, dimension: 3}
                labs: [{count: 3, inspiration: {from: 0, to: 1}}, {copying: 0.5, candidates: 2}]
                releases: 6
                protocols: [open, {rotating: 1}]
                replicates: %d
                """.formatted(REPLICATES));
        Path store = folder.resolve("boards.duckdb");
        StoreProcess processes = new StoreProcess(folder);

        long since = System.currentTimeMillis();
        Process stopped = processes.start("protocols", plan, "--store", store, "--threads", 1);
        processes.awaitCommits(stopped, store, since, BYTES);
        stopped.destroy();
        assertThat(stopped.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(processes.errors());
        long atFirst = number("evalgap: stopped; (\\d+) of 120 replicates are done", said);
        assertThat(said).contains("\nThe same command again goes on from " + store + ", which holds them");

        since = System.currentTimeMillis();
        Process killed = processes.start("protocols", plan, "--store", store, "--threads", 1);
        processes.awaitCommits(killed, store, since, BYTES);
        assertThat(killed.destroyForcibly().waitFor()).isNotZero();
        assertThat(processes.leftBehind()).isEmpty();

        String rest = Cli.out("protocols", plan, "--store", store, "--threads", 2);
        assertThat(number("(\\d+) replicates were known", rest))
                .as("of both")
                .isGreaterThan(atFirst)
                .isLessThan(2 * REPLICATES);
        assertThat(Cli.out("protocols", plan, "--store", store, "--format", "csv"))
                .isEqualTo(Cli.out("protocols", plan, "--format", "csv"));
    }

    private static long number(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
