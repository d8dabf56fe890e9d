package org.evalgap.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.evalgap.Scenario;
import org.evalgap.audit.KernelRange.Prior;
import org.evalgap.audit.KernelRange.Range;
import org.evalgap.measure.Measure;
import org.evalgap.task.MisfitException;
import org.junit.jupiter.api.Test;

/** Figures over kernels against audits one by one. */
class KernelRangeTest {
    private static final AuditSpec SPEC = AuditSpec.withDefaults()
            .withResamples(200)
            .withScenario(Scenario.withDefaults().withBudget(100));

    /** The oracle audits every kernel of the design alone; quantiles are those of definition 7. */
    @Test
    void intervalsArePercentilesOverTheDesign() {
        Suite suite = Suites.suite(21, 20, 14, 3);
        Prior prior = Prior.around(SPEC.scenario());
        KernelRange range = KernelRange.run(suite, SPEC, prior, 11);
        double[] inflation = new double[11];
        double[] influence = new double[11];
        double[] removal = new double[11];
        for (int i = 0; i < 11; i++) {
            double[] kernel = range.kernels().get(i);
            Scenario one = SPEC.scenario()
                    .withBreadth(kernel[0])
                    .withMemorization(kernel[1])
                    .withMemorizationScale(kernel[2]);
            AuditResult result = SuiteAudit.run(suite, SPEC.withScenario(one).withResamples(0));
            inflation[i] = result.measures().get(Measure.INFLATION);
            influence[i] = result.environments().get(4).influenceAtEqualCompute(Measure.INFLATION);
            removal[i] = result.environments().get(4).removalAtEqualCompute(Measure.INFLATION);
        }
        Arrays.sort(inflation);
        Arrays.sort(influence);
        Arrays.sort(removal);
        assertThat(range.median(Measure.INFLATION)).isEqualTo(inflation[5]);
        Bounds bounds = range.bounds(Measure.INFLATION).orElseThrow();
        assertThat(bounds.lower()).isCloseTo((inflation[0] + inflation[1]) / 2, within(1e-12));
        assertThat(bounds.upper()).isCloseTo((inflation[9] + inflation[10]) / 2, within(1e-12));
        assertThat(bounds.level()).isEqualTo(0.9);
        assertThat(range.medianInfluence(Measure.INFLATION, 4)).isCloseTo(influence[5], within(1e-12));
        Bounds spread = range.influence(Measure.INFLATION, 4).orElseThrow();
        assertThat(spread.lower()).isCloseTo((influence[0] + influence[1]) / 2, within(1e-12));
        Bounds left = range.removal(Measure.INFLATION, 4).orElseThrow();
        assertThat(left.lower()).isCloseTo((removal[0] + removal[1]) / 2, within(1e-12));
        assertThat(left.upper()).isCloseTo((removal[9] + removal[10]) / 2, within(1e-12));
        Bounds both = range.boundsWithItems(Measure.INFLATION).orElseThrow();
        assertThat(both.upper() - both.lower()).isGreaterThan(bounds.upper() - bounds.lower());
        assertThat(range.bounds(Measure.PUBLIC_SCORE_BEFORE)).isEmpty();
        assertThat(range.influence(Measure.WORK_SCORE, 0)).isPresent();
        assertThatThrownBy(() -> range.influence(Measure.TRANSFER, 0)).hasMessageContaining("inflation and workScore");
    }

    /** Items and environments, again kernel by kernel; and the bits do not depend on threads. */
    @Test
    void itemsAndEnvironmentsHaveIntervalsToo() {
        Suite suite = Suites.suite(24, 10, 12, 3);
        Prior prior = Prior.around(SPEC.scenario());
        KernelRange range = KernelRange.run(suite, SPEC.withThreads(3), prior, 9);
        KernelRange alone = KernelRange.run(suite, SPEC, prior, 9);
        double[][] figures = new double[5][9];
        Teacher teacher =
                SuiteAudit.run(suite, SPEC).items(Place.FRESH).get(2).teachers().get(0);
        for (int i = 0; i < 9; i++) {
            double[] kernel = range.kernels().get(i);
            Scenario one = SPEC.scenario()
                    .withBreadth(kernel[0])
                    .withMemorization(kernel[1])
                    .withMemorizationScale(kernel[2]);
            AuditResult result = SuiteAudit.run(
                    suite, SPEC.withScenario(one).withResamples(0).withTeachers(12));
            ItemFinding item = result.items(Place.FRESH).get(2);
            figures[0][i] = item.exposure();
            figures[1][i] = item.memorizedExposure();
            figures[2][i] = item.gain();
            figures[3][i] = result.environments().get(7).weight();
            figures[4][i] = item.teachers().stream()
                    .filter(t -> t.row() == teacher.row())
                    .findFirst()
                    .orElseThrow()
                    .memorized();
        }
        List<Bounds> found = List.of(
                range.exposure(Place.FRESH, 2).orElseThrow(),
                range.memorizedExposure(Place.FRESH, 2).orElseThrow(),
                range.gain(Place.FRESH, 2).orElseThrow(),
                range.weight(7).orElseThrow(),
                range.memorized(teacher).orElseThrow());
        for (int f = 0; f < figures.length; f++) {
            Arrays.sort(figures[f]);
            // Of 9 values the quantile .05 lies at .4 from the first on.
            double lower = figures[f][0] + 0.4 * (figures[f][1] - figures[f][0]);
            assertThat(found.get(f).lower()).as("figure %d", f).isCloseTo(lower, within(1e-9));
        }
        assertThat(range.bounds(Measure.INFLATION)).isEqualTo(alone.bounds(Measure.INFLATION));
        assertThat(range.boundsWithItems(Measure.INFLATION)).isEqualTo(alone.boundsWithItems(Measure.INFLATION));
        assertThat(range.gain(Place.WORK, 1)).isEqualTo(alone.gain(Place.WORK, 1));
    }

    /** Of many axes the range is in single precision, also where the audit is not; a training that this cannot follow is named. */
    @Test
    void itSaysWhatItCannotDo() {
        Suite wide = Suites.suite(25, 6, 8, 65);
        AuditSpec spec = SPEC.withInfluence(false).withResamples(0);
        assertThat(KernelRange.run(wide, spec, Prior.around(spec.scenario()), 8).warnings())
                .singleElement()
                .asString()
                .matches("the 8 kernels of the range are audited in single precision: each within [1-9]e-0[5-9]");
        assertThat(KernelRange.run(Suites.suite(25, 6, 8, 3), spec, Prior.around(spec.scenario()), 8)
                        .warnings())
                .isEmpty();
        AuditSpec stiff = spec.withScenario(spec.scenario().withKlPenalty(1000));
        assertThat(SuiteAudit.run(wide, stiff).warnings()).noneMatch(warning -> warning.contains("single precision"));
        assertThatThrownBy(() -> KernelRange.run(wide, stiff, Prior.around(spec.scenario()), 8))
                .isInstanceOf(MisfitException.class)
                .hasMessageMatching(
                        "kernel [1-8] of the range's 8 \\(breadth .*, memorization 0\\.\\d\\d, memorizationScale .*\\):"
                                + " klPenalty times budget .* too stiff .*; or audit one kernel, without a range");
    }

    /** Evenly spread: of 64 points between 24 and 40 lie in either half of every range, medians at its middle. */
    @Test
    void theDesignIsSpreadOverThePrior() {
        Suite suite = Suites.suite(22, 4, 3, 2);
        Prior prior = new Prior(new Range(0.5, 2), new Range(0.2, 0.8), new Range(0.1, 0.4));
        List<double[]> kernels = KernelRange.run(
                        suite, SPEC.withInfluence(false).withResamples(0), prior, 64)
                .kernels();
        double[] middle = {1, 0.5, 0.2};
        for (int k = 0; k < 3; k++) {
            int axis = k;
            assertThat(kernels.stream()
                            .filter(kernel -> kernel[axis] < middle[axis])
                            .count())
                    .isBetween(28L, 36L);
        }
        assertThat(kernels).allMatch(k -> k[0] >= 0.5 && k[0] <= 2 && k[1] >= 0.2 && k[1] <= 0.8 && k[2] >= 0.1);
    }

    /** A prior without width is one audit. */
    @Test
    void aPriorOfOneKernelIsAnAudit() {
        Suite suite = Suites.suite(23, 12, 9, 3);
        Prior sure = new Prior(new Range(1, 1), new Range(0.9, 0.9), new Range(0.25, 0.25));
        KernelRange range = KernelRange.run(suite, SPEC, sure, 8);
        AuditResult audit = SuiteAudit.run(suite, SPEC);
        assertThat(range.median(Measure.INFLATION)).isEqualTo(audit.measures().get(Measure.INFLATION));
        assertThat(range.bounds(Measure.INFLATION)).isEmpty();
        Bounds items = audit.bounds(Measure.INFLATION).orElseThrow();
        assertThat(range.boundsWithItems(Measure.INFLATION).orElseThrow()).isEqualTo(items);
        assertThatThrownBy(() -> KernelRange.run(suite, SPEC, sure, 3)).hasMessageContaining("points must be");
        assertThatThrownBy(() -> new Range(2, 1)).hasMessageContaining("high must be finite and at least 2.0");
    }
}
