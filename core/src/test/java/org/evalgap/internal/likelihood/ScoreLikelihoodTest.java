package org.evalgap.internal.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.apache.commons.math3.special.Beta;
import org.evalgap.random.NormalQuantile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of one score: its probit, the ability behind it, and public likelihoods at and below chance. */
class ScoreLikelihoodTest {
    /** By SciPy, from the formulas of the records: (right + ½)/(items + 1) without chance, half an item from both ends. */
    @ParameterizedTest
    @CsvSource({
        "37, 50, 0.25, 0.37739194382855396, 0.05013791544152341",
        "0, 20, 0, -1.9807523966472789, 0.36926441483669586",
        "5, 40, 0.25, -2.2509256965027937, 8.505506110103628",
        "40, 40, 0, 2.2509256965027937, 0.30019433329777545"
    })
    void probitsAndTheirVarianceAreThoseOfTheDeltaMethod(
            double right, double items, double guess, double probit, double variance) {
        Counts counts = new Counts(right, items, guess);
        assertThat(counts.probit()).isCloseTo(probit, within(1e-12));
        assertThat(counts.probitVariance()).isCloseTo(variance, within(1e-11 * variance));
    }

    /** By SciPy: 30 of 50 with chance ¼, and 7 of 10 with chance 0.2 of a set that is easier by 0.3, at an ability of 0.4. */
    @Test
    void anAbilityIsAsLikelyAsItsScoresAndItsPrior() {
        Counts first = new Counts(30, 50, 0.25);
        FreshLikelihood alone = FreshLikelihood.of(first, Optional.empty(), 0.3);
        assertThat(alone.logPosterior(0.4)).isCloseTo(-36.11204342319257, within(1e-10));
        assertThat(alone.first()).isEqualTo(first);
        FreshLikelihood both = FreshLikelihood.of(first, Optional.of(new Counts(7, 10, 0.2)), 0.3);
        assertThat(both.logPosterior(0.4)).isCloseTo(-42.54435262281832, within(1e-10));
        // All right or all wrong: of 0·log 0 nothing is left, and n·log Φ(0) is −n·log 2.
        for (int right : new int[] {0, 10}) {
            FreshLikelihood one = FreshLikelihood.of(new Counts(right, 10, 0), Optional.empty(), 0);
            assertThat(one.logPosterior(0)).isCloseTo(-10 * Math.log(2), within(1e-13));
        }
        for (int right : new int[] {5, 10}) {
            FreshLikelihood two = FreshLikelihood.of(new Counts(0, 10, 0), Optional.of(new Counts(right, 10, 0)), 0);
            assertThat(two.logPosterior(0)).isCloseTo(-20 * Math.log(2), within(1e-13));
        }
    }

    /** log(e⁸⁰⁰ + 2e⁸⁰⁰) = 800 + log 3, where the sum itself would be infinite. */
    @Test
    void sumsOfLogarithmsDoNotOverflow() {
        assertThat(LogSum.of(new double[] {800, 800 + Math.log(2)})).isCloseTo(800 + Math.log(3), within(1e-12));
        assertThat(LogSum.of(new double[] {-900, -900})).isCloseTo(Math.log(2) - 900, within(1e-12));
    }

    /** −(x − 1)²/2 has dropped by 8 at 1 ± 4; where the interval ends before, that is its end. */
    @Test
    void aBracketReachesToTheDropOrTheEndOfItsInterval() {
        Bracket bracket = Bracket.of(x -> -0.5 * (x - 1) * (x - 1), -7, 7, 8);
        assertThat(bracket.mode()).isCloseTo(1, within(1e-7));
        assertThat(bracket.low()).isCloseTo(-3, within(1e-5));
        assertThat(bracket.high()).isCloseTo(5, within(1e-5));
        Bracket cut = Bracket.of(x -> -0.5 * (x - 1) * (x - 1), -1, 4, 8);
        assertThat(cut.low()).isEqualTo(-1);
        assertThat(cut.high()).isEqualTo(4);
    }

    /**
     * Oracle: Commons Math's beta functions. The likelihood is relative to its value at chance where the score is far below it, as 20 of
     * 200 with chance ¼ are, and else to its greatest; the successes of a model begin at chance.
     */
    @ParameterizedTest
    @CsvSource({"42, 100, 0", "42, 100, 0.25", "20, 200, 0.25", "48, 200, 0.25", "0, 60, 0.5", "60, 60, 0.2"})
    void likelihoodsOfGainsAreBetaFunctionsAtAndBelowChance(double right, double items, double guess) {
        PublicLikelihood likelihood = new PublicLikelihood(new Counts(right, items, guess));
        double wrong = items - right;
        double score = right / items;
        double peak = log(score, right, wrong);
        if (score < guess && log(guess, right, wrong) < peak - 8) {
            peak = log(guess, right, wrong);
        }
        for (double clean : new double[] {guess + 0.05, guess + 0.2, 0.8}) {
            double z = NormalQuantile.of(clean);
            double at = Math.exp(log(clean, right, wrong) - peak);
            assertThat(likelihood.at(clean, 1 - clean)).isCloseTo(at, within(1e-9 * at));
            for (int k = 0; k < RecoveredShare.UNEVEN; k++) {
                int shape = RecoveredShare.SHAPES[k];
                assertThat(RecoveredShare.k(k)).isEqualTo(shape);
                double mass = shape * above(clean, right + 1, wrong + shape, peak);
                double moment = shape * above(clean, right + 2, wrong + shape, peak);
                double expected = mass / Math.pow(1 - clean, shape);
                assertThat(likelihood.gained(k, z, 1 - clean)).isCloseTo(expected, within(2e-3 * expected + 1e-9));
                if (expected > 1e-6) {
                    assertThat(likelihood.meanGain(k, z, 1 - clean))
                            .as("clean %s, k %s", clean, shape)
                            .isCloseTo(moment / mass - clean, within(2e-3 * (moment / mass - clean) + 1e-5));
                }
            }
            double below = Beta.regularizedBeta(clean, right + 1, wrong + 1);
            assertThat(likelihood.flatCdf(z)).isCloseTo(below, within(3e-5));
        }
        assertThat(likelihood.flatMean()).isCloseTo((right + 1) / (items + 2), within(1e-5));
    }

    private static double log(double s, double right, double wrong) {
        return (right == 0 ? 0 : right * Math.log(s)) + (wrong == 0 ? 0 : wrong * Math.log(1 - s));
    }

    /** ∫ tᵃ⁻¹(1 − t)ᵇ⁻¹ above a success, over the peak. */
    private static double above(double from, double a, double b, double peak) {
        return Math.exp(Beta.logBeta(a, b) - peak) * Beta.regularizedBeta(1 - from, b, a);
    }

    /** By hand: below 0.9 the table's shape, and each third of what is left an uneven one; 1 − u^{1/k} of Beta(1, k). */
    @Test
    void aModelDepartsFromTheTablesShapeToAnyUnevenOne() {
        assertThat(RecoveredShare.recovered(0.5, 0.3, 1, 0.4)).isEqualTo(1 - Math.pow(0.3, 0.2));
        assertThat(RecoveredShare.recovered(0.91, 0.3, 1, 0.4)).isCloseTo(0.7, within(1e-15));
        assertThat(RecoveredShare.recovered(0.95, 0.3, 0, 0.4)).isEqualTo(1 - Math.pow(0.3, 0.2));
        assertThat(RecoveredShare.recovered(0.99, 0.3, 4, 0.4)).isEqualTo(1 - Math.pow(0.3, 0.05));
        // The first even shape lies between 1.8 and 4 points.
        assertThat(RecoveredShare.recovered(0.5, 0.25, 3, 0.4)).isCloseTo((0.018 + 0.25 * 0.022) / 0.4, within(1e-15));
        assertThat(RecoveredShare.given(4, 3)).isZero();
    }
}
