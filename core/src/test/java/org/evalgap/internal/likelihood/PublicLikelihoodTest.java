package org.evalgap.internal.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.special.Beta;
import org.evalgap.random.NormalQuantile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicLikelihoodTest {
    /** Absolute error of probabilities from a table of 160 cells; the cells are widest for sets of a few items. */
    private static final double TABLE = 3e-5;

    /** Oracle: Commons Math's incomplete beta function; A_k(s)/A_k(0) is the upper tail of Beta(y + 1, n − y + k). */
    @ParameterizedTest
    @CsvSource({"0, 40", "1, 40", "20, 40", "40, 40", "437, 1319", "1310, 1319", "42363, 50000", "3, 5"})
    void tailsOfRecoveredSharesAreIncompleteBetaFunctions(int right, int items) {
        PublicLikelihood likelihood = new PublicLikelihood(new Counts(right, items, 0));
        for (int k = 0; k < RecoveredShare.SHAPES.length; k++) {
            double beta = items - right + RecoveredShare.SHAPES[k];
            double all = likelihood.massAbove(k, -8.2);
            double mean = likelihood.momentAbove(k, -8.2) / all;
            assertThat(mean).isCloseTo((right + 1) / (right + 1 + beta), within(1e-5));
            for (double s = 0.01; s < 1; s += 0.0173) {
                double expected = 1 - Beta.regularizedBeta(s, right + 1, beta);
                double actual = likelihood.massAbove(k, NormalQuantile.of(s)) / all;
                assertThat(actual).as("k %s s %s", RecoveredShare.SHAPES[k], s).isCloseTo(expected, within(TABLE));
            }
        }
    }

    /** Oracle: Commons Math's binomial distribution. */
    @ParameterizedTest
    @CsvSource({"0, 40", "1, 40", "20, 40", "40, 40", "437, 1319", "5, 5"})
    void exceedanceIsTheBinomialTail(int right, int items) {
        PublicLikelihood likelihood = new PublicLikelihood(new Counts(right, items, 0));
        for (double s = 0.02; s < 1; s += 0.019) {
            double expected = 1 - new BinomialDistribution(null, items, s).cumulativeProbability(right - 1);
            assertThat(likelihood.exceedance(NormalQuantile.of(s)))
                    .as("s %s", s)
                    .isCloseTo(expected, within(TABLE));
        }
    }

    /** With y = n and k = 1 the likelihood is sⁿ: A_1(s) = (1 − sⁿ⁺¹)/(n + 1). */
    @Test
    void allRightHasItsClosedForm() {
        PublicLikelihood likelihood = new PublicLikelihood(new Counts(10, 10, 0));
        for (double s : new double[] {0.2, 0.5, 0.9, 0.99}) {
            assertThat(likelihood.massAbove(0, NormalQuantile.of(s)))
                    .isCloseTo((1 - Math.pow(s, 11)) / 11, within(1e-6));
        }
        assertThat(likelihood.at(1, 0)).isEqualTo(1);
    }
}
