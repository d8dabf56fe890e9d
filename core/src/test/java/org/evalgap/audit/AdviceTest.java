package org.evalgap.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.evalgap.Scenario;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The suite to train on instead, on suites whose best is known or judged on items that the advice has not seen. */
class AdviceTest {
    private static final int D = 4;
    private static final int M = 60;
    private static final AuditSpec SPEC = AuditSpec.withDefaults()
            .withScale(Scale.ABSOLUTE)
            .withResamples(0)
            .withTeachers(0)
            .withInfluence(false)
            .withScenario(Scenario.withDefaults().withBudget(300));

    private static ItemSet set(double[][] rows) {
        return ItemSet.builder(Positions.of(rows)).build();
    }

    /** A third of the environments are near copies of public items, a third of the eval's kind, a third like work. */
    private static Suite suite(long seed) {
        RandomStream stream = Suites.stream(seed);
        double[][] publicRows = Suites.rows(60, D, 1.5, 0.5, stream.substream(1));
        double[][] made = Suites.rows(M, D, 1.5, 0.5, stream.substream(2));
        double[][] work = Suites.rows(M, D, 0, 1, stream.substream(3));
        for (int j = 0; j < M / 3; j++) {
            for (int d = 0; d < D; d++) {
                made[j][d] = publicRows[j][d] + 0.05 * (made[j][d] - (d == 0 ? 1.5 : 0));
            }
            made[2 * M / 3 + j] = work[j];
        }
        return Suite.of(set(publicRows), set(made))
                .withFresh(set(Suites.rows(200, D, 1.5, 0.5, stream.substream(4))))
                .withWork(set(Suites.rows(200, D, 0, 1, stream.substream(5))));
    }

    private static Suite half(Suite suite, int parity) {
        int[] rows = IntStream.range(0, 200).filter(i -> i % 2 == parity).toArray();
        return suite.withFresh(suite.fresh().orElseThrow().select(rows))
                .withWork(suite.work().orElseThrow().select(rows));
    }

    private static double aim(Map<Measure, Double> measures, double mu) {
        return Score.WORK.gain(measures::get) - mu * measures.get(Measure.INFLATION);
    }

    private static Map<Measure, Double> judged(Suite suite, double[] shares, AuditSpec spec) {
        return SuiteAudit.run(suite.withEnvironments(suite.environments().withShares(shares)), spec)
                .measures();
    }

    /** Shares without the k environments that public items are most exposed to by memory. */
    private static double[] without(Suite suite, int k) {
        double[] exposure = new double[M];
        double[] x = new double[D];
        double[] y = new double[D];
        for (int j = 0; j < M; j++) {
            suite.environments().positions().row(j, x);
            for (int i = 0; i < suite.publicItems().size(); i++) {
                suite.publicItems().positions().row(i, y);
                double square = 0;
                for (int d = 0; d < D; d++) {
                    square += (x[d] - y[d]) * (x[d] - y[d]);
                }
                exposure[j] += StrictMath.exp(-square / (2 * 0.25 * 0.25));
            }
        }
        double[] shares = new double[M];
        IntStream.range(0, M)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> exposure[j]))
                .limit(M - k)
                .forEach(j -> shares[j] = 1);
        return shares;
    }

    /** Made on half of fresh and work, judged on the other half after training anew, against dropping the top 10, 20, 30. */
    @Test
    void onUnseenItemsItBeatsDroppingTheMostExposed() {
        for (int seed = 1; seed <= 3; seed++) {
            Suite suite = suite(seed);
            for (Advice.Point point : Advice.run(half(suite, 0), SPEC, 1, 3).front()) {
                assertThat(lead(half(suite, 1), point, SPEC))
                        .as("suite %d, μ = %s", seed, point.mu())
                        .isPositive();
            }
        }
    }

    /**
     * For a kernel that it was not made for (half again as broad, less memory, of wider scale) it does not beat the best of the
     * three drops in hindsight: it was .23 points behind in the mean of 3 suites and 2 prices. It stays within a point.
     */
    @Test
    void forAnotherKernelItComesNearDroppingTheMostExposed() {
        Scenario other = SPEC.scenario().withBreadth(1.4).withMemorization(0.7).withMemorizationScale(0.35);
        double lead = 0;
        for (int seed = 1; seed <= 3; seed++) {
            Suite suite = suite(seed);
            for (Advice.Point point : Advice.run(half(suite, 0), SPEC, 1, 3).front()) {
                lead += lead(half(suite, 1), point, SPEC.withScenario(other)) / 6;
            }
        }
        assertThat(lead).isBetween(-0.01, 0.01);
    }

    /**
     * Twenty suites and two prices: for its own kernel it leads in 32 or more of 40 cases, on items that it has not seen. Did it lead
     * in every other suite only, with both prices of a suite at once, that would be seen once in 170 seeds; the seeds are fixed. For the
     * other kernel the mean stays within half a point of the best drop in hindsight. docs/audit.md has the last figures.
     */
    @Test
    @Tag("long")
    void leadsOfTwentySuites() {
        Scenario other = SPEC.scenario().withBreadth(1.4).withMemorization(0.7).withMemorizationScale(0.35);
        List<Double> own = new ArrayList<>();
        List<Double> foreign = new ArrayList<>();
        for (int seed = 1; seed <= 20; seed++) {
            Suite suite = suite(seed);
            for (Advice.Point point : Advice.run(half(suite, 0), SPEC, 1, 3).front()) {
                own.add(100 * lead(half(suite, 1), point, SPEC));
                foreign.add(100 * lead(half(suite, 1), point, SPEC.withScenario(other)));
            }
        }
        System.out.printf("own kernel: %s%nother kernel: %s%n", told(own), told(foreign));
        assertThat(own).filteredOn(lead -> lead > 0).hasSizeGreaterThanOrEqualTo(32);
        assertThat(foreign.stream().mapToDouble(x -> x).average().orElseThrow()).isBetween(-0.5, 0.5);
    }

    private static String told(List<Double> leads) {
        DoubleSummaryStatistics all = leads.stream().mapToDouble(x -> x).summaryStatistics();
        long positive = leads.stream().filter(x -> x > 0).count();
        return String.format(
                "%d of %d lead, mean %+.2f points (%+.2f to %+.2f)",
                positive, all.getCount(), all.getAverage(), all.getMin(), all.getMax());
    }

    /** By how much a point of the front beats the best of three drops, in points of its own aim. */
    private static double lead(Suite unseen, Advice.Point point, AuditSpec spec) {
        double best = Double.NEGATIVE_INFINITY;
        for (int k : new int[] {10, 20, 30}) {
            best = Math.max(best, aim(judged(unseen, without(unseen, k), spec), point.mu()));
        }
        return aim(judged(unseen, point.shares(), spec), point.mu()) - best;
    }

    /** On the items that it was made on, no point is worse than the suite as it is, and more μ means no more inflation. */
    @Test
    void theFrontIsAFront() {
        Suite suite = suite(7);
        Advice advice = Advice.run(suite, SPEC, 0, 1, 10);
        Map<Measure, Double> before = advice.asItIs().measures();
        double last = Double.POSITIVE_INFINITY;
        for (Advice.Point point : advice.front()) {
            assertThat(aim(point.measures(), point.mu())).isGreaterThanOrEqualTo(aim(before, point.mu()));
            assertThat(Arrays.stream(point.shares()).sum()).isCloseTo(M, within(1e-9));
            assertThat(Arrays.stream(point.shares())).allMatch(a -> a >= 0);
            assertThat(point.inflation()).isLessThanOrEqualTo(last + 1e-6);
            assertThat(judged(suite, point.shares(), SPEC).get(Measure.WORK_SCORE))
                    .isCloseTo(point.measures().get(Measure.WORK_SCORE), within(1e-7));
            last = point.inflation();
        }
        assertThat(advice.front()).extracting(Advice.Point::mu).isEqualTo(List.of(0.0, 1.0, 10.0));
    }

    /** By construction: of three environments only the middle one reaches work, so that all shares belong to it. */
    @Test
    void whatDoesNotReachWorkGetsNothing() {
        double[][] apart = {{0}, {100}, {200}};
        Suite suite = Suite.of(set(new double[][] {{0}}), set(apart))
                .withFresh(set(new double[][] {{200}}))
                .withWork(set(new double[][] {{100}}));
        assertThat(Advice.run(suite, SPEC.withScenario(Scenario.withDefaults().withBudget(6)), 0)
                        .front()
                        .get(0)
                        .shares())
                .containsExactly(0, 3, 0);
    }

    @Test
    void whatItNeedsIsSaid() {
        Suite suite = suite(1);
        Suite bare = Suite.of(suite.publicItems(), suite.environments());
        assertThatThrownBy(() -> Advice.run(bare, SPEC)).hasMessageContaining("advice needs fresh items and work");
        assertThatThrownBy(() -> Advice.run(suite, SPEC, 1, 0))
                .hasMessageContaining("mu must be finite and at least 1.0");
    }
}
