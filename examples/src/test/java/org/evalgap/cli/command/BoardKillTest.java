package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boards in processes that are stopped by SIGTERM, which ends a process as Ctrl-C does, or killed by SIGKILL. */
class BoardKillTest {
    private static final int REPLICATES = 100;

    /** More than the tables and the plan take in the log, some 20,000: by then replicates are committed, of 340,000 bytes in all. */
    private static final int BYTES = 25_000;

    @TempDir
    private Path folder;

    private Path plan;
    private Path store;
    private StoreProcess processes;

    @BeforeEach
    void write() throws IOException {
        plan = Files.writeString(folder.resolve("plan.yaml"), """
                scenario: {environments: 24, publicItems: 60, freshItems: 60, workTasks: 60, dimension: 3}
                labs: [{count: 3, inspiration: {from: 0, to: 1}}, {copying: 0.5, candidates: 2}]
                releases: 6
                protocols: [open, {rotating: 1}]
                replicates: %d
                """.formatted(REPLICATES));
        store = folder.resolve("boards.duckdb");
        processes = new StoreProcess(folder);
    }

    /** Until it has committed a few replicates. */
    private Process underway() throws Exception {
        long since = System.currentTimeMillis();
        Process process = processes.start("protocols", plan, "--store", store, "--threads", 1);
        processes.awaitCommits(process, store, since, BYTES);
        return process;
    }

    @Test
    void boardsThatWereKilledEndInTheBytesOfUndisturbedOnes() throws Exception {
        assertThat(underway().destroyForcibly().waitFor()).isNotZero();
        assertThat(processes.leftBehind()).isEmpty();
        String rest = Cli.out("protocols", plan, "--store", store, "--threads", 2);
        assertThat(number("(\\d+) boards, one protocol in one replicate each, were known", rest))
                .isBetween(1L, 2L * REPLICATES - 1);
        assertThat(Cli.out("protocols", plan, "--store", store, "--format", "csv"))
                .isEqualTo(Cli.out("protocols", plan, "--format", "csv"));
    }

    @Tag("long")
    @Test
    void boardsThatWereStoppedSayThatTheSameCommandGoesOnAndFromWhere() throws Exception {
        Process stopped = underway();
        stopped.destroy();
        assertThat(stopped.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(stopped.exitValue()).isIn(ExitCode.STOPPED, 128 + 15);
        String said = Files.readString(processes.errors());
        long atFirst = number("evalgap: stopped; (\\d+) of " + 2 * REPLICATES + " boards are done", said);
        assertThat(said).contains("\nThe same command again goes on from " + store + ", which holds them");
        String rest = Cli.out("protocols", plan, "--store", store, "--threads", 2);
        assertThat(number("(\\d+) boards, one protocol in one replicate each, were known", rest))
                .isEqualTo(atFirst)
                .isPositive();
    }

    private static long number(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
