package org.evalgap.internal.luck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClustersTest {
    /** Oracle: Commons Math, whose logarithms lose some digits where counts are large. */
    @ParameterizedTest
    @CsvSource({"256, 0.0025", "1, 0.5", "24, 0.025", "256, 0.99", "65536, 0.005", "3, 0.9999"})
    void sharesAreBinomial(int environments, double chance) {
        BinomialDistribution law = new BinomialDistribution(null, environments, chance);
        Clusters clusters = Clusters.of(environments, chance);
        double total = 0;
        double mean = 0;
        for (int c = clusters.least(); c <= clusters.most(); c++) {
            assertThat(clusters.share(c)).isCloseTo(law.probability(c), within(1e-10));
            total += clusters.share(c);
            mean += c * clusters.share(c);
        }
        assertThat(total).isCloseTo(1, within(1e-12));
        assertThat(mean).isCloseTo(environments * chance, within(1e-9 * environments));
        assertThat(clusters.share(clusters.least() - 1)).isZero();
        assertThat(law.cumulativeProbability(clusters.quantile(1e-5, true))).isGreaterThanOrEqualTo(1 - 1e-5 - 1e-9);
        assertThat(law.cumulativeProbability(clusters.quantile(1e-5, false) - 1))
                .isLessThanOrEqualTo(1e-5 + 1e-9);
    }

    /** A quantile is where the probability beyond it, which is below the tail, would reach it together with its own. */
    @ParameterizedTest
    @CsvSource({"256, 0.0025", "24, 0.025", "256, 0.99", "65536, 0.005", "40, 0.5"})
    void quantilesCutOffNoMoreThanTheTail(int environments, double chance) {
        BinomialDistribution law = new BinomialDistribution(null, environments, chance);
        Clusters clusters = Clusters.of(environments, chance);
        for (double tail : new double[] {1e-5, 0.02, 0.4}) {
            int high = clusters.quantile(tail, true);
            assertThat(1 - law.cumulativeProbability(high)).isLessThan(tail);
            assertThat(1 - law.cumulativeProbability(high - 1)).isGreaterThanOrEqualTo(tail);
            int low = clusters.quantile(tail, false);
            assertThat(law.cumulativeProbability(low - 1)).isLessThan(tail);
            assertThat(law.cumulativeProbability(low)).isGreaterThanOrEqualTo(tail);
        }
        assertThat(clusters.quantile(2, true)).isEqualTo(clusters.least());
        assertThat(clusters.quantile(2, false)).isEqualTo(clusters.most());
    }

    /** The outermost counts are the first that are 1e-17 as probable as the most probable one, or less. */
    @ParameterizedTest
    @CsvSource({"256, 0.4", "65536, 0.005", "1000, 0.5", "300, 0.7"})
    void onlyTailsThatDoublesDoNotSeeAreLeftOut(int environments, double chance) {
        BinomialDistribution law = new BinomialDistribution(null, environments, chance);
        Clusters clusters = Clusters.of(environments, chance);
        double peak = law.logProbability((int) ((environments + 1) * chance));
        double nothing = peak + Math.log(1e-17);
        assertThat(law.logProbability(clusters.least())).isLessThanOrEqualTo(nothing);
        assertThat(law.logProbability(clusters.least() + 1)).isGreaterThan(nothing);
        assertThat(law.logProbability(clusters.most())).isLessThanOrEqualTo(nothing);
        assertThat(law.logProbability(clusters.most() - 1)).isGreaterThan(nothing);
    }

    @Test
    void whatIsCertainIsCertain() {
        assertThat(Clusters.of(256, 0).most()).isZero();
        assertThat(Clusters.of(256, 1).least()).isEqualTo(256);
        assertThat(Clusters.of(0, 0.5).share(0)).isEqualTo(1);
    }
}
