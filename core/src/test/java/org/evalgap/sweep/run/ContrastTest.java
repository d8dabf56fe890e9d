package org.evalgap.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.evalgap.Outcome;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Moments;
import org.evalgap.measure.Score;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.Design;
import org.evalgap.sweep.PlanBuilder;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.SweepPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContrastTest {
    private static final int REPLICATES = 37;

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
                .replicates(REPLICATES)
                .seed(77);
    }

    private static List<SweepRow> rows(SweepPlan plan, int threads) {
        List<SweepRow> rows = new ArrayList<>();
        SweepStatus status = SweepRunner.withDefaults().withThreads(threads).run(plan, rows::add);
        assertThat(status.complete()).isTrue();
        return rows;
    }

    /** The bits of all that a contrast says. */
    private static List<Object> said(List<SweepRow> rows) {
        List<Object> said = new ArrayList<>();
        for (SweepRow row : rows) {
            Contrast contrast = row.contrast().orElseThrow();
            said.add(contrast.baseline());
            for (Measure measure : Measure.values()) {
                said.add(contrast.of(measure));
            }
            said.add(contrast.ofGain(Score.WORK));
        }
        return said;
    }

    /** Another program: both cells alone, replicate by replicate, and the textbook formula in two passes. */
    @Test
    void contrastsAreThoseOfPairsThatAreSimulatedAlone() {
        SweepPlan plan =
                plan().baseline(Map.of("inspiration", 0.5, "budget", "64")).build();
        for (SweepRow row : rows(plan, 2)) {
            Contrast contrast = row.contrast().orElseThrow();
            Scenario scenario = row.point().scenario();
            Scenario baseline = scenario.withInspiration(0.5).withBudget(64);
            assertThat(plan.point(contrast.baseline()).scenario()).isEqualTo(baseline);
            assertThat(contrast.replicates()).isEqualTo(REPLICATES);
            for (Measure measure : List.of(Measure.INFLATION, Measure.WORK_ABILITY)) {
                double[] own = values(scenario, measure);
                double[] other = values(baseline, measure);
                double[] difference = new double[REPLICATES];
                Arrays.setAll(difference, r -> own[r] - other[r]);
                assertClose(contrast.of(measure), difference, own, other);
            }
            double[] own = gains(scenario);
            double[] other = gains(baseline);
            double[] difference = new double[REPLICATES];
            Arrays.setAll(difference, r -> own[r] - other[r]);
            assertClose(contrast.ofGain(Score.WORK), difference, own, other);
        }
    }

    private static double[] values(Scenario scenario, Measure measure) {
        Simulator simulator = Simulator.ofScores();
        double[] values = new double[REPLICATES];
        Arrays.setAll(values, r -> simulator.simulate(scenario, 77, r).get(measure));
        return values;
    }

    private static double[] gains(Scenario scenario) {
        Simulator simulator = Simulator.ofScores();
        double[] values = new double[REPLICATES];
        Arrays.setAll(values, r -> {
            Outcome outcome = simulator.simulate(scenario, 77, r);
            return outcome.get(Measure.WORK_SCORE) - outcome.get(Measure.WORK_SCORE_BEFORE);
        });
        return values;
    }

    private static void assertClose(Contrast.Difference found, double[] difference, double[] own, double[] other) {
        double paired = squaredError(difference);
        double unpaired = squaredError(own) + squaredError(other);
        assertThat(found.value()).isCloseTo(mean(difference), within(1e-14));
        assertThat(found.standardError()).isCloseTo(Math.sqrt(paired), within(1e-14));
        assertThat(found.unpairedStandardError()).isCloseTo(Math.sqrt(unpaired), within(1e-14));
        if (paired == 0) {
            assertThat(found.varianceSaved()).isNaN();
        } else {
            assertThat(found.varianceSaved() * paired / unpaired).isCloseTo(1, within(1e-9));
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double squaredError(double[] values) {
        double mean = mean(values);
        int n = values.length;
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (n - 1) / n;
    }

    /**
     * Two normals of equal variance with correlation ρ = .9: the variance of the difference is 2(1 − ρ), a tenth of that of
     * independent ones. With 40,000 pairs the ratio of the two variance estimates has a relative standard deviation of about
     * .007; 4 of them: a false alarm in 16,000.
     */
    @Test
    void correlatedNormalsSaveTheirCorrelation() {
        double rho = 0.9;
        RandomStream luck = RandomStream.of(5, 0, Purpose.STUDY);
        List<PairedMoments> blocks = new ArrayList<>();
        for (int b = 0; b < 2500; b++) {
            double[][] own = new double[16][Measure.count()];
            double[][] other = new double[16][Measure.count()];
            for (int r = 0; r < 16; r++) {
                double z = luck.normal(32L * b + 2 * r);
                double w = luck.normal(32L * b + 2 * r + 1);
                other[r][Measure.INFLATION.ordinal()] = z;
                own[r][Measure.INFLATION.ordinal()] = 3 + rho * z + Math.sqrt(1 - rho * rho) * w;
            }
            blocks.add(PairedMoments.of(own, other));
        }
        Contrast.Difference found = new Contrast(0, blocks).of(Measure.INFLATION);
        assertThat(found.varianceSaved()).isCloseTo(1 / (1 - rho), within(.03 / (1 - rho)));
        assertThat(found.value()).isCloseTo(3, within(4 * Math.sqrt(.2 / 40_000)));
        assertThat(found.standardError()).isCloseTo(Math.sqrt(.2 / 40_000), within(.02 * Math.sqrt(.2 / 40_000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void threadsChangeNothing(int threads) {
        SweepPlan plan = plan().baseline(Map.of("inspiration", 0)).build();
        assertThat(said(rows(plan, threads))).isEqualTo(said(rows(plan, 3)));
    }

    @Test
    void aBaselineChangesNoRow() {
        List<SweepRow> without = rows(plan().build(), 2);
        List<SweepRow> with = rows(plan().baseline(Map.of("budget", 8)).build(), 2);
        for (int i = 0; i < without.size(); i++) {
            assertThat(without.get(i).contrast()).isEmpty();
            assertThat(with.get(i).blocks())
                    .extracting(Moments::state)
                    .containsExactlyElementsOf(
                            without.get(i).blocks().stream().map(Moments::state).toList());
        }
    }

    /** Axes that the baseline does not name keep each point's own level. */
    @Test
    void aPointIsComparedWithTheBaselineAtItsOwnOtherLevels() {
        SweepPlan plan = plan().baseline(Map.of("inspiration", 0.5)).build();
        for (SweepRow row : rows(plan, 2)) {
            int[] levels = plan.levels(row.point().index());
            levels[1] = 1;
            long expected = (levels[0] * 3L + levels[1]) * 2 + levels[2];
            Contrast contrast = row.contrast().orElseThrow();
            assertThat(contrast.baseline()).isEqualTo(expected);
            if (expected == row.point().index()) {
                Contrast.Difference none = contrast.of(Measure.DISCONNECT);
                double error = row.summary().standardError(Measure.DISCONNECT).orElseThrow();
                assertThat(none.value()).isZero();
                assertThat(none.standardError()).isZero();
                assertThat(none.unpairedStandardError()).isCloseTo(Math.sqrt(2) * error, within(1e-15));
                assertThat(none.varianceSaved()).isNaN();
            }
        }
    }

    /** Replicates have items and tasks in common, which is most of the luck of what these measure. */
    @Test
    void commonRandomNumbersSaveVariance() {
        SweepPlan plan = plan().baseline(Map.of("budget", 64)).replicates(200).build();
        for (SweepRow row : rows(plan, 2)) {
            Contrast contrast = row.contrast().orElseThrow();
            if (contrast.baseline() != row.point().index()) {
                assertThat(contrast.of(Measure.PUBLIC_SCORE).varianceSaved()).isGreaterThan(1.5);
                assertThat(contrast.of(Measure.WORK_SCORE).varianceSaved()).isGreaterThan(1.5);
            }
            assertThat(contrast.of(Measure.TRANSFER).value()).isNaN();
            assertThat(contrast.of(Measure.PEAK_TIME).value()).isNaN();
        }
    }

    @Test
    void knownBlocksChangeNoContrastAndAreNotToldOfAgain() {
        SweepPlan plan = plan().baseline(Map.of("inspiration", 1)).build();
        List<SweepRow> fresh = rows(plan, 2);
        List<SweepRow> resumed = new ArrayList<>();
        List<Integer> told = new ArrayList<>();
        SweepRunner.withDefaults()
                .withKnown((point, block) -> (point.index() + block) % 3 == 0
                        ? fresh.get((int) point.index()).blocks().get(block)
                        : null)
                .run(plan, new SweepListener() {
                    @Override
                    public void row(SweepRow row) {
                        resumed.add(row);
                    }

                    @Override
                    public void block(SweepPoint point, int block, Moments moments) {
                        assertThat((point.index() + block) % 3).isNotZero();
                        told.add(block);
                    }
                });
        assertThat(said(resumed)).isEqualTo(said(fresh));
        assertThat(told).hasSize(18 * 3 * 2 / 3);
    }

    /** Fails where it is trained upon. */
    private static final class Failing implements EnvironmentDesigner {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            throw new IllegalStateException("out of ideas");
        }
    }

    @Test
    void aBaselineThatFailsLeavesRowsWithoutDifferences() {
        Map<String, UnaryOperator<Scenario>> labs = new LinkedHashMap<>();
        labs.put("plain", s -> s);
        labs.put("failing", s -> s.withEnvironmentDesigner(new Failing()));
        labs.put("impossible", s -> s.withRounds(-1));
        for (String baseline : List.of("failing", "impossible")) {
            SweepPlan plan = SweepPlan.builder()
                    .scenario(SMALL)
                    .vary(Axis.choices("lab", labs))
                    .vary(Parameter.BUDGET, 8, 64)
                    .replicates(3)
                    .baseline(Map.of("lab", baseline))
                    .build();
            List<SweepRow> rows = new ArrayList<>();
            SweepStatus status = SweepRunner.withDefaults().run(plan, rows::add);
            assertThat(status.failed()).isEqualTo(4);
            assertThat(rows).hasSize(2);
            Contrast contrast = rows.get(0).contrast().orElseThrow();
            assertThat(contrast.of(Measure.INFLATION).value()).isNaN();
            assertThat(rows.get(0).summary().mean(Measure.INFLATION))
                    .isEqualTo(Simulator.ofScores()
                            .summarize(SMALL.withBudget(8), 1, 3)
                            .mean(Measure.INFLATION));
        }
    }

    @Test
    void baselinesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> plan().baseline(Map.of("inspiratoin", 0)).build())
                .hasMessage(
                        "baseline.inspiratoin: \"inspiratoin\" is no axis of the plan; did you mean \"inspiration\"?");
        assertThatThrownBy(() -> plan().baseline(Map.of("inspiration", 0.3)).build())
                .hasMessage("baseline.inspiration: inspiration must be one of its levels, 0, 0.5, 1: 0.3");
        assertThatThrownBy(() -> plan().baseline(Map.of("inspiration", "much")).build())
                .hasMessageEndingWith("0, 0.5, 1: much");
        assertThatThrownBy(() -> plan().design(Design.SOBOL, 8)
                        .baseline(Map.of("inspiration", 0))
                        .build())
                .hasMessageContaining("a baseline is a point of a grid; leave design: sobol out");
        assertThatThrownBy(() -> SweepPlan.from(
                        Map.of("vary", Map.of("budget", List.of(1, 2)), "baseline", Map.of("budget", 3))))
                .hasMessageContaining("baseline")
                .hasMessageContaining("must be one of its levels, 1, 2: 3");
        assertThat(SweepPlan.from(Map.of("vary", Map.of("budget", List.of(1, 2)), "baseline", Map.of("budget", 2)))
                        .baseline(0))
                .hasValue(1);
    }
}
