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

    /**
     * Oracle: Commons Math's incomplete beta function. With a gain uniform between two bounds the likelihood is the mass of Beta(y + 1,
     * n − y + 1) between both successes, over their distance; the mean gain follows from the mass of Beta(y + 2, n − y + 1).
     */
    @ParameterizedTest
    @CsvSource({"20, 40", "437, 1319", "1310, 1319"})
    void evenGainsAreIncompleteBetaFunctions(int right, int items) {
        PublicLikelihood likelihood = new PublicLikelihood(new Counts(right, items, 0));
        double scale = likelihood.massAbove(0, -8.2);
        for (double clean : new double[] {0.2, 0.33, 0.5, 0.97}) {
            double least = Math.min(0.045, 0.5 * (1 - clean));
            double greatest = Math.min(0.1, 1 - clean);
            double z = NormalQuantile.of(clean);
            double mass = between(clean + least, clean + greatest, right + 1, items - right + 1);
            assertThat(likelihood.gained(5, z, 1 - clean) / scale * (greatest - least))
                    .as("clean %s", clean)
                    .isCloseTo(mass, within(TABLE));
            if (mass > 0.05) {
                double moment = between(clean + least, clean + greatest, right + 2, items - right + 1);
                double mean = moment / mass * (right + 1) / (items + 2) - clean;
                assertThat(likelihood.meanGain(5, z, 1 - clean)).isCloseTo(mean, within(5e-4));
            }
        }
    }

    private static double between(double low, double high, double alpha, double beta) {
        return Beta.regularizedBeta(Math.min(high, 1), alpha, beta) - Beta.regularizedBeta(low, alpha, beta);
    }
}
