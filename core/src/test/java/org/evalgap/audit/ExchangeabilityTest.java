package org.evalgap.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The test that trains nothing, on suites of known inspiration. */
class ExchangeabilityTest {
    private static final AuditSpec SPEC = AuditSpec.withDefaults().withLevel(0.95);

    private static ItemSet set(double[][] rows) {
        return ItemSet.builder(Positions.of(rows)).build();
    }

    private static ItemSet line(double... at) {
        return set(Arrays.stream(at).mapToObj(x -> new double[] {x}).toArray(double[][]::new));
    }

    /**
     * By hand: environments at 0.1, 0.9, 2.2 are nearest to items 0 (public), 1 (both sets, a tie), 2 (fresh): T = 1.5/3, π =
     * 2/4, λ̂ = 0. Of the 6 choices of 2 of the 4 votes 1, ½, ½, 1 (public 0, public 1, fresh 1, fresh 2) all but {½, ½}
     * have at least 1½: p tends to 5/6, with a standard error of .0037.
     */
    @Test
    void votesAreCountedByHand() {
        Suite suite = Suite.of(line(0, 1), line(0.1, 0.9, 2.2)).withFresh(line(1, 2));
        SuiteTestResult result = Exchangeability.test(suite, SPEC);
        assertThat(result.statistic()).isEqualTo(0.5);
        assertThat(result.expected()).isEqualTo(0.5);
        assertThat(result.inspiredShare()).isZero();
        assertThat(result.pValue()).isCloseTo(5 / 6.0, within(0.015));
        assertThat(result.permutations()).isEqualTo(9999);
        assertThat(result.warnings()).first().asString().contains("as the public ones were");
    }

    /** The labels as they are count: with every vote on public items, 1 of C(6, 3) = 20 choices reaches T = 1. */
    @Test
    void theSmallestPValueIsThatOfAllChoices() {
        Suite suite = Suite.of(line(0, 1, 2), line(0, 1, 2)).withFresh(line(10, 11, 12));
        SuiteTestResult result = Exchangeability.test(suite, SPEC);
        assertThat(result.statistic()).isEqualTo(1);
        assertThat(result.inspiredShare()).isEqualTo(1);
        assertThat(result.pValue()).isCloseTo(0.05, within(0.008));
        assertThat(Exchangeability.test(suite, SPEC.withThreads(3))).isEqualTo(result);
        assertThat(Exchangeability.test(suite, SPEC.withSeed(2)).pValue()).isNotEqualTo(result.pValue());
    }

    /** Many axes: distances that an audit has kept are not measured again, and a result of another suite gives none. */
    @Test
    void whatAnAuditHasMeasuredIsNotMeasuredAgain() {
        Suite suite = Suites.suite(41, 12, 30, 70);
        AuditSpec spec = SPEC.withInfluence(false).withResamples(0);
        SuiteAudit audit = SuiteAudit.roughly(suite, spec);
        AuditResult result = audit.report(audit.train(audit.prepared().shares()));
        assertThat(result.votes(suite)).isNotNull();
        assertThat(Exchangeability.test(suite, spec, result)).isEqualTo(Exchangeability.test(suite, spec));
        assertThat(result.votes(Suites.suite(41, 12, 30, 70))).isNull();
        assertThat(SuiteAudit.run(suite, spec).votes(suite)).isNull();
    }

    /** Families whole: 3 public items of one family and 3 fresh ones of another are 2 units, so that p is about 1/2. */
    @Test
    void familiesArePermutedWhole() {
        ItemSet one = ItemSet.builder(line(0, 1, 2).positions())
                .families(List.of("a", "a", "a"))
                .build();
        ItemSet other = ItemSet.builder(line(10, 11, 12).positions())
                .families(List.of("b", "b", "b"))
                .build();
        SuiteTestResult result =
                Exchangeability.test(Suite.of(one, line(0, 1, 2)).withFresh(other), SPEC);
        assertThat(result.pValue()).isCloseTo(0.5, within(0.02));
        assertThatThrownBy(() -> Exchangeability.test(Suite.of(one, line(0)).withFresh(one), SPEC))
                .hasMessageContaining("family a has public and fresh items");
        assertThatThrownBy(() -> Exchangeability.test(Suite.of(one, line(0)), SPEC))
                .hasMessageContaining("the test needs fresh items");
    }

    /** A suite of one recipe: a share of environments made from public items, the rest from elsewhere. */
    static Suite made(
            long seed, int items, int fresh, int environments, double inspired, double departure, int copies) {
        int d = 8;
        RandomStream stream = Suites.stream(seed);
        double[][] publicRows = Suites.rows(items, d, 1, 0.5, stream.substream(1));
        double[][] freshRows = Suites.rows(fresh, d, 1, 0.5, stream.substream(2));
        for (int i = 0; i < copies; i++) {
            freshRows[i] = publicRows[i].clone();
        }
        double[][] rows = Suites.rows(environments, d, 0.5, 0.7, stream.substream(3));
        RandomStream which = stream.substream(4);
        RandomStream jitter = stream.substream(5);
        for (int j = 0; j < environments; j++) {
            if (which.uniform(2L * j) < inspired) {
                double[] from = publicRows[(int) (which.uniform(2L * j + 1) * items)];
                for (int k = 0; k < d; k++) {
                    rows[j][k] = from[k] + departure * jitter.normal((long) j * d + k);
                }
            }
        }
        return Suite.of(set(publicRows), set(rows)).withFresh(set(freshRows));
    }

    /**
     * Type I error: 200 suites without inspiration, with items that are in both sets. Rejections at .1 are binomial(200, .1)
     * or fewer: above 36 in 1 of 5,000 tests.
     */
    @Tag("long")
    @Test
    void itsLevelHoldsWithDuplicatesInBothSets() {
        assertThat(rejections(200, 0, 0, 20, 0.1)).isBetween(6, 36);
    }

    private static int rejections(int suites, double inspired, double departure, int copies, double level) {
        int rejected = 0;
        for (int k = 0; k < suites; k++) {
            Suite suite = made(1000 + k, 60, 60, 80, inspired, departure, copies);
            rejected += Exchangeability.test(suite, SPEC.withSeed(k)).pValue() <= level ? 1 : 0;
        }
        return rejected;
    }

    /**
     * 1,000 suites each: levels .01, .05 and .1 within 4 standard errors of binomials, a false alarm in 1 of 10,000 each;
     * power against two plain rules of nearest neighbours. Last figures: docs/audit.md.
     */
    @Test
    @Tag("long")
    void levelAndPowerOfAThousandSuites() {
        for (int copies : new int[] {0, 20}) {
            for (double level : new double[] {0.01, 0.05, 0.1}) {
                double error = 4 * Math.sqrt(1000 * level * (1 - level));
                assertThat((double) rejections(1000, 0, 0, copies, level))
                        .as("level %s, %d copies", level, copies)
                        .isBetween(1000 * level - error, 1000 * level + error);
            }
        }
        double spacing = 0.62;
        for (double inspired : new double[] {0.05, 0.1, 0.2}) {
            for (double departure : new double[] {0.05, 0.1, 0.3}) {
                System.out.printf(
                        "inspired %.2f, departure %.2f spacings: power %.3f, plain rule %.3f%n",
                        inspired,
                        departure,
                        rejections(1000, inspired, departure * spacing, 0, 0.05) / 1000.0,
                        plain(1000, inspired, departure * spacing) / 1000.0);
            }
        }
        assertThat(rejections(1000, 0.2, 0.05 * spacing, 0, 0.05)).isGreaterThan(300);
        System.out.printf("plain rule without inspiration: %.3f%n", plain(1000, 0, 0) / 1000.0);
    }

    /** The plain rule: environments nearest to public items are more than binomial luck allows, at 5 %. */
    private static int plain(int suites, double inspired, double departure) {
        int rejected = 0;
        for (int k = 0; k < suites; k++) {
            Suite suite = made(1000 + k, 60, 60, 80, inspired, departure, 0);
            double t = Exchangeability.of(suite, SPEC).observed();
            rejected += t > 0.5 + 1.645 * Math.sqrt(0.25 / 80) ? 1 : 0;
        }
        return rejected;
    }

    /**
     * The interval holds the inspired share in 95 % of suites where departures are small: of 200 suites of each share 180
     * (90 %) or more; fewer in 1 of 500 tests at a true 95 %.
     */
    @Test
    void theIntervalHoldsWhereDeparturesAreSmall() {
        for (double inspired : new double[] {0.1, 0.4}) {
            assertThat(covered(200, inspired, 0.05)).as("%s", inspired).isGreaterThanOrEqualTo(180);
        }
    }

    /** 1,000 suites each: 93 % to 97 % of intervals hold, at departures up to .1 of the spacing; beyond, lower bounds do. */
    @Test
    @Tag("long")
    void theIntervalHoldsInNinetyFivePercentOfAThousandSuites() {
        List<String> outside = new ArrayList<>();
        for (double inspired : new double[] {0.1, 0.3, 0.6}) {
            for (double departure : new double[] {0, 0.05, 0.1}) {
                int covered = covered(1000, inspired, departure);
                System.out.printf("inspired %.1f, departure %.2f spacings: %d of 1000%n", inspired, departure, covered);
                if (covered < 930 || covered > 970) {
                    outside.add(inspired + " " + departure + ": " + covered);
                }
            }
            int beyond = covered(1000, inspired, 0.5);
            System.out.printf("inspired %.1f, departure 0.50 spacings: %d of 1000%n", inspired, beyond);
            assertThat(beyond).isGreaterThanOrEqualTo(930);
        }
        assertThat(outside).isEmpty();
    }

    private static int covered(int suites, double inspired, double departure) {
        int covered = 0;
        for (int k = 0; k < suites; k++) {
            // The median distance of an item to its nearest other one is about .62 here.
            Suite suite = made(50_000 + k, 150, 150, 300, inspired, departure * 0.62, 0);
            covered += Exchangeability.of(suite, SPEC.withSeed(k)).bounds().contains(inspired) ? 1 : 0;
        }
        return covered;
    }
}
