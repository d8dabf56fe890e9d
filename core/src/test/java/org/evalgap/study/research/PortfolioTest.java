package org.evalgap.study.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** Many directions and one test: plain sums over beliefs, and the normal law itself. */
class PortfolioTest {
    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final Sprt TEST = new Sprt(0.8, 0.1, 0.5, 0.1, true, 1.5, 6);

    /** Oracle: the tree of results at each of 201 beliefs, the midpoints of equal probabilities by Commons Math, as plain sums. */
    @Test
    void sharesAreSumsOverBeliefs() {
        for (double share : new double[] {0.2, 0.7}) {
            for (double taste : new double[] {0.5, 2}) {
                double rightKept = 0;
                double wrongKept = 0;
                double experiments = 0;
                for (int i = 0; i < 201; i++) {
                    double x = NORMAL.inverseCumulativeProbability((i + 0.5) / 201);
                    double even = Math.log(share) - Math.log(1 - share);
                    // Calibrated: the log-likelihood ratio d'·x of a normal x around ±d'/2.
                    PlainFate right = PlainFate.of(TEST, even + taste * (x + taste / 2), true);
                    PlainFate wrong = PlainFate.of(TEST, even + taste * (x - taste / 2), false);
                    rightKept += right.kept() / 201;
                    wrongKept += wrong.kept() / 201;
                    experiments += share * right.experiments() / 201 + (1 - share) * wrong.experiments() / 201;
                }
                Portfolio portfolio = Portfolio.of(TEST, share, taste);
                assertThat(portfolio.rightKept()).isCloseTo(rightKept, within(1e-12));
                assertThat(portfolio.wrongKept()).isCloseTo(wrongKept, within(1e-12));
                assertThat(portfolio.experiments()).isCloseTo(experiments, within(1e-11));
                assertThat(portfolio.experimentsPerRight()).isCloseTo(experiments / (share * rightKept), within(1e-10));
            }
        }
    }

    /**
     * Closed form where one experiment is all there is: kept are beliefs above the bound, and those within ln 8 below it that succeed.
     * Midpoints err by at most half a cell at each of the three edges.
     */
    @Test
    void oneExperimentMovesBeliefsByItsWeight() {
        Sprt once = new Sprt(0.8, 0.1, 0, 0, true, 1, 1);
        double share = 0.3;
        double taste = 1.2;
        double even = Math.log(share / (1 - share));
        NormalDistribution right = new NormalDistribution(even + taste * taste / 2, taste);
        NormalDistribution wrong = new NormalDistribution(even - taste * taste / 2, taste);
        Portfolio portfolio = Portfolio.of(once, share, taste);
        // A bound at −1 lies above 1 − ln 8: whoever is still tried and succeeds is kept.
        double triedRight = right.probability(-1, 1);
        double triedWrong = wrong.probability(-1, 1);
        double kept = 1 - right.cumulativeProbability(1) + 0.8 * triedRight;
        assertThat(portfolio.rightKept()).isCloseTo(kept, within(1.0 / 201));
        assertThat(portfolio.wrongKept())
                .isCloseTo(1 - wrong.cumulativeProbability(1) + 0.1 * triedWrong, within(1.0 / 201));
        assertThat(portfolio.experiments()).isCloseTo(share * triedRight + (1 - share) * triedWrong, within(1.0 / 201));
    }

    /** By definition: without taste all beliefs are the share's log-odds, so that the portfolio is one direction's fate. */
    @Test
    void withoutTasteAllDirectionsFareAlike() {
        for (double share : new double[] {0.3, 0.5, 0.61}) {
            double prior = StrictMath.log(share / (1 - share));
            Sprt.Fate right = TEST.exact(prior, true);
            Sprt.Fate wrong = TEST.exact(prior, false);
            double experiments = share * right.experiments() + (1 - share) * wrong.experiments();
            assertThat(Portfolio.of(TEST, share, 0))
                    .isEqualTo(new Portfolio(
                            right.kept(), wrong.kept(), experiments, experiments / (share * right.kept())));
        }
    }

    /** By definition: where the share alone lies below the bound nothing is tried, and nothing is kept at any price. */
    @Test
    void whereNothingIsKeptARightDirectionCostsInfinitelyMuch() {
        assertThat(Portfolio.of(TEST, 0.1, 0)).isEqualTo(new Portfolio(0, 0, 0, Double.POSITIVE_INFINITY));
    }
}
