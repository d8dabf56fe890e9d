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

    @Test
    void whatIsCertainIsCertain() {
        assertThat(Clusters.of(256, 0).most()).isZero();
        assertThat(Clusters.of(256, 1).least()).isEqualTo(256);
        assertThat(Clusters.of(0, 0.5).share(0)).isEqualTo(1);
    }
}
