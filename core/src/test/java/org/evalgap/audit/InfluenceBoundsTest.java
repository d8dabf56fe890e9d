package org.evalgap.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;
import org.evalgap.Scenario;
import org.evalgap.audit.SuiteAudit.Trained;
import org.evalgap.internal.audit.Influences;
import org.evalgap.measure.Measure;
import org.junit.jupiter.api.Test;

/** Intervals of influence against audits of resampled suites. */
class InfluenceBoundsTest {
    private static final AuditSpec SPEC = AuditSpec.withDefaults()
            .withScale(Scale.ABSOLUTE)
            .withTeachers(0)
            .withResamples(200)
            .withScenario(Scenario.withDefaults()
                    .withBudget(200)
                    .withNarrowing(0.4)
                    .withFormatLearning(0.2)
                    .withGuessRate(0.1));

    private static ItemSet weighted(ItemSet set, double[] weights) {
        double[] difficulties = new double[set.size()];
        Arrays.setAll(difficulties, set::difficulty);
        return ItemSet.builder(set.positions())
                .difficulties(difficulties)
                .weights(weights)
                .build();
    }

    /** The oracle audits the suite whose items weigh as often as they were drawn; everything is linear, so to rounding. */
    @Test
    void everyDrawIsTheInfluenceOfAResampledSuite() {
        Suite suite = Suites.suite(31, 12, 9, 3);
        SuiteAudit audit = SuiteAudit.prepare(suite, SPEC);
        Trained trained = audit.train(audit.prepared().shares());
        Influences influences = new Tracing(audit, trained).influences();
        for (int r : new int[] {0, 7}) {
            double[][] weights = new Resampling(SPEC).redraw(audit.prepared().weights(), r);
            Suite drawn = Suite.of(weighted(suite.publicItems(), weights[0]), suite.environments())
                    .withFresh(weighted(suite.fresh().orElseThrow(), weights[1]))
                    .withWork(weighted(suite.work().orElseThrow(), weights[2]));
            AuditResult expected = SuiteAudit.run(drawn, SPEC.withResamples(0));
            for (int j = 0; j < 9; j += 4) {
                EnvironmentFinding environment = expected.environments().get(j);
                assertDrawn(influences.samples(j, false), r, environment.influences(), "influence");
                assertDrawn(influences.samples(j, true), r, environment.influencesAtEqualCompute(), "at equal compute");
                assertDrawn(influences.removals(j)[0], r, environment.removals(), "removal");
                assertDrawn(influences.removals(j)[1], r, environment.removalsAtEqualCompute(), "both");
            }
        }
    }

    private static void assertDrawn(double[][] samples, int r, Map<Measure, Double> expected, String what) {
        expected.forEach((measure, value) -> {
            if (measure != Measure.POLICY_DIVERGENCE && measure != Measure.ENVIRONMENT_SUCCESS) {
                assertThat(samples[measure.ordinal()][r])
                        .as("%s, %s", what, measure)
                        .isCloseTo(value, within(1e-9));
            }
        });
        assertThat(expected).hasSizeGreaterThan(10);
    }

    /** Percentiles of those draws; what does not depend on items has none, and none are made where none are asked for. */
    @Test
    void boundsArePercentilesOfTheDraws() {
        Suite suite = Suites.suite(32, 14, 8, 3);
        EnvironmentFinding environment =
                SuiteAudit.run(suite, SPEC).environments().get(3);
        SuiteAudit audit = SuiteAudit.prepare(suite, SPEC);
        double[] draws = new Tracing(audit, audit.train(audit.prepared().shares()))
                .influences()
                .samples(3, true)[Measure.INFLATION.ordinal()];
        Arrays.sort(draws);
        Map<Measure, Bounds> bounds = environment.boundsAtEqualCompute();
        // Of 200 draws the quantile .05 lies at 9.95 from the first on.
        assertThat(bounds.get(Measure.INFLATION).lower())
                .isCloseTo(draws[9] + 0.95 * (draws[10] - draws[9]), within(1e-12));
        assertThat(bounds.get(Measure.INFLATION).contains(environment.influenceAtEqualCompute(Measure.INFLATION)))
                .isTrue();
        assertThat(environment.influenceBounds()).containsKey(Measure.WORK_ABILITY);
        assertThat(environment.removalBounds()).containsKey(Measure.WORK_ABILITY);
        Bounds removed = environment.removalBoundsAtEqualCompute().get(Measure.INFLATION);
        assertThat(removed.contains(environment.removalAtEqualCompute(Measure.INFLATION)))
                .isTrue();
        assertThat(bounds).doesNotContainKeys(Measure.POLICY_DIVERGENCE, Measure.ENVIRONMENT_SUCCESS);
        assertThat(SuiteAudit.run(suite, SPEC.withResamples(0))
                        .environments()
                        .get(3)
                        .removalBounds())
                .isEmpty();
    }

    /**
     * Sixteen batches tell of the same spread as single items: the ratio of two standard deviations, one of 15 degrees of
     * freedom, leaves [.5, 1.7] in 1 of 1,000 environments; the median over 20 is nearer to 1.
     */
    @Test
    void batchesSpreadAsItemsDo() {
        Suite suite = Suites.suite(33, 120, 20, 3);
        SuiteAudit audit = SuiteAudit.prepare(suite, SPEC);
        Trained trained = audit.train(audit.prepared().shares());
        Influences items = new Tracing(audit, trained).influences();
        Influences batches = new Tracing(audit, trained, 0).influences();
        int inflation = Measure.INFLATION.ordinal();
        assertSpreadsAlike(j -> batches.samples(j, true)[inflation], j -> items.samples(j, true)[inflation]);
        assertSpreadsAlike(j -> batches.removals(j)[1][inflation], j -> items.removals(j)[1][inflation]);
    }

    private static void assertSpreadsAlike(IntFunction<double[]> batches, IntFunction<double[]> items) {
        double[] ratios = new double[20];
        Arrays.setAll(ratios, j -> deviation(batches.apply(j)) / deviation(items.apply(j)));
        Arrays.sort(ratios);
        assertThat(ratios[10]).isBetween(0.75, 1.25);
        assertThat(ratios[0]).isGreaterThan(0.4);
        assertThat(ratios[19]).isLessThan(1.8);
    }

    private static double deviation(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1));
    }

    /** By hand: exposures of 1 and 0 draw means of 0, ½, 1 with chances ¼, ½, ¼. */
    @Test
    void meanExposuresHaveIntervalsOverItems() {
        ItemSet items =
                ItemSet.builder(Positions.of(new double[][] {{0}, {100}})).build();
        ItemSet one = ItemSet.builder(Positions.of(new double[][] {{0}})).build();
        AuditSpec spec = AuditSpec.withDefaults().withScale(Scale.ABSOLUTE);
        AuditResult result = SuiteAudit.run(Suite.of(items, one), spec);
        assertThat(result.exposure(Place.PUBLIC)).isCloseTo(0.5, within(1e-12));
        assertThat(result.memorizedExposure(Place.PUBLIC)).isCloseTo(0.45, within(1e-12));
        Bounds bounds = result.exposureBounds(Place.PUBLIC).orElseThrow();
        assertThat(bounds.lower()).isCloseTo(0, within(1e-12));
        assertThat(bounds.upper()).isCloseTo(1, within(1e-12));
        assertThat(result.memorizedExposureBounds(Place.PUBLIC).orElseThrow().upper())
                .isCloseTo(0.9, within(1e-12));
        assertThat(result.exposure(Place.WORK)).isNaN();
        assertThat(result.exposureBounds(Place.WORK)).isEmpty();
    }
}
