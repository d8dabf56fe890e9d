package org.evalgap.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.evalgap.Audit;
import org.evalgap.Scenario;
import org.evalgap.learner.GeneralizationKernel;
import org.evalgap.measure.Measure;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Test;

/** The audit of a suite against the engine's audit, plain sums and closed forms. */
class SuiteAuditTest {
    private static final AuditSpec SPEC =
            AuditSpec.withDefaults().withScale(Scale.ABSOLUTE).withResamples(0).withInfluence(false);

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.withDefaults(),
            Scenario.withDefaults().withCritic(0.5).withEnvironmentHorizon(3).withEvalHorizon(2),
            Scenario.withDefaults().withKlPenalty(0.3).withGuessRate(0.2),
            Scenario.withDefaults().withNarrowing(0.5).withFormatLearning(0.2),
            Scenario.withDefaults().withAdvantageNormalization(1).withEnvironmentHorizon(5),
            Scenario.withDefaults().withMemorization(1).withCompetence(-0.5),
            Scenario.withDefaults().withMemorization(0).withBudget(100));

    private static TaskSet tasks(ItemSet set) {
        TaskSet.Builder builder = TaskSet.builder(set.positions().dimension());
        double[] row = new double[set.positions().dimension()];
        for (int i = 0; i < set.size(); i++) {
            set.positions().row(i, row);
            builder.add(row, set.difficulty(i), null, set.weight(i), set.id(i));
        }
        return builder.build();
    }

    private static Suite equal(Suite suite) {
        return suite.withEnvironments(Suites.equalShares(suite.environments()));
    }

    /** The oracle is the engine's own audit, to the bit. */
    @Test
    void withEqualSharesItIsTheEnginesAudit() {
        Suite suite = equal(Suites.suite(1, 30, 41, 5));
        Audit audit = Audit.of(tasks(suite.publicItems()), tasks(suite.environments()))
                .withFresh(tasks(suite.fresh().orElseThrow()))
                .withWork(tasks(suite.work().orElseThrow()));
        List<Scenario> scenarios = new java.util.ArrayList<>(SCENARIOS);
        scenarios.add(Scenario.withDefaults().withKlPenalty(1000).withBudget(1e5));
        for (Scenario scenario : scenarios) {
            Audit.Result expected = audit.run(scenario);
            AuditResult result = SuiteAudit.run(suite, SPEC.withScenario(scenario));
            assertThat(result.measures()).isEqualTo(expected.measures());
            assertThat(gains(result, Place.PUBLIC)).containsExactly(expected.publicGains());
            assertThat(gains(result, Place.FRESH))
                    .containsExactly(expected.freshGains().orElseThrow());
            assertThat(gains(result, Place.WORK))
                    .containsExactly(expected.workGains().orElseThrow());
            assertThat(result.environments().stream()
                            .mapToDouble(EnvironmentFinding::weight)
                            .toArray())
                    .containsExactly(expected.weights());
        }
    }

    @Test
    void missingSetsLeaveTheirMeasuresOut() {
        Suite whole = equal(Suites.suite(1, 12, 9, 3));
        Suite suite = Suite.of(whole.publicItems(), whole.environments());
        AuditResult result = SuiteAudit.run(suite, SPEC.withInfluence(true).withResamples(100));
        assertThat(result.measures())
                .isEqualTo(Audit.of(tasks(suite.publicItems()), tasks(suite.environments()))
                        .run(Scenario.withDefaults())
                        .measures());
        assertThat(result.items(Place.WORK)).isEmpty();
        EnvironmentFinding first = result.environments().get(0);
        assertThat(first.influence(Measure.PUBLIC_SCORE)).isPositive();
        assertThat(first.influence(Measure.INFLATION)).isNaN();
        assertThat(first.influences()).containsKey(Measure.PUBLIC_ABILITY).doesNotContainKey(Measure.WORK_SCORE);
        assertThat(result.bounds(Measure.PUBLIC_SCORE)).isPresent();
        assertThat(result.bounds(Measure.WORK_SCORE)).isEmpty();
    }

    private static double[] gains(AuditResult result, Place place) {
        return result.items(place).stream().mapToDouble(ItemFinding::gain).toArray();
    }

    /** The oracle is the definition, summed plainly with StrictMath; the library's exponential errs by 3e-12. */
    @Test
    void exposurePartsAndTeachersArePlainSums() {
        Suite suite = Suites.suite(2, 15, 22, 4);
        Scenario scenario = Scenario.withDefaults().withNarrowing(0.4).withFormatLearning(0.3);
        AuditResult result = SuiteAudit.run(suite, SPEC.withScenario(scenario).withTeachers(3));
        double[] a = Suites.shares(suite.environments());
        for (Place place : Place.values()) {
            ItemSet set = suite.at(place).orElseThrow();
            for (ItemFinding item : result.items(place)) {
                check(item, set, suite.environments(), a, result, scenario);
            }
        }
    }

    private static void check(
            ItemFinding item, ItemSet set, ItemSet environments, double[] a, AuditResult result, Scenario s) {
        GeneralizationKernel kernel = s.kernel();
        int m = a.length;
        double[] term = new double[m];
        double exposure = 0;
        double memorizedExposure = 0;
        double memorized = 0;
        double broad = 0;
        double format = 0;
        double nearest = Double.POSITIVE_INFINITY;
        double divergence = 0;
        boolean formatted = set.format(item.row(), item.place().format()) == 1;
        for (int j = 0; j < m; j++) {
            double square = squaredDistance(set, item.row(), environments, j);
            EnvironmentFinding environment = result.environments().get(j);
            double narrow = 0.9 * StrictMath.exp(-square / (2 * 0.25 * 0.25));
            double k = kernel.of(square, formatted);
            exposure += a[j] * k;
            memorizedExposure += a[j] * narrow;
            memorized += narrow * environment.weight();
            broad += 0.1 * StrictMath.exp(-square / 2) * environment.weight();
            format += formatted ? 0.3 * environment.weight() : 0;
            term[j] = k * environment.weight();
            nearest = Math.min(nearest, square);
            divergence += a[j] * environment.divergence() / m;
        }
        double forgotten = -0.4 * (1 - StrictMath.exp(-nearest / 2)) * divergence;
        assertThat(item.exposure()).isCloseTo(exposure, within(1e-9));
        assertThat(item.memorizedExposure()).isCloseTo(memorizedExposure, within(1e-9));
        assertThat(item.parts().memorized()).isCloseTo(memorized, within(1e-9));
        assertThat(item.parts().broad()).isCloseTo(broad, within(1e-9));
        assertThat(item.parts().format()).isCloseTo(format, within(1e-9));
        assertThat(item.parts().forgetting()).isCloseTo(forgotten, within(1e-9));
        assertThat(item.parts().total()).isCloseTo(item.gain(), within(1e-9));
        int[] order = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -term[j]))
                .mapToInt(j -> j)
                .toArray();
        for (int t = 0; t < 3; t++) {
            Teacher teacher = item.teachers().get(t);
            assertThat(teacher.row()).isEqualTo(order[t]);
            assertThat(teacher.id()).isEqualTo(environments.id(order[t]));
            assertThat(teacher.term()).isCloseTo(term[order[t]], within(1e-9));
            double square = squaredDistance(set, item.row(), environments, order[t]);
            assertThat(teacher.distance()).isCloseTo(Math.sqrt(square), within(1e-12));
        }
    }

    private static double squaredDistance(ItemSet set, int i, ItemSet other, int j) {
        double[] x = new double[set.positions().dimension()];
        double[] y = x.clone();
        set.positions().row(i, x);
        other.positions().row(j, y);
        double square = 0;
        for (int d = 0; d < x.length; d++) {
            square += (x[d] - y[d]) * (x[d] - y[d]);
        }
        return square;
    }

    /**
     * Closed form: environments that coincide are one environment with the sum of their shares, for everything that shares
     * act on: (B/M)·a is the same for each, and so is Σ a KL/Σ a.
     */
    @Test
    void coincidentEnvironmentsAreOneOfTheSumOfTheirShares() {
        Suite suite = Suites.suite(3, 20, 10, 3);
        int[] twice = {0, 1, 1, 2, 3, 4, 4, 4, 5, 6, 7, 8, 9};
        double[][] rows = new double[twice.length][3];
        double[] difficulties = new double[twice.length];
        double[] shares = new double[10];
        for (int j = 0; j < twice.length; j++) {
            suite.environments().positions().row(twice[j], rows[j]);
            difficulties[j] = suite.environments().difficulty(twice[j]);
            shares[twice[j]]++;
        }
        ItemSet copies =
                ItemSet.builder(Positions.of(rows)).difficulties(difficulties).build();
        ItemSet once = suite.environments().withShares(shares);
        for (Scenario scenario : SCENARIOS) {
            AuditSpec spec = SPEC.withScenario(scenario.withNarrowing(0.3));
            Map<Measure, Double> one =
                    SuiteAudit.run(suite.withEnvironments(once), spec).measures();
            Map<Measure, Double> several =
                    SuiteAudit.run(suite.withEnvironments(copies), spec).measures();
            for (Measure measure : one.keySet()) {
                if (measure != Measure.ENVIRONMENT_SUCCESS) {
                    assertThat(several.get(measure)).as("%s", measure).isCloseTo(one.get(measure), within(3e-8));
                }
            }
        }
    }

    /** MODEL.md §8.2 with shares: m = 1, s → 0: 2u + 2 sinh u = 2u₀ + 2 sinh u₀ + B a/M. */
    @Test
    void anEnvironmentAloneLearnsByItsShare() {
        double[][] apart = {{0}, {1}, {2}};
        double[] shares = {0.5, 0, 2.5};
        ItemSet set = ItemSet.builder(Positions.of(apart)).shares(shares).build();
        Scenario memory = Scenario.withDefaults()
                .withMemorization(1)
                .withMemorizationScale(1e-3)
                .withBudget(30);
        AuditResult result = SuiteAudit.run(Suite.of(set, set), SPEC.withScenario(memory));
        for (int i = 0; i < 3; i++) {
            double u = result.items(Place.PUBLIC).get(i).gain();
            assertThat(2 * u + 2 * StrictMath.sinh(u)).isCloseTo(30 * shares[i] / 3, within(1e-6));
        }
    }

    @Test
    void scalesAreMultiplesOfTheSpacingOfItems() {
        Suite suite = Suites.suite(4, 12, 9, 3);
        ItemSet items = suite.publicItems();
        double[] nearest = new double[items.size()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int i = 0; i < nearest.length; i++) {
            for (int k = 0; k < nearest.length; k++) {
                nearest[i] = i == k ? nearest[i] : Math.min(nearest[i], squaredDistance(items, i, items, k));
            }
        }
        Arrays.sort(nearest);
        double median = (Math.sqrt(nearest[5]) + Math.sqrt(nearest[6])) / 2;
        AuditResult result = SuiteAudit.run(suite, SPEC.withScale(Scale.NEAREST));
        assertThat(result.scales().unit()).isCloseTo(median, within(1e-12));
        assertThat(result.scales().breadth()).isCloseTo(median, within(1e-12));
        assertThat(result.scales().memorizationScale()).isCloseTo(median / 4, within(1e-12));
        Scenario same = Scenario.withDefaults()
                .withBreadth(result.scales().breadth())
                .withMemorizationScale(result.scales().memorizationScale());
        assertThat(SuiteAudit.run(suite, SPEC.withScenario(same)).measures()).isEqualTo(result.measures());
    }

    @Test
    void aSpacingOfZeroIsRefused() {
        ItemSet duplicates = ItemSet.builder(Positions.of(new double[][] {{1}, {1}, {1}, {2}}))
                .build();
        assertThatThrownBy(() -> SuiteAudit.run(Suite.of(duplicates, duplicates), SPEC.withScale(Scale.NEAREST)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("half of the items are duplicates", "scale absolute");
    }

    @Test
    void aScaleThatMakesEverythingOneNeighbourhoodIsNamed() {
        Suite suite = Suites.suite(5, 20, 9, 3);
        assertThat(SuiteAudit.run(
                                suite, SPEC.withScenario(Scenario.withDefaults().withBreadth(0.2)))
                        .warnings())
                .isEmpty();
        assertThat(SuiteAudit.run(
                                suite, SPEC.withScenario(Scenario.withDefaults().withBreadth(50)))
                        .warnings())
                .singleElement()
                .asString()
                .contains("breadth makes everything one neighbourhood");
        Scenario wide = Scenario.withDefaults().withBreadth(0.2).withMemorizationScale(50);
        assertThat(SuiteAudit.run(suite, SPEC.withScenario(wide)).warnings())
                .singleElement()
                .asString()
                .contains("memorizationScale makes everything");
    }

    /** The oracle inverts the model: items of known success before training have that score before training. */
    @Test
    void difficultiesFollowFromAttempts() {
        Suite suite = Suites.suite(6, 5, 4, 3);
        double[] successes = {0, 3, 50, 97, 100};
        double[] attempts = {100, 100, 100, 100, 100};
        ItemSet items = ItemSet.builder(suite.publicItems().positions())
                .attempts(successes, attempts)
                .build();
        for (int horizon : new int[] {1, 7}) {
            Scenario scenario = Scenario.withDefaults()
                    .withEvalHorizon(horizon)
                    .withGuessRate(0.02)
                    .withCompetence(0.7)
                    .withBudget(0);
            for (int i = 0; i < 5; i++) {
                Suite one = Suite.of(items.select(i), suite.environments());
                double score = SuiteAudit.run(one, SPEC.withScenario(scenario))
                        .measures()
                        .get(Measure.PUBLIC_SCORE_BEFORE);
                double shrunk = (successes[i] + 0.5) / 101;
                double expected = shrunk > 0.02 + 0.98 * 0.5 / 101 ? shrunk : 0.02 + 0.98 * 0.5 / 101;
                assertThat(score).as("%s of 100", successes[i]).isCloseTo(expected, within(1e-12));
            }
        }
        ItemSet trained = ItemSet.builder(suite.environments().positions())
                .attempts(new double[] {5, 5, 5, 5}, new double[] {10, 10, 10, 10})
                .build();
        Scenario still = Scenario.withDefaults().withBudget(0).withEnvironmentHorizon(3);
        assertThat(SuiteAudit.run(Suite.of(items, trained), SPEC.withScenario(still))
                        .measures()
                        .get(Measure.ENVIRONMENT_SUCCESS))
                .isCloseTo(0.5, within(1e-12));
    }
}
