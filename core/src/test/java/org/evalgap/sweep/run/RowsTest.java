package org.evalgap.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Luck;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Moments;
import org.evalgap.measure.Score;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.Precision;
import org.evalgap.sweep.SweepPlan;
import org.junit.jupiter.api.Test;

/** What a row, a cell and a report of progress say, of numbers that are known. */
class RowsTest {
    private static final Scenario SMALL = Scenario.withDefaults()
            .withPublicItems(12)
            .withFreshItems(20)
            .withWorkTasks(20)
            .withEnvironments(48)
            .withDimension(2);

    @Test
    void theRestTakesAsLongAsItDoesAtTheRateSoFar() {
        SweepProgress progress = new SweepProgress(100, 40, 1000, 400, 200, 4);
        assertThat(progress.rate()).isEqualTo(50);
        assertThat(progress.secondsLeft()).isEqualTo(12);
        SweepProgress start = new SweepProgress(100, 0, 1000, 0, 0, 0);
        assertThat(start.rate()).isZero();
        assertThat(start.secondsLeft()).isInfinite();
    }

    /** A block in half of whose replicates inflation is 1 and in half −1. */
    private static Moments halves(int replicates) {
        Moments moments = new Moments();
        for (int r = 0; r < replicates; r++) {
            double[] values = new double[Measure.count()];
            values[Measure.INFLATION.ordinal()] = r % 2 == 0 ? 1 : -1;
            moments.add(values);
        }
        return moments;
    }

    private static Cell cell(double wanted, int most, int... known) {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .precision(Precision.of(Map.of("inflation", wanted), most))
                .build();
        Cell cell = new Cell(plan, 0);
        for (int block : known) {
            cell.know(block, halves(Math.min(16, most - 16 * block)));
        }
        cell.begin();
        return cell;
    }

    /**
     * Two blocks of ±1 have the standard error 1/√31 = .18. Where .09 is wanted, that is four times as many replicates: 128, eight blocks,
     * of which those are simulated that are not known. Where .2 is wanted, two are enough.
     */
    @Test
    void aCellGrowsByTheBlocksThatItsErrorAsksForAndThatAreNotKnown() {
        Cell begun = cell(0.09, 4096);
        assertThat(begun.replicatesLeft()).isEqualTo(32);
        assertThat(begun.wants(1)).isTrue();
        assertThat(begun.wants(2)).isFalse();
        Cell grown = cell(0.09, 4096, 0, 1, 3);
        assertThat(grown.replicatesLeft()).isEqualTo(5 * 16);
        assertThat(grown.settled()).isFalse();
        assertThat(List.of(grown.wants(2), grown.wants(3), grown.wants(7), grown.wants(8)))
                .containsExactly(true, false, true, false);
        Cell short1 = cell(0.09, 100, 0, 1);
        assertThat(short1.replicatesLeft()).as("the last block has four").isEqualTo(68);
        assertThat(cell(0.2, 4096, 0, 1).settled()).isTrue();
        assertThat(cell(0.09, 48, 0, 1, 2).settled()).as("there are no more").isTrue();
    }

    /** All that is known may be enough for a stage, and for the next one: 128 have the error .0887, and 128 · 1.25 · … that of .085. */
    @Test
    void aCellGrowsOnWhereAStageIsKnown() {
        Cell cell = cell(0.085, 4096, 0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(cell.replicatesLeft()).as("160 in all").isEqualTo(32);
        assertThat(cell.wants(9)).isTrue();
        assertThat(cell.wants(10)).isFalse();
    }

    private static List<SweepRow> rows(SweepPlan plan) {
        List<SweepRow> rows = new ArrayList<>();
        assertThat(SweepRunner.withDefaults()
                        .withThreads(1)
                        .run(plan, rows::add)
                        .complete())
                .isTrue();
        return rows;
    }

    /**
     * A mean that is adjusted for luck, whose expectation is 0, is where the regression on luck meets 0: the other program fits it. That
     * of a contrast is of differences of both.
     */
    @Test
    void adjustedMeansAndContrastsAreInterceptsOfARegression() {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Parameter.BUDGET, 64, 512)
                .baseline(Map.of("budget", 64))
                .replicates(48)
                .seed(3)
                .build();
        SweepRow row = rows(plan).get(1);
        Simulator simulator = Simulator.ofScores().withLuck();
        double[][] own = new double[48][];
        double[][] other = new double[48][];
        SimpleRegression inflation = new SimpleRegression();
        SimpleRegression differences = new SimpleRegression();
        SimpleRegression gains = new SimpleRegression();
        for (int r = 0; r < 48; r++) {
            own[r] = simulator.simulate(plan.point(1).scenario(), 3, r).record();
            other[r] = simulator.simulate(plan.point(0).scenario(), 3, r).record();
            inflation.addData(luck(own[r]), own[r][Measure.INFLATION.ordinal()]);
            differences.addData(
                    luck(own[r]) - luck(other[r]),
                    own[r][Measure.INFLATION.ordinal()] - other[r][Measure.INFLATION.ordinal()]);
            gains.addData(
                    own[r][Luck.gain(Score.WORK)] - other[r][Luck.gain(Score.WORK)],
                    Score.WORK.gain(own[r]) - Score.WORK.gain(other[r]));
        }
        assertThat(row.adjusted().mean(Measure.INFLATION)).isCloseTo(inflation.getIntercept(), within(1e-12));
        Contrast contrast = row.contrast().orElseThrow();
        Contrast adjusted = contrast.adjusted();
        assertThat(adjusted.baseline()).isZero();
        assertThat(adjusted.of(Measure.INFLATION).value()).isCloseTo(differences.getIntercept(), within(1e-12));
        assertThat(adjusted.ofGain(Score.WORK).value()).isCloseTo(gains.getIntercept(), within(1e-12));
        for (Contrast.Difference[] both : new Contrast.Difference[][] {
            {contrast.of(Measure.INFLATION), adjusted.of(Measure.INFLATION)},
            {contrast.ofGain(Score.WORK), adjusted.ofGain(Score.WORK)}
        }) {
            assertThat(both[1].standardError()).isPositive().isLessThan(1.05 * both[0].standardError());
            assertThat(both[1].value()).isNotEqualTo(both[0].value());
        }
        assertThat(adjusted.of(Measure.TRANSFER).value()).isNaN();
    }

    private static double luck(double[] record) {
        return record[Luck.gain(Score.PUBLIC)] - record[Luck.gain(Score.FRESH)];
    }

    /** Every column of a row holds what the row says, under the name that says it. */
    @Test
    void columnsHoldWhatTheirNamesSay() {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Parameter.BUDGET, 64, 512)
                .vary(Axis.choices(
                        "lab",
                        List.of(new Axis.Choice("plain", s -> s), new Axis.Choice("wide", s -> s.withBreadth(2)))))
                .replicates(32)
                .seed(-3)
                .build();
        SweepRow row = rows(plan).get(3);
        Map<String, Object> said = new LinkedHashMap<>();
        for (SweepColumns.Column column : SweepColumns.of(plan).columns()) {
            Object value = column.value().apply(row);
            assertThat(value).as(column.name()).isInstanceOf(column.type());
            said.put(column.name(), value);
        }
        assertThat(said)
                .hasSameSizeAs(SweepColumns.of(plan).names())
                .containsEntry("point", 3L)
                .containsEntry("lab", "wide")
                .containsEntry("budget", 512.0)
                .containsEntry("breadth", 2.0)
                .containsEntry("trainer", "flow")
                .containsEntry("learner", "kernel")
                .containsEntry("seed", -3L)
                .containsEntry("replicates", 32L)
                .containsEntry("inflation", row.summary().mean(Measure.INFLATION))
                .containsEntry("inflationAdjusted", row.adjusted().mean(Measure.INFLATION))
                .containsEntry("workGain", row.summary().gain(Score.WORK));
        for (String name : List.of("inflation", "workGain", "inflationAdjusted", "workGainAdjusted")) {
            assertThat((Double) said.get(name + "StandardError")).as(name).isPositive();
        }
        assertThat(row.seed()).isEqualTo(-3);
        assertThat(SweepColumns.choices(plan)).containsExactly("lab");
    }
}
