package org.evalgap.study.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.Test;

class ScalingOrResearchTest {
    private static final ScalingOrResearch STUDY = new ScalingOrResearch();
    private static final StudySettings QUICK = STUDY.defaults().with("replicates", 1);
    private static final StudyResult RESULT = STUDY.measure(QUICK, 1);

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

    /** Against the simulator itself at points off the grid, same seed: interpolation errs by less than 0.003. */
    @Test
    void surfaceAgreesWithTheSimulatorBetweenItsPoints() {
        OutcomeSurface surface = ScalingOrResearch.surface(QUICK, 5);
        Simulator simulator = Simulator.ofScores();
        RandomStream stream = RandomStream.of(2, 0, Purpose.STUDY);
        for (int i = 0; i < 40; i++) {
            double competence = -0.4 + 3.8 * stream.uniform(2 * i);
            double breadth = Math.exp(5.5 * stream.uniform(2 * i + 1));
            Scenario scenario =
                    Scenario.withDefaults().withCompetence(competence).withBreadth(breadth);
            double exact = simulator.simulate(scenario, 5, 0).get(Measure.IMPACT_SCORE);
            assertThat(surface.at(competence, breadth))
                    .as("competence %s, breadth %s", competence, breadth)
                    .isCloseTo(exact, within(0.003));
        }
    }

    /**
     * Expected impact by quadrature against simulated draws: 18 comparisons at 5 standard errors and the quadrature's own
     * error (below 5e-4 here); fails by chance once in 100,000 seeds; the seed is fixed.
     */
    @Test
    void quadratureAgreesWithSimulatedLabs() {
        StudyTable best = RESULT.tables().get(1);
        for (int i = 0; i < best.rows().size(); i++) {
            double difference = Math.abs(best.numbers("impact")[i] - best.numbers("impactSimulated")[i]);
            assertThat(difference).isLessThan(5e-4 + 5 * best.numbers("impactStandardError")[i]);
        }
    }

    @Test
    void bestShareGrowsWithComputeUntilIdeasRunOut() {
        StudyTable best = RESULT.tables().get(1);
        double[] share = best.numbers("bestShare");
        int half = share.length / 2;
        for (int i = 1; i < half; i++) {
            assertThat(share[i]).isGreaterThanOrEqualTo(share[i - 1]);
        }
        assertThat(share[half - 1]).isGreaterThan(0.5);
        assertThat(share[share.length - 1]).isLessThan(0.2);
        double[] impact = best.numbers("impact");
        assertThat(impact[half - 1]).isGreaterThan(impact[share.length - 1]);
    }

    @Test
    void withoutIdeasEverythingGoesToScale() {
        StudyTable best = STUDY.measure(QUICK.with("ideas", 0), 1).tables().get(1);
        for (int i = best.rows().size() / 2; i < best.rows().size(); i++) {
            assertThat(best.numbers("bestShare")[i]).isZero();
            assertThat(best.numbers("impact")[i]).isEqualTo(best.numbers("scaleOnly")[i]);
        }
    }

    /** Scale alone has the small variance of its noise; research widens it. */
    @Test
    void researchIsTheRiskierUseOfCompute() {
        StudyTable best = RESULT.tables().get(1);
        for (int i = 0; i < best.rows().size(); i++) {
            if (best.numbers("bestShare")[i] > 0) {
                assertThat(best.numbers("impactDeviation")[i]).isGreaterThan(best.numbers("scaleOnlyDeviation")[i]);
            }
            assertThat(best.numbers("cautiousShare")[i]).isLessThanOrEqualTo(best.numbers("bestShare")[i]);
        }
    }
}
