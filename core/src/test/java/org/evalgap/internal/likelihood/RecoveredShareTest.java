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
        double[] likelihoods = {7, 1, 2, 3, 9, 4, 5, 6};
        // 0.1/3·(1 + 2 + 3) + 0.9·2
        assertThat(RecoveredShare.mixture(likelihoods, 1, 1)).isCloseTo(2, within(1e-15));
        // An even shape is nobody's by departing from another: 0.9·4 besides the uneven ones.
        assertThat(RecoveredShare.given(4, 4)).isEqualTo(0.9);
        assertThat(RecoveredShare.given(3, 4)).isZero();
        assertThat(RecoveredShare.mixture(likelihoods, 1, 4)).isCloseTo(0.2 + 0.9 * 4, within(1e-15));
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

    @Test
    void shapesAreAsProbableAsTheirPrior() {
        double sum = 0;
        for (int k = 0; k < RecoveredShare.COUNT; k++) {
            assertThat(RecoveredShare.shape(sum + 1e-9)).isEqualTo(k);
            sum += RecoveredShare.prior(k);
            assertThat(RecoveredShare.shape(sum - 1e-9)).isEqualTo(k);
        }
        assertThat(sum).isCloseTo(1, within(1e-15));
    }

    /** Near the top there is less to gain: at most all of it. */
    @Test
    void anEvenGainStaysBelowWhatCanBeGained() {
        for (double failure : new double[] {1, 0.3, 0.05, 0.001}) {
            for (double u : new double[] {1e-9, 0.5, 1 - 1e-9}) {
                assertThat(RecoveredShare.drawEven(u, 5, failure)).isBetween(Math.min(0.045, 0.5 * failure), 1.0);
            }
        }
        assertThat(RecoveredShare.drawEven(0.5, 5, 0.5)).isCloseTo((0.045 + 0.1) / 2 / 0.5, within(1e-15));
    }
}
