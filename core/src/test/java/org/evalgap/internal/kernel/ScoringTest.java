package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringTest {
    private static double plainScore(double[] u, double a, int horizon, double guess, double[] weight) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < u.length; i++) {
            double w = weight == null ? 1 : weight[i];
            sum += w * (guess + (1 - guess) * StrictMath.pow(Twins.sigmoid(u[i] + a), horizon));
            total += w;
        }
        return sum / total;
    }

    /** Twin: the weighted mean of γ + (1 − γ) σ(u)^H, term by term. */
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 0.25", "2, 0.25", "10, 0", "50, 0.5"})
    void scoresAreWeightedMeansOfSuccess(int horizon, double guess) {
        Scoring scoring = new Scoring();
        for (int n : Twins.SIZES) {
            double[] u = Twins.normals(new Random(n), n, 2);
            double[] q = new double[n];
            Success.decision(u, 0, q, n);
            assertThat(scoring.score(q, horizon, guess, null, n))
                    .isCloseTo(plainScore(u, 0, horizon, guess, null), within(1e-13 * horizon));
            double[] weight = Twins.uniforms(new Random(n + 1), n, 0, 3);
            assertThat(scoring.score(q, horizon, guess, weight, n))
                    .isCloseTo(plainScore(u, 0, horizon, guess, weight), within(1e-13 * horizon));
        }
    }

    /** Oracle: Brent's method of Commons Math on the plain score; the root is known to the score's 1e-15 over its slope. */
    @ParameterizedTest
    @CsvSource({"1, 0, 1.5", "1, 0.25, 0.5", "2, 0.25, 1.5", "10, 0, 1.5", "10, 0, 5", "50, 0, 1.5", "1, 0, 0"})
    void abilitiesAgreeWithBrentsRoot(int horizon, double guess, double spread) {
        Scoring scoring = new Scoring();
        for (int n : new int[] {1, 9, 207}) {
            double[] u = Twins.normals(new Random(n), n, spread);
            double[] weight = n == 9 ? Twins.uniforms(new Random(3), n, 0.1, 2) : null;
            double before = plainScore(u, 0, horizon, guess, weight);
            for (double a : new double[] {-5, -0.5, -1e-3, 1e-6, 0.01, 0.7, 3, 5.9}) {
                double wanted = plainScore(u, a, horizon, guess, weight);
                double root = new BrentSolver(1e-13, 1e-13, 1e-17)
                        .solve(1000, x -> plainScore(u, x, horizon, guess, weight) - wanted, -40, 40);
                double slope = (plainScore(u, a + 1e-4, horizon, guess, weight)
                                - plainScore(u, a - 1e-4, horizon, guess, weight))
                        / 2e-4;
                double known = 1e-10 * Math.abs(a) + 4e-14 / slope;
                assertThat(scoring.ability(u, horizon, guess, weight, n, before, wanted))
                        .as("a %s n %d", a, n)
                        .isCloseTo(a, within(known))
                        .isCloseTo(root, within(known + 1e-12));
            }
        }
    }

    @Test
    void theUnmovedScoreIsAbilityZeroAndUnreachableOnesAreCapped() {
        Scoring scoring = new Scoring();
        double[] u = {-1, 0, 1};
        double before = plainScore(u, 0, 1, 0, null);
        assertThat(scoring.ability(u, 1, 0, null, 3, before, before)).isEqualTo(0);
        assertThat(scoring.ability(u, 1, 0, null, 3, before, 1.0))
                .isCloseTo(40, within(4.0))
                .isLessThanOrEqualTo(40);
        assertThat(scoring.ability(u, 1, 0, null, 3, before, 0.0)).isCloseTo(-40, within(1e-9));
        // γ = 0.25: no uniform loss gives a score of a tenth.
        double guessed = plainScore(u, 0, 1, 0.25, null);
        assertThat(scoring.ability(u, 1, 0.25, null, 3, guessed, 0.1)).isCloseTo(-40, within(1e-9));
    }

    @Test
    void abilitiesAreFoundWhereTheScoreIsFlat() {
        // All items lost at the start (success 1e-11 of ten decisions each): Newton alone would jump out of the
        // bracket.
        double[] u = {-20, -22, -25};
        double before = plainScore(u, 0, 10, 0, null);
        double wanted = plainScore(u, 24, 10, 0, null);
        assertThat(new Scoring().ability(u, 10, 0, null, 3, before, wanted)).isCloseTo(24, within(1e-8));
    }
}
