package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class NormalTest {
    /** Oracle: Commons Statistics, itself within 2e-15 of the truth; z²/2 in an exponent costs z² units of the last place. */
    @Test
    void distributionFunctionAgreesWithCommonsStatisticsDownToFarTails() {
        NormalDistribution oracle = NormalDistribution.of(0, 1);
        for (int i = -3700; i <= 3700; i++) {
            double z = i * 0.01;
            double expected = oracle.cumulativeProbability(z);
            assertThat(Normal.cdf(z)).as("z = %s", z).isCloseTo(expected, within((4 + z * z) * 1e-15 * expected));
        }
        assertThat(Normal.cdf(0)).isEqualTo(0.5);
        assertThat(Normal.density(1)).isCloseTo(oracle.density(1), within(1e-16));
    }
}
