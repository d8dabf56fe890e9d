package org.evalgap.study.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

class BreakthroughsTest {
    /** Closed form for n = 1, αx_m/(α − 1), and quadrature of the quantile function for more (substituting u = 1 − t⁴). */
    @Test
    void expectedBestIsTheMeanOfTheBest() {
        for (double tail : new double[] {1.5, 2, 5}) {
            Breakthroughs gains = new Breakthroughs(0.3, tail);
            assertThat(gains.expectedBest(1)).isCloseTo(tail * 0.3 / (tail - 1), within(1e-12));
            for (int n : new int[] {2, 17, 300}) {
                double mean = new SimpsonIntegrator(1e-11, 1e-12, 3, 60)
                        .integrate(
                                10_000_000,
                                t -> t == 0 ? 0 : 4 * t * t * t * gains.quantileOfBest(n, 1 - t * t * t * t),
                                0,
                                1 - 1e-12);
                assertThat(gains.expectedBest(n)).isCloseTo(mean, within(2e-4 * mean));
            }
        }
    }

    /** The asymptote's relative error is (1 − 1/α)/(2αn) to first order: below 1/(8n) for any α. */
    @Test
    void bestOfManyTendsToThePowerLaw() {
        for (double tail : new double[] {1.2, 2, 8}) {
            Breakthroughs gains = new Breakthroughs(0.05, tail);
            for (int n : new int[] {10, 1000, 100_000}) {
                double ratio = gains.expectedBest(n) / gains.expectedBestOfMany(n);
                assertThat(ratio - 1).isBetween(0.0, 0.13 / n + 1e-9);
            }
        }
        assertThat(new Breakthroughs(0.05, 2).expectedBest(0)).isZero();
    }

    /** P(best ≤ x) = (1 − (x_m/x)^α)^n turns simulated bests into uniform numbers: Kolmogorov–Smirnov at 1e-4, seed fixed. */
    @Test
    void simulatedBestsFollowTheirLaw() {
        Breakthroughs gains = new Breakthroughs(0.2, 1.7);
        double[] uniform = new double[4000];
        RandomStream stream = RandomStream.of(12, 0, Purpose.STUDY);
        for (int i = 0; i < uniform.length; i++) {
            double best = gains.simulatedBest(25, stream.substream(i));
            uniform[i] = Math.pow(1 - Math.pow(0.2 / best, 1.7), 25);
            assertThat(gains.quantileOfBest(25, uniform[i])).isCloseTo(best, within(1e-9 * best));
        }
        UniformRealDistribution law = new UniformRealDistribution(null, 0, 1);
        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(law, uniform))
                .isGreaterThan(1e-4);
    }

    /** Oracle: the greatest of the first n numbers of a stream, each x_m·u^(−1/α). */
    @Test
    void simulatedBestIsTheGreatestOfItsStream() {
        Breakthroughs gains = new Breakthroughs(0.3, 2.5);
        for (int s = 0; s < 20; s++) {
            RandomStream stream = RandomStream.of(3, 0, Purpose.STUDY, 0, 0, s);
            assertThat(gains.simulatedBest(0, stream)).isZero();
            double least = Math.min(stream.uniform(0), Math.min(stream.uniform(1), stream.uniform(2)));
            assertThat(gains.simulatedBest(3, stream)).isCloseTo(0.3 / Math.pow(least, 0.4), within(1e-13));
        }
    }
}
