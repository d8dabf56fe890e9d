package org.evalgap.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.SweepPoint;
import org.evalgap.work.Workers;
import org.junit.jupiter.api.Test;

/** How a run deals with its workers, step by step: here they are one thread, who says no at first and then does the oldest piece. */
class SweepRunTest {
    private static final SweepPlan PLAN = SweepPlan.builder()
            .scenario(Scenario.withDefaults()
                    .withPublicItems(3)
                    .withFreshItems(3)
                    .withWorkTasks(3)
                    .withEnvironments(2)
                    .withDimension(2))
            .vary(Parameter.BUDGET, 1, 2)
            .vary(Parameter.EVAL_SPREAD, 0.1, 0.2, 0.3, 0.4, 0.5)
            .replicates(64)
            .build();

    private static class Hesitant implements Workers<WorkUnit, UnitResult> {
        private final Workshop workshop = Workshop.of(PLAN);
        final Deque<WorkUnit> pieces = new ArrayDeque<>();
        final List<Long> waits = new ArrayList<>();
        int given;
        int most;

        @Override
        public int size() {
            return 1;
        }

        @Override
        public void give(WorkUnit piece) {
            given++;
            pieces.add(piece);
            most = Math.max(most, pieces.size());
        }

        @Override
        public UnitResult await(long milliseconds) throws InterruptedException {
            waits.add(milliseconds);
            return waits.size() % 2 == 1 ? null : workshop.simulate(pieces.remove(), () -> false);
        }

        @Override
        public void close() {}
    }

    private final Hesitant workers = new Hesitant();
    private final Cancellation cancellation = new Cancellation();
    private final List<Long> rows = new ArrayList<>();
    private final List<SweepProgress> progress = new ArrayList<>();
    private final Map<String, Moments> store = new HashMap<>();

    private SweepStatus run(Workers<WorkUnit, UnitResult> who) {
        SweepListener listener = new SweepListener() {
            @Override
            public void row(SweepRow row) {
                rows.add(row.point().index());
            }

            @Override
            public void block(SweepPoint point, int block, Moments moments) {
                store.put(point.index() + " " + block, moments);
            }

            @Override
            public void progress(SweepProgress now) {
                progress.add(now);
            }
        };
        KnownBlocks known = (point, block) -> store.get(point.index() + " " + block);
        return new SweepRun(PLAN, listener, cancellation, known, who).toEnd();
    }

    @Test
    void workIsHandedOutAheadAndTheRunEndsWithItsLastPiece() {
        long before = System.nanoTime();
        SweepStatus status = run(workers);
        double passed = (System.nanoTime() - before) * 1e-9;
        assertThat(rows).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(workers.given).isGreaterThan(3);
        assertThat(workers.most).as("three pieces a worker").isEqualTo(3);
        assertThat(workers.waits).hasSize(2 * workers.given).containsOnly(50L);
        assertThat(status.complete()).isTrue();
        assertThat(status.replicatesSimulated()).isEqualTo(640);
        assertThat(status.seconds()).isPositive().isLessThan(passed);
        assertThat(progress).hasSameSizeAs(workers.waits).allMatch(now -> now.replicates() == 640);
        SweepProgress last = progress.get(progress.size() - 1);
        assertThat(List.of(last.points(), last.pointsDone(), last.replicates(), last.replicatesDone()))
                .containsExactly(10L, 10L, 640L, 640L);
        assertThat(last.replicatesSimulated()).isEqualTo(640);
    }

    /** What is known already is delivered without waiting for anybody. */
    @Test
    void nobodyWaitsWhereAllIsKnown() {
        run(workers);
        rows.clear();
        progress.clear();
        Hesitant idle = new Hesitant();
        SweepStatus status = run(idle);
        assertThat(rows).hasSize(10);
        assertThat(idle.given).isZero();
        assertThat(idle.waits).containsExactly(0L);
        assertThat(status.complete()).isTrue();
        assertThat(status.replicatesSimulated()).isZero();
        assertThat(progress.get(0).replicatesDone()).isEqualTo(640);
    }

    @Test
    void aRunThatNobodyWantsDoesNotBegin() {
        cancellation.cancel();
        SweepStatus status = run(workers);
        assertThat(workers.given).isZero();
        assertThat(workers.waits).isEmpty();
        assertThat(status.cancelled()).isTrue();
        assertThat(status.missing()).hasToString("[0–9]");
    }

    /** Interrupted when it waits for the fifth time: two pieces are done by then, of which some point may have all it needs. */
    @Test
    void anInterruptedRunTellsWhatIsMissingAndStaysInterrupted() {
        Hesitant stopped = new Hesitant() {
            @Override
            public UnitResult await(long milliseconds) throws InterruptedException {
                if (waits.size() == 4) {
                    throw new InterruptedException();
                }
                return super.await(milliseconds);
            }
        };
        SweepStatus status = run(stopped);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(status.delivered()).isEqualTo(rows.size()).isLessThan(10);
        assertThat(status.cancelled()).isTrue();
        long missing = status.missing().stream()
                .mapToLong(gap -> gap.last() - gap.first() + 1)
                .sum();
        assertThat(missing).isEqualTo(10 - rows.size());
    }
}
