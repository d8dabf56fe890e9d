package org.evalgap.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.Design;
import org.evalgap.sweep.PlanBuilder;
import org.evalgap.sweep.Scale;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.SweepPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepRunnerTest {
    /** Small enough that a replicate takes some tens of microseconds. */
    private static final Scenario SMALL = Scenario.withDefaults()
            .withPublicItems(12)
            .withFreshItems(20)
            .withWorkTasks(20)
            .withEnvironments(8)
            .withDimension(2);

    private static PlanBuilder plan() {
        return SweepPlan.builder()
                .scenario(SMALL)
                .vary(Parameter.BUDGET, 8, 64, 256)
                .vary(Parameter.INSPIRATION, 0, 0.5, 1)
                .vary(Parameter.EVAL_SPREAD, 0.25, 0.5)
                .vary(Parameter.MEMORIZATION, 0.5, 0.9)
                .replicates(19)
                .seed(77);
    }

    private static List<SweepRow> rows(SweepPlan plan, int threads) {
        List<SweepRow> rows = new ArrayList<>();
        SweepStatus status = SweepRunner.withDefaults().withThreads(threads).run(plan, rows::add);
        assertThat(status.complete()).isTrue();
        assertThat(status.cancelled()).isFalse();
        assertThat(status.delivered()).isEqualTo(plan.size());
        return rows;
    }

    private static List<List<Long>> bits(List<SweepRow> rows) {
        return rows.stream().map(row -> bits(row.blocks())).toList();
    }

    private static List<Long> bits(Iterable<Moments> blocks) {
        List<Long> bits = new ArrayList<>();
        for (Moments moments : blocks) {
            bits.add(moments.count());
            for (double x : moments.state()) {
                bits.add(Double.doubleToLongBits(x));
            }
        }
        return bits;
    }

    private static void assertSame(Summary one, Summary other) {
        for (Measure measure : Measure.values()) {
            assertThat(one.mean(measure)).as(measure.label()).isEqualTo(Double.valueOf(other.mean(measure)));
            assertThat(one.standardError(measure)).as(measure.label()).isEqualTo(other.standardError(measure));
        }
    }

    @Test
    void rowsAreTheSameForAnyNumberOfThreads() {
        SweepPlan plan =
                plan().measures(EnumSet.of(MeasureGroup.GENERALIZATION)).build();
        List<SweepRow> one = rows(plan, 1);
        assertThat(one).extracting(row -> row.point().index()).isSorted().hasSize(36);
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(bits(rows(plan, threads))).as("%d threads", threads).isEqualTo(bits(one));
        }
    }

    @Test
    void aCellAloneIsTheCellInTheSweep() {
        SweepPlan plan = plan().build();
        Simulator simulator = Simulator.ofScores();
        for (SweepRow row : rows(plan, 2)) {
            assertSame(row.summary(), simulator.summarize(row.point().scenario(), 77, 19));
        }
    }

    /** Designers who look at success, in a session of their own and after others, on few items and on more. */
    @Test
    void designersThatLookAtSuccessGiveTheSameAloneAndInTheSweep() {
        SweepPlan plan = plan().vary(Parameter.ERROR_FOCUS, 0, 1)
                .vary(Parameter.PUBLIC_ITEMS, 12, 30)
                .replicates(3)
                .build();
        for (SweepRow row : rows(plan, 2)) {
            Simulator fresh = Simulator.ofScores();
            assertSame(row.summary(), fresh.summarize(row.point().scenario(), 77, 3));
        }
    }

    @Test
    void anotherSeedGivesOtherRows() {
        assertThat(bits(rows(plan().seed(78).build(), 2))).isNotEqualTo(bits(rows(plan().build(), 2)));
    }

    @Test
    void moreReplicatesKeepFinishedBlocks() {
        List<SweepRow> few = rows(plan().replicates(32).build(), 2);
        List<SweepRow> more = rows(plan().replicates(64).build(), 2);
        for (int i = 0; i < few.size(); i++) {
            assertThat(bits(more.get(i).blocks().subList(0, 2)))
                    .isEqualTo(bits(few.get(i).blocks()));
            assertThat(more.get(i).summary().replicates()).isEqualTo(64);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SOBOL", "LATIN_HYPERCUBE"})
    void morePointsKeepTheFirstRows(Design design) {
        List<SweepRow> few = rows(chosen(design, 24), 2);
        List<SweepRow> more = rows(chosen(design, 48), 2);
        assertThat(bits(more.subList(0, 24))).isEqualTo(bits(few));
    }

    private static SweepPlan chosen(Design design, int points) {
        return SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.between(Parameter.BUDGET, 1, 1000, Scale.LOG))
                .vary(Axis.between(Parameter.INSPIRATION, 0, 1, Scale.LINEAR))
                .design(design, points)
                .replicates(2)
                .build();
    }

    @Test
    void valuesAddedToTheFirstAxisKeepTheFirstRows() {
        SweepPlan few = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Parameter.BUDGET, 8, 64)
                .vary(Parameter.INSPIRATION, 0, 1)
                .build();
        SweepPlan more = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Parameter.BUDGET, 8, 64, 4)
                .vary(Parameter.INSPIRATION, 0, 1)
                .build();
        assertThat(bits(rows(more, 2).subList(0, 4))).isEqualTo(bits(rows(few, 2)));
    }

    @Test
    void plansOfManyWindowsComeInOrder() {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.between(Parameter.BUDGET, 1, 100, Scale.LOG))
                .vary(Axis.between(Parameter.BREADTH, 0.5, 2, Scale.LINEAR))
                .design(Design.SOBOL, 5000)
                .build();
        List<Long> order = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        SweepRunner.withDefaults().withThreads(2).run(plan, new SweepListener() {
            @Override
            public void row(SweepRow row) {
                order.add(row.point().index());
            }

            @Override
            public void progress(SweepProgress progress) {
                shares.add((double) progress.replicatesDone() / progress.replicates());
                assertThat(progress.pointsDone()).isEqualTo(order.size());
            }
        });
        assertThat(order).hasSize(5000).isSorted().doesNotHaveDuplicates();
        assertThat(shares).isSorted().endsWith(1.0);
    }

    @Test
    void knownBlocksAreNotSimulatedAgain() {
        SweepPlan plan = plan().replicates(48).build();
        List<SweepRow> fresh = rows(plan, 2);
        Map<String, Moments> store = new HashMap<>();
        for (SweepRow row : fresh.subList(0, 30)) {
            store.put(row.point().scenario().canonicalText() + 0, row.blocks().get(0));
            store.put(row.point().scenario().canonicalText() + 2, row.blocks().get(2));
        }
        List<Integer> simulated = new ArrayList<>();
        List<SweepRow> resumed = new ArrayList<>();
        SweepStatus status = SweepRunner.withDefaults()
                .withThreads(3)
                .withKnown((point, block) -> store.get(point.scenario().canonicalText() + block))
                .run(plan, new SweepListener() {
                    @Override
                    public void row(SweepRow row) {
                        resumed.add(row);
                    }

                    @Override
                    public void block(SweepPoint point, int block, Moments moments) {
                        simulated.add(block);
                    }
                });
        assertThat(bits(resumed)).isEqualTo(bits(fresh));
        assertThat(simulated).hasSize(36 * 3 - 60);
        assertThat(status.replicatesSimulated()).isEqualTo(16 * (36 * 3 - 60));
    }

    /** Luck takes longer to know than a few replicates: who cannot use it, and keeps nothing for others, does without. */
    @Test
    void luckIsMeasuredWhereMeansCanBeAdjustedOrBlocksAreKept() {
        SweepPlan few = plan().replicates(16).build();
        SweepRow plain = rows(few, 2).get(0);
        assertThat(plain.blocks().get(0).luckState()).isEmpty();
        assertThat(rows(plan().replicates(32).build(), 2).get(0).blocks())
                .allMatch(block -> block.luckState().length > 0);
        List<SweepRow> kept = new ArrayList<>();
        SweepRunner.withDefaults().withKnown((point, block) -> null).run(few, kept::add);
        assertThat(kept.get(0).blocks().get(0).luckState()).isNotEmpty();
        assertThat(kept.get(0).blocks().get(0).state())
                .isEqualTo(plain.blocks().get(0).state());
    }

    @Test
    void knownBlocksOfAnotherLengthAreSimulatedAgain() {
        SweepPlan plan = plan().replicates(16).build();
        Moments short1 = rows(plan().replicates(8).build(), 1).get(0).blocks().get(0);
        List<SweepRow> rows = new ArrayList<>();
        SweepRunner.withDefaults()
                .withKnown((point, block) -> point.index() == 0 ? short1 : null)
                .run(plan, rows::add);
        assertThat(bits(rows)).isEqualTo(bits(rows(plan, 2)));
    }

    @Test
    void failingPointsAreReportedAndTheRestGoesOn() {
        // Two of the three choices have no round for every environment, which only simulating finds out.
        Map<String, UnaryOperator<Scenario>> choices = new LinkedHashMap<>();
        choices.put("plain", s -> s);
        choices.put("rounds", s -> s.withRounds(9));
        choices.put("designer", s -> s.withEnvironmentDesigner(new Failing()));
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.choices("lab", choices))
                .vary(Parameter.BUDGET, 8, 64)
                .replicates(3)
                .build();
        List<Long> delivered = new ArrayList<>();
        List<SweepFailure> failures = new ArrayList<>();
        SweepStatus status = SweepRunner.withDefaults().withThreads(2).run(plan, new SweepListener() {
            @Override
            public void row(SweepRow row) {
                delivered.add(row.point().index());
                assertSame(
                        row.summary(),
                        Simulator.ofScores().summarize(row.point().scenario(), 1, 3));
            }

            @Override
            public void failed(SweepFailure failure) {
                failures.add(failure);
            }
        });
        assertThat(delivered).containsExactly(0L, 1L);
        assertThat(failures).extracting(SweepFailure::index).containsExactly(2L, 3L, 4L, 5L);
        assertThat(failures.get(0).message()).contains("point 2").contains("rounds must be at most environments");
        assertThat(failures.get(3).message()).contains("point 5").contains("out of ideas");
        assertThat(status.complete()).isFalse();
        assertThat(status.cancelled()).isFalse();
        assertThat(status.failed()).isEqualTo(4);
    }

    private static final class Failing implements EnvironmentDesigner {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public void design(org.evalgap.environment.DesignBrief brief, org.evalgap.environment.EnvironmentSheet sheet) {
            throw new IllegalStateException("out of ideas");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelledSweepDeliversWhatIsFinishedAndTellsWhatIsMissing(boolean byInterrupt) {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.between(Parameter.BUDGET, 1, 100, Scale.LOG))
                .design(Design.SOBOL, 200_000)
                .build();
        Cancellation cancellation = new Cancellation();
        List<SweepRow> rows = new ArrayList<>();
        SweepStatus status = SweepRunner.withDefaults()
                .withThreads(2)
                .run(
                        plan,
                        new SweepListener() {
                            @Override
                            public void row(SweepRow row) {
                                rows.add(row);
                            }

                            @Override
                            public void progress(SweepProgress progress) {
                                if (progress.pointsDone() > 500 && byInterrupt) {
                                    Thread.currentThread().interrupt();
                                } else if (progress.pointsDone() > 500) {
                                    cancellation.cancel();
                                }
                            }
                        },
                        cancellation);
        assertThat(Thread.interrupted()).isEqualTo(byInterrupt);
        assertThat(status.cancelled()).isTrue();
        assertThat(status.complete()).isFalse();
        assertThat(status.delivered()).isEqualTo(rows.size()).isBetween(500L, 20_000L);
        long missing = status.missing().stream()
                .mapToLong(gap -> gap.last() - gap.first() + 1)
                .sum();
        assertThat(missing + rows.size()).isEqualTo(200_000);
        assertThat(rows).extracting(row -> row.point().index()).isSorted();
        for (SweepRow row : rows) {
            assertThat(status.missing())
                    .noneMatch(gap ->
                            gap.first() <= row.point().index() && row.point().index() <= gap.last());
        }
        SweepRow last = rows.get(rows.size() - 1);
        assertSame(last.summary(), Simulator.ofScores().summarize(last.point().scenario(), 1, 1));
    }

    @Test
    void aListenerThatThrowsEndsTheSweep() {
        assertThatThrownBy(() -> SweepRunner.withDefaults().run(plan().build(), row -> {
                    throw new IllegalStateException("disk full");
                }))
                .hasMessage("disk full");
    }

    @Test
    void gapsAreWrittenAsPeopleDo() {
        assertThat(SweepStatus.Gap.of(List.of(3L, 4L, 5L, 9L), 10, 12)).hasToString("[3–5, 9–11]");
        assertThat(SweepStatus.Gap.of(List.of(7L), 12, 12)).hasToString("[7]");
        assertThat(SweepStatus.Gap.of(List.of(), 12, 12)).isEmpty();
    }

    @Test
    void runnersNeedAThread() {
        assertThatThrownBy(() -> SweepRunner.withDefaults().withThreads(0)).hasMessage("threads must be at least 1: 0");
        assertThat(SweepRunner.withDefaults().withThreads(3).threads()).isEqualTo(3);
    }
}
