package org.evalgap.explain.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.evalgap.explain.Observation;
import org.evalgap.explain.Quantity;
import org.evalgap.measure.Measure;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static Observation score(double right, int items) {
        return new Observation(Quantity.of(Measure.PUBLIC_SCORE), right, items);
    }

    /** Bayes' theorem by Simpson's rule, with Commons Math's beta and binomial laws. */
    @Test
    void theTruthBehindACountIsThePosteriors() {
        Spread spread = new Spread(0.6, 5);
        BetaDistribution prior = new BetaDistribution(null, 3, 2);
        double[] moments = new double[3];
        for (int k = 0; k < moments.length; k++) {
            int power = k;
            moments[k] = new SimpsonIntegrator()
                    .integrate(
                            1_000_000,
                            q -> Math.pow(q, power)
                                    * prior.density(q)
                                    * new BinomialDistribution(null, 20, q).probability(18),
                            1e-9,
                            1 - 1e-9);
        }
        double mean = moments[1] / moments[0];
        assertThat(spread.truth(score(18, 20))).isCloseTo(mean, within(1e-6));
        assertThat(spread.variance(score(18, 20))).isCloseTo(moments[2] / moments[0] - mean * mean, within(1e-6));
        assertThat(spread.truth(score(18_000, 20_000))).isCloseTo(0.9, within(1e-4));
    }

    /** Commons Math's binomial law, averaged over the beta's by Simpson's rule; with all items the tail is the rest. */
    @Test
    void tailsAreThoseOfTheBetaBinomialLaw() {
        Spread spread = new Spread(0.6, 5);
        BetaDistribution prior = new BetaDistribution(null, 3, 2);
        for (int right : new int[] {0, 3, 11, 20}) {
            double few = new SimpsonIntegrator()
                    .integrate(
                            1_000_000,
                            q -> prior.density(q) * new BinomialDistribution(null, 20, q).cumulativeProbability(right),
                            1e-9,
                            1 - 1e-9);
            double many = 1
                    - new SimpsonIntegrator()
                            .integrate(
                                    1_000_000,
                                    q -> prior.density(q)
                                            * new BinomialDistribution(null, 20, q).cumulativeProbability(right - 1),
                                    1e-9,
                                    1 - 1e-9);
            assertThat(spread.tail(score(right, 20))).isCloseTo(Math.min(few, many), within(1e-6));
        }
        assertThat(new Spread(0.999, 1e6).tail(score(1000, 1000))).isCloseTo(Math.pow(0.999, 1000), within(1e-3));
        assertThat(new Spread(0.999, 1e6).tail(score(200, 1000))).isLessThan(1e-300);
    }

    /**
     * Of 400 beta truths with 50 items each the mean has a standard error of .0081 and the strength one of .9: four of each, and a seed
     * that stays.
     */
    @Test
    void aSpreadIsFoundWithoutTheLuckOfCounts() {
        Well19937c random = new Well19937c(5);
        BetaDistribution truths = new BetaDistribution(random, 4, 6);
        List<Observation> scores = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            scores.add(score(new BinomialDistribution(random, 50, truths.sample()).sample(), 50));
        }
        Spread spread = Spread.of(scores);
        assertThat(spread.mean()).isCloseTo(0.4, within(0.033));
        assertThat(spread.strength()).isCloseTo(10, within(3.6));
    }

    @Test
    void equalModelsAreAllAlikeAndOneIsNoTable() {
        Spread spread = Spread.of(List.of(score(10, 20), score(11, 20), score(9, 20)));
        assertThat(spread.truth(score(20, 20))).isCloseTo(0.5, within(1e-4));
        assertThatThrownBy(() -> Spread.of(List.of(score(1, 2)))).hasMessageContaining("at least 2 scores");
        assertThatThrownBy(() -> Spread.of(List.of(score(1, 2), score(1, 3)))).hasMessageContaining("as many items");
        assertThatThrownBy(() -> new Spread(0.5, 0)).hasMessageContaining("strength");
    }
}
