package org.evalgap.estimate.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.NormalQuantile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionTest {
    private static final DetectionSpec PLAIN = DetectionSpec.of(0.6, 1319);

    /** By hand with s₀² = .24/1319 + .24/1000 and s₁² = .65·.35/1319 + .24/1000. */
    @Test
    void powerIsTheNormalFormula() {
        double without = Math.sqrt(0.24 / 1319 + 0.24 / 1000);
        double with = Math.sqrt(0.65 * 0.35 / 1319 + 0.24 / 1000);
        double expected = Normal.cdf((0.05 - 1.6448536269514722 * without) / with);
        assertThat(Detection.power(PLAIN, 0.05, 1000)).isCloseTo(expected, within(1e-12));
    }

    /**
     * The variance of a difference of two means is the sum of all covariances of its items: here item by item, d on the diagonal and r
     * beside it for twins, with more fresh items than public ones and with fewer. The shift comes on top, by the slope of Φ at Φ⁻¹(.7).
     */
    @ParameterizedTest
    @CsvSource({
        "60, 45, 0.5, 1.5, 2, 0.04",
        "45, 60, 0.3, 1, 1.25, 0",
        "50, 50, 0, 3, 1, 0.1",
        "12, 100, 0.9, 1, 1, 0.01"
    })
    void theDeviationIsThatOfAllItemsCovariances(
            int publicItems, int freshItems, double pairing, double publicDesign, double freshDesign, double shift) {
        DetectionSpec spec = DetectionSpec.of(0.7, publicItems)
                .withPairing(pairing)
                .withDesign(publicDesign, freshDesign)
                .withShiftDeviation(shift)
                .withModels(2);
        double[] deviation = new double[2];
        for (int inflated = 0; inflated < 2; inflated++) {
            double one = Math.sqrt(inflated == 0 ? 0.7 * 0.3 : 0.9 * 0.1);
            double zero = Math.sqrt(0.7 * 0.3);
            double variance = 0;
            for (int i = 0; i < publicItems + freshItems; i++) {
                for (int j = 0; j < publicItems + freshItems; j++) {
                    boolean twins =
                            Math.abs(i - j) == publicItems && Math.min(i, j) < Math.min(publicItems, freshItems);
                    double a = i < publicItems ? one / publicItems : -zero / freshItems;
                    double b = j < publicItems ? one / publicItems : -zero / freshItems;
                    double own = i < publicItems ? publicDesign : freshDesign;
                    variance += a * b * (i == j ? own : twins ? pairing : 0);
                }
            }
            // Φ⁻¹(.7) = .5244005 and φ of it .3476926, from printed tables.
            deviation[inflated] = Math.sqrt(variance + 0.3476926 * shift * 0.3476926 * shift);
        }
        // One in 40: the false alarm's share of .05 among two models.
        double expected = Normal.cdf((0.2 - 1.959963985 * deviation[0]) / deviation[1]);
        assertThat(Detection.power(spec, 0.2, freshItems)).isCloseTo(expected, within(1e-7));
    }

    /** The exact chance of two binomial scores, summed over all public ones; the normal approximation is good to half a point. */
    @Test
    void powerAgreesWithBinomialScores() {
        DetectionSpec spec = DetectionSpec.of(0.5, 400).withModels(10);
        double limit = -NormalQuantile.of(0.005) * Math.sqrt(0.25 / 400 + 0.25 / 300);
        BinomialDistribution shown = BinomialDistribution.of(400, 0.6);
        BinomialDistribution fresh = BinomialDistribution.of(300, 0.5);
        double found = 0;
        for (int right = 0; right <= 400; right++) {
            double least = 300 * (right / 400.0 - limit);
            found += shown.probability(right) * fresh.cumulativeProbability((int) Math.ceil(least) - 1);
        }
        assertThat(found).isCloseTo(Detection.power(spec, 0.1, 300), within(0.005));
    }

    @Test
    void theLeastNumberOfItemsIsEnoughAndOneLessIsNot() {
        long n = Detection.freshItems(PLAIN, 0.05, 0.8).orElseThrow();
        assertThat(Detection.power(PLAIN, 0.05, n)).isGreaterThanOrEqualTo(0.8);
        assertThat(Detection.power(PLAIN, 0.05, n - 1)).isLessThan(0.8);
    }

    /** A chance of n/(n + 10) is wanted at n = 10 exactly, and 1/11 at one item; a half is not there where five items are the most. */
    @Test
    void theLeastNumberIsFoundOfAnyChanceThatRises() {
        assertThat(Detection.least(0.5, 1000, n -> n / (n + 10))).hasValue(10);
        assertThat(Detection.least(1.0 / 11, 1000, n -> n / (n + 10))).hasValue(1);
        assertThat(Detection.least(0.5, 10, n -> n / (n + 10))).hasValue(10);
        assertThat(Detection.least(0.5, 5, n -> n / (n + 10))).isEmpty();
    }

    @Test
    void twinsSaveItemsAndClustersManyModelsAndAShiftCostSome() {
        long plain = Detection.freshItems(PLAIN, 0.08, 0.8).orElseThrow();
        assertThat(Detection.freshItems(PLAIN.withPairing(0.5), 0.08, 0.8).orElseThrow())
                .isLessThan(plain);
        assertThat(Detection.freshItems(PLAIN.withDesign(1, 2), 0.08, 0.8).orElseThrow())
                .isCloseTo(2 * plain, within(1L));
        assertThat(Detection.freshItems(PLAIN.withModels(63), 0.08, 0.8).orElseThrow())
                .isGreaterThan(2 * plain);
        assertThat(Detection.freshItems(PLAIN.withShiftDeviation(0.03), 0.08, 0.8)
                        .orElseThrow())
                .isGreaterThan(plain);
    }

    /** The public score alone has a standard error of 1.35 points: one point cannot be seen with any fresh set. */
    @Test
    void whatThePublicScoreIsTooUncertainForIsUnreachable() {
        assertThat(Detection.freshItems(PLAIN, 0.01, 0.8)).isEmpty();
    }

    @Test
    void valuesOutsideTheirRangesAreRefused() {
        assertThatThrownBy(() -> Detection.power(PLAIN, 0.4, 100)).hasMessageContainingAll("inflation", "0.4");
        assertThatThrownBy(() -> Detection.power(PLAIN, Double.NaN, 100)).hasMessageContaining("inflation");
        assertThatThrownBy(() -> Detection.power(PLAIN, 0.1, 0.5)).hasMessageContaining("freshItems");
        assertThatThrownBy(() -> Detection.freshItems(PLAIN, 0.1, 1)).hasMessageContaining("power");
        assertThatThrownBy(() -> DetectionSpec.of(1, 100)).hasMessageContaining("cleanScore");
        assertThatThrownBy(() -> PLAIN.withPairing(1)).hasMessageContaining("pairing");
        assertThatThrownBy(() -> PLAIN.withFalseAlarm(0)).hasMessageContaining("falseAlarm");
    }
}
