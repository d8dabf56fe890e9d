package org.evalgap.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.work.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which points are neighbours, how many of them are in work at a time, and where work is cut. */
class GroupingTest {
    private static Scenario scenario(double spread, double inspiration, double breadth, double budget) {
        return Scenario.withDefaults()
                .withEvalSpread(spread)
                .withInspiration(inspiration)
                .withBreadth(breadth)
                .withBudget(budget);
    }

    /** Tasks differ by their spread, environments by inspiration, kernels by breadth; budgets share all of it. */
    private static final Grouping GROUPING = new Grouping(List.of(
            scenario(0.25, 0, 1, 8),
            scenario(0.5, 0, 1, 8),
            scenario(0.25, 1, 1, 8),
            scenario(0.25, 0, 1, 64),
            scenario(0.5, 0, 1, 64),
            scenario(0.25, 0, 2, 8)));

    @Test
    void neighboursShareTasksThenEnvironmentsThenTheKernel() {
        assertThat(IntStream.range(0, 6).map(GROUPING::at)).containsExactly(0, 3, 5, 2, 1, 4);
    }

    /** Kernels stand at places 0 and 1, 2, 3, 4 and 5: a piece has whole ones, or a part of one that does not fit. */
    @ParameterizedTest
    @CsvSource({
        "0, 6, 6", "0, 9, 6", "0, 5, 4", "0, 4, 4", "0, 3, 3", "0, 2, 2", "0, 1, 1", "1, 3, 4", "3, 2, 4", "4, 1, 5",
        "4, 5, 6"
    })
    void piecesEndWhereAKernelDoes(int start, int most, int end) {
        assertThat(GROUPING.end(start, most)).isEqualTo(end);
    }

    private static Workers<WorkUnit, UnitResult> workers(int size, boolean far) {
        return new Workers<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public boolean far() {
                return far;
            }

            @Override
            public void give(WorkUnit piece) {
                throw new IllegalStateException("nobody works here");
            }

            @Override
            public UnitResult await(long milliseconds) {
                throw new IllegalStateException("nobody works here");
            }

            @Override
            public void close() {}
        };
    }

    /**
     * A window has 2048 points, or all; far workers get 512 each, if that is more, and 32,768 at most. Points of so many blocks that they would
     * have more than 16,384 of them together, or as many times that as the window is longer, are fewer, and at least one.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 8, false, 2048",
        "1, 3, true, 2048",
        "1, 8, true, 4096",
        "1, 1000, true, 32768",
        "160, 8, false, 1638",
        "160, 8, true, 3276",
        "1000000, 8, false, 1"
    })
    void aWindowNeedsLittleMemory(int replicates, int workers, boolean far, int points) {
        SweepPlan plan = SweepPlan.builder()
                .vary(Parameter.BUDGET, IntStream.range(1, 301).asDoubleStream().toArray())
                .vary(
                        Parameter.BREADTH,
                        IntStream.range(1, 301).asDoubleStream().toArray())
                .replicates(replicates)
                .build();
        assertThat(Window.size(plan, workers(workers, far))).isEqualTo(points);
        SweepPlan few = SweepPlan.builder()
                .vary(Parameter.BUDGET, 1, 2, 3)
                .replicates(replicates)
                .build();
        assertThat(Window.size(few, workers(workers, far))).isEqualTo(Math.min(3, points));
    }

    /**
     * Two rounds of four candidates with 500 environments and 2500 tasks take 500 · (2500 + 30 · 500) · 2 · 4 = 7e7 kernel values a
     * replicate, and work alone. Of thirty points an eighth is 3, and of ten that share a kernel pieces are 3, 3, 3 and 1. Three points of
     * two replicates are 4.2e8 values, and of three 6.3e8, more than the 5e8 of a unit. With 16 times the candidates a replicate takes
     * 1.1e9, and is a unit. From far away whole blocks come, but twelve pieces of them are fewer than are wanted: halves of blocks.
     */
    @Test
    void aUnitHasAsMuchAsTakesSomeTenthsOfASecond() {
        Scenario lab = Scenario.withDefaults()
                .withPublicItems(500)
                .withFreshItems(500)
                .withWorkTasks(1500)
                .withEnvironments(500)
                .withRounds(2);
        assertThat(units(lab.withCandidates(4), false))
                .hasSize(12 * 8)
                .allMatch(unit -> unit.size() == 3 || unit.size() == 1)
                .allMatch(unit -> unit.replicates() == 2);
        assertThat(units(lab.withCandidates(64), false))
                .hasSize(30 * 16)
                .allMatch(unit -> unit.size() * unit.replicates() == 1);
        assertThat(units(lab.withCandidates(4), true)).hasSize(12 * 2).allMatch(unit -> unit.replicates() == 8);
    }

    /** Thirty points of sixteen replicates, for whoever wants sixteen units. */
    private static List<WorkUnit> units(Scenario scenario, boolean far) {
        SweepPlan plan = SweepPlan.builder()
                .scenario(scenario)
                .vary(Parameter.BUDGET, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
                .vary(Parameter.INSPIRATION, 0, 0.5, 1)
                .replicates(16)
                .build();
        return new Cutting(plan, new Window(plan, 0, 30, (point, block) -> null), far).units(16);
    }
}
