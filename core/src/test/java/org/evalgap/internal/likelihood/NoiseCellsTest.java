package org.evalgap.internal.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class NoiseCellsTest {
    /** Oracle: Commons Statistics' survival function of Student's t with four degrees of freedom. */
    @Test
    void studentTailAgreesWithCommonsStatistics() {
        TDistribution oracle = TDistribution.of(4);
        for (double t : new double[] {0, 1e-3, 0.5, 1, 2.776, 10, 100, 1e4}) {
            double expected = oracle.survivalProbability(t);
            assertThat(NoiseCells.tail4(t)).as("t = %s", t).isCloseTo(expected, within(1e-12 * expected));
        }
    }

    @Test
    void weightsAreAProbabilityDistributionAroundTheirCentreForNoiseFarBelowAndAboveAStep() {
        for (double tau : new double[] {1e-4, 0.01, 0.1, 10}) {
            double[] weights = new double[31];
            for (int m : new int[] {0, 1, 15, 30}) {
                new NoiseCells(tau, 0.02, 31).weights(m, weights);
                double sum = 0;
                for (double w : weights) {
                    assertThat(w).isNotNegative();
                    sum += w;
                }
                assertThat(sum).isCloseTo(1, within(1e-14));
            }
            new NoiseCells(tau, 0.02, 31).weights(15, weights);
            assertThat(weights[10]).isCloseTo(weights[20], within(1e-16));
        }
    }

    /** Oracle: Commons Statistics' Student's t with four degrees of freedom; cells of 0.02 of a noise of scale 0.1. */
    @Test
    void weightsAreTheProbabilitiesOfTheirCells() {
        TDistribution oracle = TDistribution.of(4);
        double[] weights = new double[31];
        new NoiseCells(0.1, 0.02, 31).weights(12, weights);
        for (int u = 1; u < 30; u++) {
            double expected = oracle.probability((u - 12.5) * 0.2, (u - 11.5) * 0.2);
            assertThat(weights[u]).isCloseTo(expected, within(1e-12));
        }
        assertThat(weights[0]).isCloseTo(oracle.cumulativeProbability(-11.5 * 0.2), within(1e-12));
        assertThat(weights[30]).isCloseTo(oracle.survivalProbability(17.5 * 0.2), within(1e-12));
    }

    /** The plain sum of weights times values. */
    @Test
    void smoothingIsTheSumOfWeightsTimesValues() {
        int n = 23;
        NoiseCells cells = new NoiseCells(0.07, 0.05, n);
        double[][] values = new double[2][n];
        for (int i = 0; i < n; i++) {
            values[0][i] = Math.cos(i);
            values[1][i] = i % 4 == 0 ? 0 : i;
        }
        double[][] smooth = cells.smooth(values, 2);
        double[] weights = new double[n];
        for (int m = 0; m < n; m++) {
            cells.weights(m, weights);
            for (int f = 0; f < 2; f++) {
                double sum = 0;
                for (int u = 0; u < n; u++) {
                    sum += weights[u] * values[f][u];
                }
                assertThat(smooth[f][m]).isCloseTo(sum, org.assertj.core.api.Assertions.within(1e-13));
            }
        }
    }
}
