package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.evalgap.random.NormalQuantile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Closed forms against fifty digits at awkward points: next to 0 and 1, where branches meet, and in the farthest tails. Oracle: series in
 * decimal arithmetic, here; the arguments are taken as the doubles that they are.
 */
class FiftyDigitsTest {
    /** Fifty, and some that arithmetic may lose. */
    private static final MathContext DIGITS = new MathContext(70);

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private static BigDecimal exp(BigDecimal x) {
        return exp(x, DIGITS);
    }

    private static BigDecimal exp(BigDecimal x, MathContext digits) {
        int halvings = 12 + Math.max(0, x.precision() - x.scale()) * 4;
        BigDecimal small = x.divide(TWO.pow(halvings), digits);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int k = 1; k < digits.getPrecision() / 4 + 8; k++) {
            term = term.multiply(small, digits).divide(BigDecimal.valueOf(k), digits);
            sum = sum.add(term, digits);
        }
        for (int k = 0; k < halvings; k++) {
            sum = sum.multiply(sum, digits);
        }
        return sum;
    }

    /** By Halley's method, which triples the digits. */
    private static BigDecimal log(double x) {
        BigDecimal wanted = new BigDecimal(x);
        BigDecimal y = new BigDecimal(StrictMath.log(x));
        for (int i = 0; i < 3; i++) {
            BigDecimal e = exp(y);
            y = y.add(TWO.multiply(wanted.subtract(e)).divide(wanted.add(e), DIGITS), DIGITS);
        }
        return y;
    }

    /** Machin's formula. */
    private static BigDecimal pi(MathContext digits) {
        return arcTangent(5, digits)
                .multiply(BigDecimal.valueOf(16))
                .subtract(arcTangent(239, digits).multiply(BigDecimal.valueOf(4)));
    }

    private static BigDecimal arcTangent(int inverse, MathContext digits) {
        BigDecimal square = BigDecimal.valueOf((long) inverse * inverse);
        BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(inverse), digits);
        BigDecimal sum = power;
        for (int k = 1; k < digits.getPrecision(); k++) {
            power = power.divide(square, digits).negate();
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), digits), digits);
        }
        return sum;
    }

    /** Of Φ(z) for negative z some .22 z² digits cancel. */
    private static MathContext digits(double z) {
        return new MathContext(DIGITS.getPrecision() + (int) (0.25 * z * z));
    }

    private static BigDecimal density(double z) {
        MathContext digits = digits(z);
        BigDecimal square = new BigDecimal(z).pow(2);
        return exp(square.divide(TWO, digits).negate(), digits)
                .divide(TWO.multiply(pi(digits)).sqrt(digits), digits);
    }

    /** ½ + φ(z)·(z + z³/3 + z⁵/15 + …). */
    private static BigDecimal cdf(double z) {
        MathContext digits = digits(z);
        BigDecimal x = new BigDecimal(z);
        BigDecimal square = x.pow(2).round(digits);
        BigDecimal term = x;
        BigDecimal sum = x;
        BigDecimal least = BigDecimal.ONE.scaleByPowerOfTen(-digits.getPrecision());
        for (int k = 1; term.abs().compareTo(least) > 0; k++) {
            term = term.multiply(square, digits).divide(BigDecimal.valueOf(2L * k + 1), digits);
            sum = sum.add(term, digits);
        }
        return density(z).multiply(sum, digits).add(new BigDecimal("0.5"));
    }

    private static double relativeError(double actual, BigDecimal expected) {
        return new BigDecimal(actual)
                .subtract(expected)
                .divide(expected.abs(), DIGITS)
                .abs()
                .doubleValue();
    }

    /** The oracle itself: e, π and Φ(1) as printed to forty and more digits. */
    @Test
    void theOracleKnowsPrintedDigits() {
        assertThat(exp(BigDecimal.ONE).toString()).startsWith("2.71828182845904523536028747135266249775724709369995");
        assertThat(pi(DIGITS).toString()).startsWith("3.14159265358979323846264338327950288419716939937510");
        assertThat(log(2).toString()).startsWith("0.69314718055994530941723212145817656807550013436025");
        assertThat(cdf(1).toString()).startsWith("0.8413447460685429485852325456320379224779129667266");
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {0, 5e-324, 1e-300, 1e-17, 1e-8, 0.5, 1, 7.3, 16, 31.999999999999996, 32, 32.000000000000007, 100
            })
    void kernelsDecayWithin3e12(double x) {
        BigDecimal exact = exp(new BigDecimal(x).negate());
        for (double actual : new double[] {Exp.Decay.any(Exp.Decay.UNIT * x), Exp.Decay.near(Exp.Decay.UNIT * x)}) {
            assertThat(new BigDecimal(actual).subtract(exact).abs().doubleValue())
                    .as("exp(−%s)", x)
                    .isLessThan(3e-12);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1e-300, 3e-14",
        "-1e-12, 3e-14",
        "1, 3e-14",
        "-5, 3e-14",
        "5, 3e-14",
        "-10, 2e-11",
        "20, 1e-8",
        "-40, 5e-6",
        "40, 5e-6"
    })
    void logitsKeepTheirRelativeError(double u, double bound) {
        BigDecimal exact = exp(new BigDecimal(u).negate());
        assertThat(relativeError(Exp.negativeLogit(u), exact)).isLessThanOrEqualTo(bound);
        assertThat(relativeError(Exp.boundedNegativeLogit(u), exact)).isLessThanOrEqualTo(bound);
    }

    /** Binary powers round at most 2·log₂H times, each doubling what was there: below H units of the last place. */
    @ParameterizedTest
    @CsvSource({
        "0.9999999999999999, 1000000",
        "0.999999, 1000000",
        "0.9999, 65535",
        "0.9999, 65536",
        "0.5, 1000",
        "1e-3, 100",
        "0.1, 3"
    })
    void successOfManyDecisionsIsTheirPower(double q, int horizon) {
        double[] out = new double[1];
        Success.power(new double[] {q}, horizon, out, 1);
        BigDecimal exact = new BigDecimal(q).pow(horizon, DIGITS);
        assertThat(relativeError(out[0], exact)).isLessThan(horizon * 0x1p-53);
    }

    /**
     * The cost of an episode that ends when it is lost. S_2n = S_n (1 + qⁿ) and S_n+1 = S_n + qⁿ add a rounding each to what was there,
     * and qⁿ brings the n − 1 of its own: together at most H − 1 units of the last place. Where q rounds to 1, S is H.
     */
    @ParameterizedTest
    @CsvSource({
        "-40, 1",
        "-40, 1000000",
        "-20, 2",
        "-5, 1000",
        "-1e-9, 1000",
        "0, 1",
        "0, 2",
        "0, 3",
        "0, 1000000",
        "5, 1000",
        "13.8, 999999",
        "13.8, 1000000",
        "20, 2",
        "30, 1000000",
        "36.7, 1000000",
        "40, 1",
        "40, 1000000"
    })
    void theGeometricSumOfALongEpisodeDoesNotCancel(double u, int horizon) {
        Episodes episodes = new Episodes();
        episodes.rule(1, 0, 0, horizon);
        episodes.open(new double[] {u}, 1);
        double q = episodes.ofFailure(0);
        assertThat(relativeError(episodes.cost(0), geometric(new BigDecimal(q), horizon, DIGITS)))
                .isLessThanOrEqualTo((horizon - 1) * 0x1p-53);
    }

    /**
     * The same from logits, against digits enough that 1 − q and 1 − q^H may cancel; and with it the gradient of an outcome that a critic
     * judges in part. An error ε of exp(−u) is one of q of (1 − q) ε, which H decisions amplify to at most H (1 − q) ε.
     */
    @ParameterizedTest
    @CsvSource({
        "-10, 2, 2e-11",
        "-5, 1, 3e-14",
        "-5, 2, 3e-14",
        "-1e-9, 1000, 3e-14",
        "0, 1, 3e-14",
        "5, 2, 3e-14",
        "5, 1000, 3e-14",
        "10, 1000000, 2e-11",
        "13.8, 1000000, 1e-8",
        "20, 1000, 1e-8",
        "20, 1000000, 1e-8",
        "40, 1, 5e-6",
        "40, 1000000, 5e-6"
    })
    void costAndGradientOfAnEpisodeAreThoseOfTheirFormulas(double u, int horizon, double ofExponential) {
        MathContext digits = new MathContext(130);
        BigDecimal odds = exp(new BigDecimal(u), digits);
        BigDecimal failure = BigDecimal.ONE.divide(BigDecimal.ONE.add(odds), digits);
        BigDecimal q = odds.multiply(failure, digits);
        BigDecimal sum = geometric(q, horizon, digits);
        double rounding = 8 * horizon * 0x1p-53;
        double amplified = (1 + horizon * failure.doubleValue()) * ofExponential;

        Episodes episodes = new Episodes();
        episodes.rule(1, 0, 0, horizon);
        episodes.open(new double[] {u}, 1);
        assertThat(relativeError(episodes.cost(0), sum)).isLessThanOrEqualTo(rounding + amplified);

        double[] out = new double[1];
        new Drive(0.25, 0, 0, horizon).evaluate(new double[] {u}, new double[1], 1, out, 1);
        BigDecimal critic = new BigDecimal("0.25");
        BigDecimal end = new BigDecimal("0.75").multiply(BigDecimal.valueOf(horizon));
        BigDecimal reward =
                end.multiply(q.pow(horizon, digits)).add(critic.multiply(q).multiply(sum), digits);
        BigDecimal gradient = failure.multiply(reward).divide(end.add(critic.multiply(sum)), digits);
        assertThat(relativeError(out[0], gradient)).isLessThanOrEqualTo(rounding + 2 * amplified);
    }

    /** (1 − q^H)/(1 − q). */
    private static BigDecimal geometric(BigDecimal q, int horizon, MathContext digits) {
        BigDecimal failure = BigDecimal.ONE.subtract(q, digits);
        return failure.signum() == 0
                ? BigDecimal.valueOf(horizon)
                : BigDecimal.ONE.subtract(q.pow(horizon, digits), digits).divide(failure, digits);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                1e-300,
                -1e-17,
                1e-8,
                0.66291,
                0.6629100000000001,
                -0.66291,
                -0.6629100000000001,
                5.656854249492380,
                5.656854249492381,
                -5.656854249492380,
                -5.656854249492381,
                8.2,
                -8.3,
                -20,
                -37.5
            })
    void theNormalDistributionIsRightWhereItsBranchesMeetAndFarOut(double z) {
        assertThat(relativeError(Normal.cdf(z), cdf(z))).isLessThan((4 + z * z) * 1e-15);
        assertThat(relativeError(Normal.density(z), density(z))).isLessThan((4 + z * z) * 1e-15);
    }

    /** The error of a quantile is what Φ of it misses over φ. */
    @ParameterizedTest
    @ValueSource(
            doubles = {
                1e-300,
                1e-100,
                1e-17,
                1e-5,
                0.075,
                0.07500000000000001,
                0.425,
                0.49999999999999994,
                0.5000000000000001,
                0.925,
                0.975,
                0.9999999999999999
            })
    void quantilesLeadBackToTheirProbability(double p) {
        double z = NormalQuantile.of(p);
        BigDecimal missed = cdf(z).subtract(new BigDecimal(p)).divide(density(z), DIGITS);
        assertThat(Math.abs(missed.doubleValue())).isLessThan(2e-14 * (1e-2 + Math.abs(z)));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                2.2250738585072014e-308,
                1e-10,
                0.7071067811865475,
                0.7071067811865476,
                0.9999999999999999,
                1.0000000000000002,
                1.4142135623730951,
                2,
                1e10,
                1.7976931348623157e308
            })
    void logarithmsAreRightNextToOneAndAtBothEnds(double x) {
        BigDecimal exact = log(x);
        BigDecimal error = new BigDecimal(Log.of(x)).subtract(exact).abs();
        assertThat(error.doubleValue()).isLessThan(2 * Math.ulp(exact.doubleValue()) + 1e-16);
    }
}
