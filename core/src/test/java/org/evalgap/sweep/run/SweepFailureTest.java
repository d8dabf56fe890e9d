package org.evalgap.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.learner.SampledTrainer;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.UnitResult.Failed;
import org.evalgap.sweep.run.UnitResult.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points that fail are told as they are, and cost the others nothing. */
@Timeout(60)
class SweepFailureTest {
    private static final Scenario SMALL = Scenario.withDefaults()
            .withPublicItems(12)
            .withFreshItems(20)
            .withWorkTasks(20)
            .withEnvironments(8)
            .withDimension(2);

    /** What a sweep brings, in order. */
    private static final class Brought implements SweepListener {
        final List<SweepRow> rows = new ArrayList<>();
        final List<SweepFailure> failures = new ArrayList<>();
        SweepProgress last = new SweepProgress(0, 0, 0, 0, 0, 0);

        @Override
        public void row(SweepRow row) {
            rows.add(row);
        }

        @Override
        public void failed(SweepFailure failure) {
            failures.add(failure);
        }

        @Override
        public void progress(SweepProgress progress) {
            last = progress;
        }
    }

    private static Brought run(SweepPlan plan, int threads) {
        Brought brought = new Brought();
        SweepRunner.withDefaults().withThreads(threads).run(plan, brought);
        return brought;
    }

    /** The steps of such a penalty explode. There are several units a point, so that others are at work when the first fails. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aPointMayFailWhileItsOtherReplicatesAreInWork(int threads) {
        SweepPlan plan = SweepPlan.builder()
                .scenario(Scenario.withDefaults()
                        .withTrainer(SampledTrainer.INSTANCE)
                        .withUpdates(10)
                        .withEnvironments(32))
                .vary(Parameter.KL_PENALTY, 1_000_000, 0)
                .replicates(16)
                .build();
        Brought brought = run(plan, threads);
        assertThat(brought.failures).extracting(SweepFailure::index).containsExactly(0L);
        assertThat(brought.failures.get(0).message()).contains("point 0").contains("klPenalty=1000000");
        assertThat(brought.rows).extracting(row -> row.point().index()).containsExactly(1L);
        assertThat(brought.rows.get(0).summary().replicates()).isEqualTo(16);
        assertThat(brought.last.pointsDone()).as("the failed one, too").isEqualTo(2);
        assertThat(brought.last.replicatesDone())
                .as("replicates that nobody waits for")
                .isEqualTo(32);
    }

    private abstract static class Designer implements EnvironmentDesigner {
        @Override
        public String name() {
            return getClass().getSimpleName();
        }
    }

    private static final class Greedy extends Designer {
        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    @Test
    void memoryThatAPointLacksIsItsFailureAlone() {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.choices(
                        "designer of the lab",
                        List.of(
                                new Axis.Choice("greedy", s -> s.withEnvironmentDesigner(new Greedy())),
                                new Axis.Choice("plain", s -> s))))
                .vary(Parameter.BUDGET, 8, 64)
                .replicates(20)
                .build();
        Brought brought = run(plan, 2);
        assertThat(brought.failures).extracting(SweepFailure::index).containsExactly(0L, 1L);
        assertThat(brought.failures.get(1).message())
                .contains("point 1")
                .contains("more memory than the " + (Runtime.getRuntime().maxMemory() >> 20) + " MB")
                .contains("larger -Xmx");
        assertThat(brought.rows).extracting(row -> row.point().index()).containsExactly(2L, 3L);
    }

    /** Fits into memory only when nobody else simulates. */
    private static final class Crowded extends Designer {
        private final AtomicInteger here = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();

        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            boolean alone = here.incrementAndGet() == 1;
            try {
                Thread.sleep(5);
                if (!alone) {
                    refused.incrementAndGet();
                    throw new OutOfMemoryError("Java heap space");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                here.decrementAndGet();
            }
        }
    }

    @Test
    void noPointFailsForTheMemoryThatAnotherTakes() {
        Crowded crowded = new Crowded();
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL.withEnvironmentDesigner(crowded))
                .vary(Parameter.EVAL_SPREAD, 0.25, 0.5, 0.75, 1)
                .replicates(16)
                .build();
        Brought brought = run(plan, 4);
        assertThat(crowded.refused.get()).as("trouble").isPositive();
        assertThat(brought.failures).isEmpty();
        assertThat(brought.rows).hasSize(4);
    }

    @Test
    void whatFailsOutsideOfTheModelEndsTheSweepAndDoesNotHang() {
        AtomicInteger calls = new AtomicInteger();
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.choices("moody", List.of(new Axis.Choice("one", s -> {
                    if (calls.incrementAndGet() > 1) {
                        throw new UnsupportedOperationException("not again");
                    }
                    return s;
                }))))
                .build();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> run(plan, 2)).hasMessage("not again");
    }

    @Test
    void theFirstReplicateThatFailsIsTold() {
        SweepPlan plan = SweepPlan.builder().scenario(SMALL).replicates(16).build();
        Cell cell = new Cell(plan, 0);
        WorkUnit early = new WorkUnit(new long[] {0}, 0, 8);
        WorkUnit late = new WorkUnit(new long[] {0}, 8, 8);
        Brought brought = new Brought();
        cell.absorb(late, new Failed(9, new IllegalStateException("late")), brought);
        assertThat(cell.settled()).as("its other unit is still in work").isFalse();
        cell.absorb(early, new Failed(3, new IllegalStateException("early")), brought);
        assertThat(cell.settled()).isTrue();
        assertThat(cell.deliver(brought)).isFalse();
        assertThat(brought.failures.get(0).message()).endsWith("early");
    }

    @Test
    void otherReplicatesOfAFailedPointAreGivenUp() {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Parameter.BUDGET, 1, 2)
                .replicates(2)
                .build();
        Window window = new Window(plan, 0, 2, (point, block) -> null);
        WorkUnit first = new WorkUnit(new long[] {1, 0}, 0, 1);
        WorkUnit second = new WorkUnit(new long[] {1, 0}, 1, 1);
        UnitResult result = Workshop.of(plan).simulate(first, () -> false);
        assertThat(result).isNotNull();
        Brought brought = new Brought();
        window.absorb(
                new UnitResult(
                        first,
                        List.of(
                                new Failed(0, new IllegalStateException("no")),
                                result.points().get(1))),
                brought);
        WorkUnit left = window.withoutFailed(second);
        assertThat(left.size()).isEqualTo(1);
        assertThat(left.point(0)).isZero();
        assertThat(window.replicatesLeft()).isEqualTo(1);
    }

    /** Has ideas for two replicates of a unit, and then none any more. */
    private static final class Exhausted extends Designer {
        private int designs;

        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            if (++designs > 2) {
                throw new IllegalStateException("out of ideas");
            }
            brief.designAsUsual(sheet);
        }
    }

    /** A unit of replicates 4 to 8 whose third replicate fails at one point: that is replicate 6, and the other point has all of its own. */
    @Test
    void theReplicateThatFailedIsToldAndTheOthersAreThoseOfThePointAlone() {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.choices(
                        "designer of the lab",
                        List.of(
                                new Axis.Choice("exhausted", s -> s.withEnvironmentDesigner(new Exhausted())),
                                new Axis.Choice("plain", s -> s))))
                .replicates(16)
                .build();
        UnitResult result = Workshop.of(plan).simulate(new WorkUnit(new long[] {0, 1}, 4, 5), () -> false);
        assertThat(result).isNotNull();
        assertThat(((Failed) result.points().get(0)).replicate()).isEqualTo(6);
        double[][] values = ((Part) result.points().get(1)).values;
        Simulator simulator = Simulator.of(plan.measures());
        for (int r = 0; r < 5; r++) {
            assertThat(values[r][0])
                    .isEqualTo(simulator.simulate(SMALL, plan.seed(), 4 + r).record()[0]);
        }
    }

    /** What is passed over is told by its index in the plan, each once, from where delivery stands. */
    @Test
    void pointsThatAreNotReadyArePassedOverOneByOne() {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Parameter.BUDGET, 1, 2, 3, 4, 5)
                .build();
        Window window = new Window(plan, 2, 3, (point, block) -> null);
        assertThat(window.ready()).isFalse();
        assertThat(window.skip()).isEqualTo(2);
        assertThat(window.skip()).isEqualTo(3);
        assertThat(window.delivered()).isFalse();
        assertThat(window.skip()).isEqualTo(4);
        assertThat(window.delivered()).isTrue();
    }
}
