package org.evalgap.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.evalgap.Parameter;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.Scale;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.Cancellation;
import org.evalgap.sweep.run.SweepProgress;
import org.evalgap.sweep.run.SweepRunner;
import org.evalgap.sweep.run.SweepStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same sweep again and again into stores that fail now and then, by threads that are interrupted and runs that are stopped, for two
 * minutes or {@code -Devalgap.soak.seconds}: nothing is lost, nothing is doubled, and the heap does not grow.
 */
@Tag("long")
class SoakTest extends StoreFixture {
    private static final long SEED = 26;
    private static final int POINTS = 100;
    private static final int REPLICATES = 20;

    /** However slow the machine: fewer do not show whether a heap grows. */
    private static final int LEAST_SWEEPS = 8;

    /** What may lie around by chance: classes that were just compiled, buffers of a driver. */
    private static final long SLACK_BYTES = 4 << 20;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private int stopped;
    private int interrupted;
    private int failed;

    @Override
    String url() {
        return "jdbc:duckdb:" + file();
    }

    private Path file() {
        return folder.resolve("store.duckdb");
    }

    @Test
    void nothingIsLostOrDoubledAndTheHeapStaysFlat() throws Exception {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.range(Parameter.BUDGET, 1, 1000, POINTS, Scale.LINEAR))
                .replicates(REPLICATES)
                .build();
        long end = System.nanoTime() + 1_000_000_000L * Long.getLong("evalgap.soak.seconds", 120);
        List<Long> heap = new ArrayList<>();
        int sweeps = 0;
        while (System.nanoTime() < end || sweeps < LEAST_SWEEPS) {
            clear();
            int attempts = 0;
            while (!attempt(plan)) {
                assertThat(++attempts).as("attempts at one sweep").isLessThan(500);
            }
            sweeps++;
            assertThat(exported(0)).isEqualTo(undisturbed(plan));
            assertThat(count("block")).isEqualTo(2 * POINTS);
            assertThat(count("(SELECT DISTINCT point, block FROM block) blocks"))
                    .isEqualTo(2 * POINTS);
            assertThat(count("cell")).isEqualTo(POINTS);
            heap.add(heapInUse());
        }
        assertThat(stopped).isPositive();
        assertThat(interrupted).isPositive();
        assertThat(failed).isPositive();
        long first = least(heap.subList(0, heap.size() / 2));
        long last = least(heap.subList(heap.size() / 2, heap.size()));
        System.out.printf(
                "soak: %d sweeps of %d points whole; %d runs stopped, %d interrupted, %d failed by their store;"
                        + " heap after collection %.1f MB in the first half, %.1f MB in the second%n",
                sweeps, POINTS, stopped, interrupted, failed, first / 1e6, last / 1e6);
        assertThat(last).isLessThan(first + SLACK_BYTES);
    }

    private void clear() throws IOException {
        Files.deleteIfExists(file());
        Files.deleteIfExists(folder.resolve("store.duckdb.wal"));
    }

    /** Goes on with a sweep until its end, or until a quarter or so of it is done and something happens. */
    private boolean attempt(SweepPlan plan) throws SQLException {
        int kind = random.nextInt(4);
        if (kind == 0) {
            return failing(plan);
        }
        long after = random.nextLong(POINTS / 2);
        Cancellation cancellation = new Cancellation();
        SweepStatus status;
        try (ResultStore store = ResultStore.open(url());
                Recording recording = store.record(plan, Manifest.empty())) {
            Heard listener = new Heard(plan, recording) {
                @Override
                public void progress(SweepProgress progress) {
                    super.progress(progress);
                    if (progress.pointsDone() < after) {
                        return;
                    }
                    if (kind == 1) {
                        cancellation.cancel();
                    } else if (kind == 2) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
            status = SweepRunner.withDefaults()
                    .withThreads(2)
                    .withKnown(recording)
                    .run(plan, listener, cancellation);
            // Else the store's own waiting would be interrupted: a program that goes on clears the flag.
            boolean flag = Thread.interrupted();
            interrupted += flag && status.delivered() < POINTS ? 1 : 0;
            stopped += kind == 1 && status.delivered() < POINTS ? 1 : 0;
        }
        return status.delivered() == POINTS;
    }

    private boolean failing(SweepPlan plan) throws SQLException {
        String fault = (random.nextBoolean() ? "commit " : "execute ") + (1 + random.nextInt(30));
        try (FaultyDriver driver = new FaultyDriver(fault)) {
            sweep(driver.url(url()), plan);
            return true;
        } catch (StoreException e) {
            failed++;
            return false;
        }
    }

    private static long heapInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long least(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).min().orElseThrow();
    }
}
