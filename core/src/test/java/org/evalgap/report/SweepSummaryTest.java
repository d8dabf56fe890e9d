package org.evalgap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.measure.Measure;
import org.evalgap.sweep.PublishedFigure;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepColumns;
import org.evalgap.sweep.run.SweepRow;
import org.evalgap.sweep.run.SweepRunner;
import org.evalgap.sweep.run.SweepStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tech.tablesaw.aggregate.AggregateFunctions;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Every number of a summary against one computed from the simulator's summaries, cell by cell, in another way. */
class SweepSummaryTest {
    /** Sums of a dozen numbers of size one in another order differ by less. */
    private static final double ROUNDING = 1e-14;

    private static final double[] BUDGETS = {16, 128, 1024};
    private static final double[] INSPIRATIONS = {0, 1};

    private static final Scenario SMALL = Scenario.withDefaults()
            .withPublicItems(20)
            .withFreshItems(50)
            .withWorkTasks(50)
            .withEnvironments(16);

    private static final List<Summary> CELLS = new ArrayList<>();
    private static final List<SweepRow> ROWS = new ArrayList<>();
    private static SweepPlan plan;
    private static SweepSummary summary;
    private static SweepStatus status;

    @BeforeAll
    static void sweep() {
        for (double budget : BUDGETS) {
            for (double inspiration : INSPIRATIONS) {
                Scenario s = SMALL.withBudget(budget).withInspiration(inspiration);
                CELLS.add(Simulator.ofScores().summarize(s, 5, 8));
            }
        }
        // The published mean is that of cell 3, so that this cell reproduces it and is the nearest.
        double published = CELLS.get(3).mean(Measure.INFLATION);
        plan = SweepPlan.builder()
                .name("study")
                .scenario(SMALL)
                .vary(Parameter.BUDGET, BUDGETS)
                .vary(Parameter.INSPIRATION, INSPIRATIONS)
                .replicates(8)
                .seed(5)
                .reference(List.of(
                        new PublishedFigure("one", Measure.INFLATION, published, 1e-12, 4, "x"),
                        new PublishedFigure("all", Measure.INFLATION, published, 1000, 4, "x"),
                        new PublishedFigure("none", Measure.INFLATION, -7, 0.1, 4, "x")))
                .build();
        summary = new SweepSummary(plan);
        status = SweepRunner.withDefaults().withThreads(2).run(plan, row -> {
            summary.row(row);
            ROWS.add(row);
        });
    }

    private static double publicGain(Summary s) {
        return s.mean(Measure.PUBLIC_SCORE) - s.mean(Measure.PUBLIC_SCORE_BEFORE);
    }

    private static double workGain(Summary s) {
        return s.mean(Measure.WORK_SCORE) - s.mean(Measure.WORK_SCORE_BEFORE);
    }

    private static double mean(List<Summary> cells, ToDoubleFunction<Summary> of) {
        return cells.stream().mapToDouble(of).sum() / cells.size();
    }

    private static String name(int cell) {
        return "budget " + (int) BUDGETS[cell / 2] + ", inspiration " + (int) INSPIRATIONS[cell % 2];
    }

    private static String line(String label, double mean, ToDoubleFunction<Summary> of) {
        int least = 0;
        int most = 0;
        for (int i = 1; i < CELLS.size(); i++) {
            least = of.applyAsDouble(CELLS.get(i)) < of.applyAsDouble(CELLS.get(least)) ? i : least;
            most = of.applyAsDouble(CELLS.get(i)) > of.applyAsDouble(CELLS.get(most)) ? i : most;
        }
        return String.format(
                        Locale.ROOT,
                        "%-12s mean %6.2f %s, from %6.2f (",
                        label,
                        100 * mean,
                        label.equals("transfer") ? "of 100" : "points",
                        100 * of.applyAsDouble(CELLS.get(least)))
                + name(least)
                + String.format(Locale.ROOT, ") to %6.2f (", 100 * of.applyAsDouble(CELLS.get(most)))
                + name(most)
                + ")";
    }

    @Test
    void sevenLinesSayWhatADirectComputationSays() {
        List<String> lines = summary.lines(status);
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0))
                .isEqualTo("study: 6 of 6 cells (grid: budget × inspiration), 8 replicates each, seed 5");
        assertThat(lines.get(1))
                .isEqualTo(
                        line("public gain", mean(CELLS, SweepSummaryTest::publicGain), SweepSummaryTest::publicGain));
        ToDoubleFunction<Summary> inflation = s -> s.mean(Measure.INFLATION);
        assertThat(lines.get(2)).isEqualTo(line("inflation", mean(CELLS, inflation), inflation));
        assertThat(lines.get(3))
                .isEqualTo(line("work gain", mean(CELLS, SweepSummaryTest::workGain), SweepSummaryTest::workGain));
        ToDoubleFunction<Summary> disconnect = s -> s.mean(Measure.DISCONNECT);
        assertThat(lines.get(4)).isEqualTo(line("disconnect", mean(CELLS, disconnect), disconnect));
        assertThat(lines.get(5)).isEqualTo(line("transfer", transfer(CELLS), s -> workGain(s) / publicGain(s)));
        assertThat(lines.get(6)).startsWith("48 replicates in ").endsWith(" a second");
    }

    private static double transfer(List<Summary> cells) {
        return mean(cells, SweepSummaryTest::workGain) / mean(cells, SweepSummaryTest::publicGain);
    }

    @Test
    void meansByLevelAreThoseOfTheCellsThere() {
        Table levels = summary.levels();
        assertThat(levels.rowCount()).isEqualTo(5);
        for (Row row : levels) {
            boolean budget = row.getRowNumber() < 3;
            int level = budget ? row.getRowNumber() : row.getRowNumber() - 3;
            List<Summary> there = new ArrayList<>();
            for (int i = 0; i < CELLS.size(); i++) {
                if ((budget ? i / 2 : i % 2) == level) {
                    there.add(CELLS.get(i));
                }
            }
            assertThat(row.getString("axis")).isEqualTo(budget ? "budget" : "inspiration");
            assertThat(row.getString("value"))
                    .isEqualTo(Integer.toString((int) (budget ? BUDGETS[level] : INSPIRATIONS[level])));
            assertThat(row.getLong("cells")).isEqualTo(there.size());
            assertThat(row.getDouble("inflation"))
                    .isCloseTo(mean(there, s -> s.mean(Measure.INFLATION)), within(ROUNDING));
            assertThat(row.getDouble("work gain")).isCloseTo(mean(there, SweepSummaryTest::workGain), within(ROUNDING));
            assertThat(row.getDouble("transfer")).isCloseTo(transfer(there), within(ROUNDING * 100));
        }
    }

    @Test
    void effectsAreDifferencesBetweenTheLastLevelAndTheFirst() {
        Table effects = summary.effects();
        Table levels = summary.levels();
        for (String gain : List.of("inflation", "work gain", "transfer")) {
            assertThat(effects.doubleColumn(gain).getDouble(0))
                    .isEqualTo(levels.doubleColumn(gain).getDouble(2)
                            - levels.doubleColumn(gain).getDouble(0));
            assertThat(effects.doubleColumn(gain).getDouble(1))
                    .isEqualTo(levels.doubleColumn(gain).getDouble(4)
                            - levels.doubleColumn(gain).getDouble(3));
        }
        assertThat(effects.stringColumn("from").asList()).containsExactly("16", "0");
        assertThat(effects.stringColumn("to").asList()).containsExactly("1024", "1");
    }

    @Test
    void strongestCellsAreTheFirstInOrder() {
        Table strongest = summary.strongest();
        assertThat(strongest.rowCount()).isEqualTo(10);
        List<Double> inflation = CELLS.stream()
                .map(s -> s.mean(Measure.INFLATION))
                .sorted(Comparator.reverseOrder())
                .limit(5)
                .toList();
        assertThat(strongest.first(5).doubleColumn("inflation").asList()).isEqualTo(inflation);
        List<Double> work = CELLS.stream()
                .map(SweepSummaryTest::workGain)
                .sorted(Comparator.reverseOrder())
                .limit(5)
                .toList();
        assertThat(strongest.last(5).doubleColumn("work gain").asList()).isEqualTo(work);
    }

    @Test
    void publishedFiguresStandBesideTheCellsThatReproduceThem() {
        Table reference = summary.reference();
        assertThat(reference.longColumn("cells").asList()).containsExactly(1L, 6L, 0L);
        assertThat(reference.stringColumn("nearest").get(0)).isEqualTo(name(3));
        assertThat(reference.doubleColumn("value").getDouble(0))
                .isEqualTo(CELLS.get(3).mean(Measure.INFLATION));
        assertThat(reference.doubleColumn("within").getDouble(1)).isEqualTo(1000);
        assertThat(reference.stringColumn("budget").asList()).containsExactly("128", "any", "");
        assertThat(reference.stringColumn("inspiration").asList()).containsExactly("1", "any", "");
    }

    /** Without training nothing moves, so that every gain is 0 and 0/0 would be printed; a budget of 1024 moves much. */
    @Test
    void transferIsNoFindingWhereThePublicGainMayBeNothing() {
        SweepPlan still = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Parameter.BUDGET, 0, 1024)
                .vary(Parameter.INSPIRATION, 0.5, 1)
                .replicates(8)
                .build();
        SweepSummary told = new SweepSummary(still);
        SweepStatus ended = SweepRunner.withDefaults().withThreads(2).run(still, told);
        assertThat(told.lines(ended).get(5))
                .contains("(budget 1024, inspiration ")
                .endsWith("; not determined in 2 cells, with a public gain within two standard errors of 0");
        assertThat(told.levels().doubleColumn("transfer").getDouble(0)).isNaN();
        assertThat(told.levels().doubleColumn("transfer").getDouble(1)).isPositive();
        assertThat(told.effects().print()).contains("–").doesNotContain("NaN");
        SweepPlan one =
                SweepPlan.builder().scenario(SMALL).vary(Parameter.BUDGET, 0).build();
        SweepSummary nothing = new SweepSummary(one);
        ended = SweepRunner.withDefaults().withThreads(1).run(one, nothing);
        assertThat(nothing.lines(ended).get(5))
                .isEqualTo("transfer     not determined in any cell, with a public gain of at most 0.001");
    }

    @Test
    void zerosHaveNoSign() {
        DoubleColumn column =
                Formats.fourDecimals(DoubleColumn.create("x", -0.0, -1e-9, -0.00004, -0.00006, 0.25, Double.NaN));
        List<String> printed =
                IntStream.range(0, column.size()).mapToObj(column::getString).toList();
        assertThat(printed.subList(0, 5)).containsExactly("0.0000", "0.0000", "0.0000", "-0.0001", "0.2500");
        assertThat(Formats.points(-0.00004)).isEqualTo("  0.00");
        assertThat(Formats.points(-0.00006)).isEqualTo(" -0.01");
    }

    /** Also after Tablesaw filtered, sorted and copied; thirds are no decimals, and groups must keep them to the bit. */
    @Test
    void tablesCanBeGroupedByTheirAxes() {
        double third = 1.0 / 3;
        SweepPlan thirds = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Parameter.BREADTH, third, 2)
                .vary(Parameter.BUDGET, 8, 64)
                .replicates(2)
                .build();
        Table rows = SweepTable.of(thirds);
        double[] work = rows.doubleColumn("workGain").asDoubleArray();
        for (Table table : List.of(
                rows,
                rows.copy(),
                rows.sortOn("point"),
                rows.where(rows.longColumn("point").isNotMissing()))) {
            Table means = table.summarize("workGain", AggregateFunctions.mean).by("breadth");
            assertThat(means.doubleColumn("breadth").asList()).containsExactly(third, 2.0);
            assertThat(means.doubleColumn(1).getDouble(0)).isCloseTo((work[0] + work[1]) / 2, within(ROUNDING));
            assertThat(means.doubleColumn(1).getDouble(1)).isCloseTo((work[2] + work[3]) / 2, within(ROUNDING));
            assertThat(table.summarize("workGain", AggregateFunctions.mean)
                            .by("breadth", "budget")
                            .rowCount())
                    .isEqualTo(4);
        }
    }

    @Test
    void tablesHoldEveryParameterAndMeasureOfEveryRow() {
        Table table = SweepTable.of(plan, ROWS);
        assertThat(table.columnNames()).isEqualTo(SweepColumns.of(plan).names());
        assertThat(table.rowCount()).isEqualTo(6);
        for (int i = 0; i < 6; i++) {
            assertThat(table.longColumn("point").getLong(i)).isEqualTo(i);
            assertThat(table.longColumn("seed").getLong(i)).isEqualTo(5);
            assertThat(table.longColumn("replicates").getLong(i)).isEqualTo(8);
            assertThat(table.doubleColumn("budget").getDouble(i)).isEqualTo(BUDGETS[i / 2]);
            assertThat(table.doubleColumn("breadth").getDouble(i)).isEqualTo(1);
            assertThat(table.doubleColumn("inflation").getDouble(i))
                    .isEqualTo(CELLS.get(i).mean(Measure.INFLATION));
            assertThat(table.doubleColumn("inflationStandardError").getDouble(i))
                    .isEqualTo(CELLS.get(i).standardError(Measure.INFLATION).orElseThrow());
        }
        assertThat(SweepTable.of(plan).doubleColumn("publicScore").asList())
                .isEqualTo(table.doubleColumn("publicScore").asList());
    }
}
