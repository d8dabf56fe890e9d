package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Twin: G(u) as the model writes it, every factor by its logarithm, so that nothing cancels or underflows. */
class DriveTest {
    static Stream<Arguments> rules() {
        List<Arguments> all = new ArrayList<>();
        for (double critic : new double[] {0, 0.25, 0.5, 1}) {
            for (double nu : new double[] {0, 0.3, 0.5, 1}) {
                for (double beta : new double[] {0, 0.05, 1, 100}) {
                    for (int horizon : new int[] {1, 2, 3, 10, 50, 1000, 10_000}) {
                        all.add(Arguments.of(critic, nu, beta, horizon));
                    }
                }
            }
        }
        return all.stream();
    }

    static double plain(double u, double start, double critic, double nu, double beta, int horizon) {
        double logQ = -StrictMath.log1p(StrictMath.exp(-u));
        double logFailure = -StrictMath.log1p(StrictMath.exp(u));
        double logPower = horizon * logQ;
        double logMiss = StrictMath.log(-StrictMath.expm1(logPower));
        double atEnd = StrictMath.exp(StrictMath.log(horizon) + logPower + logFailure - nu / 2 * (logPower + logMiss));
        double atOnce = StrictMath.exp(logQ + logMiss);
        double cost = (1 - critic) * horizon + critic * StrictMath.exp(logMiss - logFailure);
        double reward = ((1 - critic) * atEnd + critic * atOnce) / cost;
        return reward - beta * StrictMath.exp(logQ + logFailure) * (u - start);
    }

    /**
     * Up to 10 logits the kernel's exponential is good to 1e-11 of its value, which a chain of H decisions amplifies by at
     * most H(1 − q), itself below 50 where q^H is not negligible: 1e-9 of the terms. Beyond, 1e-6; and the penalty takes
     * 1 − q as a difference, which has the absolute error of an ulp of one.
     */
    @ParameterizedTest(name = "critic {0} normalization {1} penalty {2} horizon {3}")
    @MethodSource("rules")
    void driveAgreesWithTheFormula(double critic, double nu, double beta, int horizon) {
        Drive drive = new Drive(critic, nu, beta, horizon);
        int n = 207;
        double[] u = Twins.uniforms(new Random(horizon), n, -10, 25);
        double[] start = Twins.uniforms(new Random(7), n, -3, 3);
        u[0] = start[0];
        u[1] = 0;
        double[] g = new double[n];
        drive.evaluate(u, start, 1, g, n);
        for (int i = 0; i < n; i++) {
            double expected = plain(u[i], start[i], critic, nu, beta, horizon);
            double penalty = beta * Math.abs(u[i] - start[i]) * StrictMath.exp(-Math.abs(u[i]));
            double relative = Math.abs(u[i]) <= 10 ? 1e-9 : 1e-6;
            assertThat(g[i])
                    .as("u %s start %s", u[i], start[i])
                    .isCloseTo(
                            expected,
                            within(relative * (Math.abs(expected) + penalty)
                                    + 2e-16 * (1 + beta * Math.abs(u[i] - start[i]))));
        }
    }

    @ParameterizedTest(name = "critic {0} normalization {1} penalty {2} horizon {3}")
    @MethodSource("rules")
    void driveStaysFiniteAndBoundedWhereverTheLogitsAre(double critic, double nu, double beta, int horizon) {
        Drive drive = new Drive(critic, nu, beta, horizon);
        double[] u = {-1e6, -200, -41, -40, -30, 0, 30, 36.9, 40, 41, 200, 1e6};
        double[] start = new double[u.length];
        double[] g = new double[u.length];
        drive.evaluate(u, start, 1, g, u.length);
        for (int i = 0; i < u.length; i++) {
            // Without a penalty G lies in [0, 1]: the normalised gradient of one decision is below √(q(1 − q)) ≤ ½.
            double most = 1 + beta * 4e-18 * Math.abs(u[i]) + beta * 0.4 * (Math.abs(u[i]) <= 40 ? 1 : 0);
            assertThat(Math.abs(g[i])).as("u %s", u[i]).isLessThanOrEqualTo(most);
            if (beta == 0) {
                assertThat(g[i]).isNotNegative();
            }
        }
    }

    /** The model: with ρ = 1, G = q(1 − q) whatever H and ν; with H = 1 and ν = 0 the critic changes nothing. */
    @Test
    void aFullCriticJudgesEveryDecisionAsItIsTaken() {
        double[] u = Twins.uniforms(new Random(9), 63, -8, 8);
        for (int horizon : new int[] {1, 2, 10, 1000}) {
            for (double nu : new double[] {0, 0.5, 1}) {
                double[] g = new double[63];
                new Drive(1, nu, 0, horizon).evaluate(u, u, 1, g, 63);
                for (int i = 0; i < 63; i++) {
                    double q = Twins.sigmoid(u[i]);
                    assertThat(g[i]).isCloseTo(q * (1 - q), within(1e-13));
                }
            }
        }
        double[] alone = new double[63];
        new Drive(0, 0, 0, 1).evaluate(u, u, 1, alone, 63);
        double[] judged = new double[63];
        new Drive(0.5, 0, 0, 1).evaluate(u, u, 1, judged, 63);
        assertThat(judged).isEqualTo(alone);
    }

    /** q(1 − q) at ±40 logits is 4.2e-18, and nothing farther out counts for more: up to ten times the largest difficulty. */
    @Test
    void nothingIsLearnedWhereNothingIsInDoubt() {
        double[] u = {45, 1e3, 1e6, 1e9, 1e12, 1e13, -45, -1e3, -1e6, -1e9, -1e12, -1e13};
        double[] g = new double[u.length];
        for (int horizon : new int[] {1, 10}) {
            new Drive(0, 0, 0, horizon).evaluate(u, u, 1, g, u.length);
            for (double drive : g) {
                assertThat(drive).isBetween(0.0, 1e-16);
            }
        }
    }

    @Test
    void theScaleIsAFactor() {
        double[] u = Twins.uniforms(new Random(10), 9, -5, 5);
        double[] start = new double[9];
        double[] one = new double[9];
        double[] eight = new double[9];
        for (int horizon : new int[] {1, 5}) {
            Drive drive = new Drive(0.3, 0.5, 0.2, horizon);
            drive.evaluate(u, start, 1, one, 9);
            drive.evaluate(u, start, 8, eight, 9);
            for (int i = 0; i < 9; i++) {
                assertThat(eight[i]).isCloseTo(8 * one[i], within(1e-15));
            }
        }
    }

    /** Oracle: a five-point difference of the twin, good to about 1e-11 of the function's scale 1 + β|u − u₀|. */
    @ParameterizedTest(name = "critic {0} normalization {1} penalty {2} horizon {3}")
    @MethodSource("rules")
    void theDerivativeIsThatOfTheFormula(double critic, double nu, double beta, int horizon) {
        Drive drive = new Drive(critic, nu, beta, horizon);
        int n = 63;
        double[] u = Twins.uniforms(new Random(11), n, -6, 12);
        double[] start = Twins.uniforms(new Random(12), n, -3, 3);
        double[] slope = new double[n];
        drive.derivative(u, start, new double[n], new double[n], slope, n);
        double h = 1e-3;
        for (int i = 0; i < n; i++) {
            double near = plain(u[i] + h, start[i], critic, nu, beta, horizon)
                    - plain(u[i] - h, start[i], critic, nu, beta, horizon);
            double far = plain(u[i] + 2 * h, start[i], critic, nu, beta, horizon)
                    - plain(u[i] - 2 * h, start[i], critic, nu, beta, horizon);
            double expected = (8 * near - far) / (12 * h);
            assertThat(slope[i]).isCloseTo(expected, within(1e-8 * (1 + beta)));
        }
    }

    /**
     * Where a critic judges by the policy's own value, H q^H stands in place of q S, and the lower cost stays ({@link Drive}): G by its
     * factors, as the formula has them.
     */
    @ParameterizedTest(name = "critic {0} normalization {1} penalty {2} horizon {3}")
    @MethodSource("ownRules")
    void aCriticOfThePolicysOwnValueDrivesAsTheFormulaSays(double critic, double nu, double beta, int horizon) {
        Drive drive = new Drive(critic, nu, beta, horizon).judging(true);
        int n = 50;
        double[] u = Twins.uniforms(new Random(horizon), n, -5, 8);
        double[] start = Twins.uniforms(new Random(7), n, -3, 3);
        double[] g = new double[n];
        drive.evaluate(u, start, 0.5, g, n);
        for (int i = 0; i < n; i++) {
            double q = 1 / (1 + StrictMath.exp(-u[i]));
            double failure = 1 / (1 + StrictMath.exp(u[i]));
            double power = StrictMath.pow(q, horizon);
            double sum = 0;
            for (int t = 0; t < horizon; t++) {
                sum += StrictMath.pow(q, t);
            }
            double atEnd = horizon * power * StrictMath.pow(power * failure * sum, -nu / 2);
            double reward = failure * ((1 - critic) * atEnd + critic * horizon * power);
            double expected = reward / ((1 - critic) * horizon + critic * sum) - beta * q * failure * (u[i] - start[i]);
            assertThat(g[i]).isCloseTo(0.5 * expected, within(1e-9 * (1 + beta)));
        }
        assertThat(drive.judging(false)).isNotSameAs(drive);
        double[] expert = new double[n];
        drive.judging(false).evaluate(u, start, 1, expert, n);
        assertThat(expert[0]).isCloseTo(plain(u[0], start[0], critic, nu, beta, horizon), within(1e-9 * (1 + beta)));
    }

    static Stream<Arguments> ownRules() {
        return Stream.of(
                Arguments.of(1.0, 0.0, 0.0, 1),
                Arguments.of(0.5, 0.0, 0.2, 4),
                Arguments.of(0.25, 0.5, 0.0, 10),
                Arguments.of(1.0, 1.0, 0.0, 6),
                Arguments.of(0.0, 1.0, 1.0, 3));
    }

    /** MODEL.md §14: an environment with the share a of the training learns a times as fast. */
    @Test
    void aShareOfTheTrainingMultipliesTheDrive() {
        double[] shares = {0, 0.25, 1, 3, 1e-3};
        double[] u = {-2, -1, 0, 1, 2};
        double[] start = {0, -1, 1, 0, 0.5};
        for (Drive drive : List.of(new Drive(0, 0, 0.1, 1), new Drive(0.5, 0.5, 0.1, 4).judging(true))) {
            double[] alone = new double[5];
            double[] shared = new double[5];
            drive.evaluate(u, start, 0.7, alone, 5);
            drive.withShares(shares).evaluate(u, start, 0.7, shared, 5);
            for (int i = 0; i < 5; i++) {
                assertThat(shared[i]).isEqualTo(shares[i] * alone[i]);
            }
            // The shares stay where the critic is another.
            drive.withShares(shares).judging(false).evaluate(u, start, 1, shared, 5);
            assertThat(shared[0]).isZero();
            assertThat(shared[2]).isNotZero();
        }
    }
}
