package org.evalgap.internal.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;

class RecoveredShareTest {
    /** 0.9 + 0.1/3 for the table's shape and 0.1/3 for each other one, by hand. */
    @Test
    void aModelHasTheTablesShapeUnlessItDeparts() {
        assertThat(RecoveredShare.given(2, 2)).isCloseTo(2.8 / 3, within(1e-15));
        assertThat(RecoveredShare.given(2, 1)).isCloseTo(0.1 / 3, within(1e-15));
        double[] likelihoods = {7, 1, 2, 3, 9};
        // 0.1/3·(1 + 2 + 3) + 0.9·2
        assertThat(RecoveredShare.mixture(likelihoods, 1, 1)).isCloseTo(2, within(1e-15));
    }

    /** Oracle: the beta distribution of Commons Math. */
    @Test
    void sharesAreDrawnFromTheBetaDistributionOfTheirShape() {
        for (int k : RecoveredShare.SHAPES) {
            BetaDistribution beta = new BetaDistribution(1, k);
            for (double u : new double[] {1e-9, 0.01, 0.3, 0.5, 0.9, 0.999}) {
                assertThat(beta.cumulativeProbability(RecoveredShare.draw(u, k)))
                        .as("k %s u %s", k, u)
                        .isCloseTo(1 - u, within(1e-12));
            }
        }
    }
}
