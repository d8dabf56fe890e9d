package org.evalgap.study.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

/** The sequential test against Wald (1945), the gambler's ruin, and walks that are made number by number. */
class SprtTest {
    private static final double[] PRIORS = {-2.2, -0.9, 0, 0.4, 1.7};

    /** Successes and failures weigh ln 4; bugs of 0.375 leave a success as likely as a failure. */
    private static Sprt fairGame(double bound) {
        return new Sprt(0.8, 0.2, 0.375, 0, false, bound, 4000);
    }

    /** Wald (1945): with true likelihoods E exp(θ·step) = 1 has the root −1 for a right direction and 1 for a wrong one. */
    @Test
    void waldKnowsTheRootsOfTrueLikelihoods() {
        double bound = 2.9;
        Sprt test = new Sprt(0.8, 0.1, 0.6, 0, true, bound, 60);
        double gain = Math.log(8);
        double loss = Math.log((1 - 0.32) / (1 - 0.04));
        for (double prior : PRIORS) {
            double a = bound - prior;
            double b = bound + prior;
            double right = (1 - Math.exp(b)) / (Math.exp(-a) - Math.exp(b));
            double wrong = (1 - Math.exp(-b)) / (Math.exp(a) - Math.exp(-b));
            check(test.wald(prior, true), right, (right * a - (1 - right) * b) / (0.32 * gain + 0.68 * loss));
            check(test.wald(prior, false), wrong, (wrong * a - (1 - wrong) * b) / (0.04 * gain + 0.96 * loss));
        }
    }

    /** Who ignores bugs has other roots; Brent's method finds them on either side of 0. */
    @Test
    void waldFindsTheRootsOfMistakenLikelihoods() {
        double gain = Math.log(8);
        double loss = Math.log(0.2 / 0.9);
        for (double bugs : new double[] {0.1, 0.3, 0.45, 0.6, 0.9}) {
            Sprt test = new Sprt(0.8, 0.1, bugs, 0, false, 2.5, 60);
            for (boolean right : new boolean[] {true, false}) {
                double p = (right ? 0.8 : 0.1) * (1 - bugs);
                double mean = p * gain + (1 - p) * loss;
                UnivariateFunction excess = t -> p * Math.exp(t * gain) + (1 - p) * Math.exp(t * loss) - 1;
                double root = mean < 0
                        ? new BrentSolver(1e-14, 1e-14).solve(1000, excess, 1e-3, 20)
                        : new BrentSolver(1e-14, 1e-14).solve(1000, excess, -20, -1e-3);
                for (double prior : PRIORS) {
                    double a = 2.5 - prior;
                    double b = 2.5 + prior;
                    double kept = (1 - Math.exp(-root * b)) / (Math.exp(root * a) - Math.exp(-root * b));
                    check(test.wald(prior, right), kept, (kept * a - (1 - kept) * b) / mean);
                }
            }
        }
    }

    private static void check(Sprt.Fate fate, double kept, double experiments) {
        assertThat(fate.kept()).isCloseTo(kept, within(1e-9));
        assertThat(fate.abandoned()).isCloseTo(1 - kept, within(1e-9));
        assertThat(fate.experiments()).isCloseTo(experiments, within(1e-8 * experiments));
    }

    /** The fair gambler's ruin: from s steps, of 4 either side, (4 + s)/8 are kept after (4 + s)(4 − s) experiments. */
    @Test
    void fairGamesAreRuinedAsFellerSays() {
        double step = Math.log(4);
        for (int s = -3; s <= 3; s++) {
            check(fairGame(4 * step).wald(s * step, true), (4 + s) / 8.0, (4 + s) * (4 - s));
            // A hair short of four steps, so that rounding cannot ask for a fifth.
            Sprt.Fate exact = fairGame(4 * step * (1 - 1e-9)).exact(s * step, true);
            check(exact, (4 + s) / 8.0, (4 + s) * (4 - s));
        }
    }

    /** Without drift and with unequal steps Wald's identities are E = ab/E step², and kept in proportion to the way. */
    @Test
    void gamesWithoutDriftLastAsLongAsTheSquaresOfTheirSteps() {
        double gain = Math.log(8);
        double loss = Math.log(0.2 / 0.9);
        double p = -loss / (gain - loss);
        Sprt test = new Sprt(0.8, 0.1, 1 - p / 0.8, 0, false, 3, 60);
        double square = p * gain * gain + (1 - p) * loss * loss;
        for (double prior : PRIORS) {
            check(test.wald(prior, true), (3 + prior) / 6, (3 - prior) * (3 + prior) / square);
        }
    }

    /** By definition a direction at a bound is decided. */
    @Test
    void boundsThemselvesDecide() {
        for (boolean right : new boolean[] {true, false}) {
            Sprt test = new Sprt(0.8, 0.1, 0.6, 0, true, 2, 10);
            assertThat(test.wald(2, right)).isEqualTo(new Sprt.Fate(1, 0, 0));
            assertThat(test.wald(-2, right)).isEqualTo(new Sprt.Fate(0, 1, 0));
            assertThat(test.exact(2, right)).isEqualTo(new Sprt.Fate(1, 0, 0));
            assertThat(test.exact(-2, right)).isEqualTo(new Sprt.Fate(0, 1, 0));
            Sprt.Simulated kept = test.simulated(2, right, 3, RandomStream.of(1, 0, Purpose.STUDY));
            assertThat(kept.kept().mean()).isEqualTo(1);
            assertThat(kept.experiments().mean()).isZero();
            Sprt.Simulated abandoned = test.simulated(-2, right, 3, RandomStream.of(1, 0, Purpose.STUDY));
            assertThat(abandoned.kept().mean()).isZero();
            assertThat(abandoned.experiments().mean()).isZero();
        }
    }

    /** By hand: one success reaches a bound that is its own weight, one failure another; a third experiment is not made. */
    @Test
    void oneResultThatReachesItsBoundIsEnough() {
        Sprt success = new Sprt(0.8, 0.1, 0.5, 0, true, Math.log(0.8 / 0.1), 1);
        assertThat(success.exact(0, true)).isEqualTo(new Sprt.Fate(0.4, 0, 1));
        Sprt failure = new Sprt(0.8, 0.1, 0.5, 0, true, -Math.log(0.6 / 0.95), 1);
        assertThat(failure.exact(0, true)).isEqualTo(new Sprt.Fate(0.4, 0.6, 1));
        assertThat(failure.exact(0, false).kept()).isCloseTo(0.05, within(1e-15));
        assertThat(failure.exact(0, false).abandoned()).isCloseTo(0.95, within(1e-15));
    }

    /** Every simulated direction beside one walked by hand through its own substream: a uniform number below p is a success. */
    @Test
    void simulatedDirectionsAreWalksThroughTheirStreams() {
        RandomStream stream = RandomStream.of(7, 0, Purpose.STUDY);
        for (boolean known : new boolean[] {true, false}) {
            Sprt test = new Sprt(0.7, 0.2, 0.5, 0.1, known, 2, 9);
            double kept = 0;
            double made = 0;
            for (int r = 0; r < 200; r++) {
                RandomStream own = stream.substream(r);
                double odds = 0.3;
                int n = 0;
                int failed = 0;
                while (Math.abs(odds) < 2 && n < 9) {
                    double works = 1 - 0.5 * Math.pow(0.9, failed);
                    if (own.uniform(n) < 0.7 * works) {
                        odds += Math.log(0.7 / 0.2);
                    } else {
                        odds += known
                                ? Math.log((1 - 0.7 * works) / (1 - 0.2 * works))
                                : Math.log((1 - 0.7) / (1 - 0.2));
                        failed++;
                    }
                    n++;
                }
                kept += odds >= 2 ? 1 : 0;
                made += n;
            }
            Sprt.Simulated simulated = test.simulated(0.3, true, 200, stream);
            assertThat(simulated.kept().count()).isEqualTo(200);
            assertThat(simulated.kept().mean()).isCloseTo(kept / 200, within(1e-12));
            assertThat(simulated.experiments().mean()).isCloseTo(made / 200, within(1e-12));
        }
    }

    /** Bounds that nothing reaches: every direction has all the experiments that the limit allows, and stays undecided. */
    @Test
    void theLimitEndsWhatNothingDecides() {
        Sprt test = new Sprt(0.3, 0.2, 0.9, 0, true, 50, 6);
        Sprt.Simulated simulated = test.simulated(0, false, 40, RandomStream.of(2, 0, Purpose.STUDY));
        assertThat(simulated.experiments().mean()).isEqualTo(6);
        assertThat(simulated.kept().mean()).isZero();
        Sprt.Fate exact = test.exact(0, false);
        assertThat(exact.experiments()).isCloseTo(6, within(1e-13));
        assertThat(exact.kept() + exact.abandoned()).isZero();
    }

    /** Oracle: the tree of results, with the weight of every result from Bayes' rule. */
    @Test
    void dynamicProgrammingAgreesWithTheTree() {
        for (boolean known : new boolean[] {true, false}) {
            Sprt test = new Sprt(0.7, 0.2, 0.5, 0.3, known, 2, 11);
            for (double prior : PRIORS) {
                for (boolean right : new boolean[] {true, false}) {
                    PlainFate plain = PlainFate.of(test, prior, right);
                    Sprt.Fate exact = test.exact(prior, right);
                    assertThat(exact.kept()).isCloseTo(plain.kept(), within(1e-14));
                    assertThat(exact.abandoned()).isCloseTo(plain.abandoned(), within(1e-14));
                    assertThat(exact.experiments()).isCloseTo(plain.experiments(), within(1e-13));
                }
            }
        }
    }
}
