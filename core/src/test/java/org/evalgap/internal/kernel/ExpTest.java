package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: {@link StrictMath}, good to 1 ulp. */
class ExpTest {
    private static final int POINTS = 200_000;

    @Test
    void decayIsWithin3e12OfTheExponential() {
        assertThat(worstDecay(POINTS)).isLessThanOrEqualTo(3e-12);
    }

    /** The largest absolute error of both forms over evenly spaced exponents, the last third of them beyond the range. */
    private static double worstDecay(int points) {
        double worst = 0;
        for (int i = 0; i <= points; i++) {
            double x = 1.5 * Exp.Decay.RANGE * i / points;
            double expected = StrictMath.exp(-x);
            worst = Math.max(worst, Math.abs(Exp.Decay.any(Exp.Decay.UNIT * x) - expected));
            worst = Math.max(worst, Math.abs(Exp.Decay.near(Exp.Decay.UNIT * x) - expected));
            worst = Math.max(worst, Math.abs(Exp.Decay.close(2 * Exp.Decay.UNIT * x) - expected));
        }
        return worst;
    }

    /** A hundred million arguments each; docs/numerics.md has the largest errors. */
    @Tag("long")
    @Test
    void manyArgumentsKeepTheirErrors() {
        assertThat(worstDecay(100_000_000)).isLessThanOrEqualTo(3e-12);
        assertThat(worstSuccess(50_000_000)).isLessThanOrEqualTo(1e-14);
    }

    @Test
    void decayIsExactlyOneAtZeroAndNeverZero() {
        assertThat(Exp.Decay.any(0)).isEqualTo(1.0);
        assertThat(Exp.Decay.near(0)).isEqualTo(1.0);
        assertThat(Exp.Decay.close(0)).isEqualTo(1.0);
        for (double h : new double[] {0.17, 1, 1e3, Exp.Decay.NEAR}) {
            assertThat(Exp.Decay.near(h)).isCloseTo(StrictMath.exp(-Exp.Decay.RANGE), within(1e-16));
        }
        for (double h : new double[] {0.17, 1e100, Double.POSITIVE_INFINITY}) {
            assertThat(Exp.Decay.any(h)).isCloseTo(StrictMath.exp(-Exp.Decay.RANGE), within(1e-16));
        }
    }

    /** What is not cut goes on falling, and then rises to less than where others are cut. */
    @Test
    void closeDecayStaysBelowItsEndUpToThreeTimesTheRange() {
        double end = StrictMath.exp(-Exp.Decay.RANGE);
        for (int i = 0; i <= POINTS; i++) {
            double t = 2 * Exp.Decay.UNIT * Exp.Decay.RANGE * (1 + 2.0 * i / POINTS);
            assertThat(Exp.Decay.close(t)).isBetween(0.0, 1.01 * end);
        }
        assertThat(Exp.Decay.CLOSE).isCloseTo(3 * Exp.Decay.UNIT * Exp.Decay.RANGE, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 3e-14", "5, 10, 2e-11", "10, 20, 1e-8", "20, 40, 5e-6"})
    void negativeLogitKeepsItsPromisedRelativeError(double from, double to, double bound) {
        double worst = 0;
        for (int i = 0; i <= POINTS; i++) {
            double u = from + (to - from) * i / POINTS;
            worst = Math.max(worst, Math.abs(Exp.negativeLogit(u) / StrictMath.exp(-u) - 1));
            worst = Math.max(worst, Math.abs(Exp.negativeLogit(-u) / StrictMath.exp(u) - 1));
            worst = Math.max(worst, Math.abs(Exp.boundedNegativeLogit(u) / StrictMath.exp(-u) - 1));
            worst = Math.max(worst, Math.abs(Exp.boundedNegativeLogit(-u) / StrictMath.exp(u) - 1));
        }
        assertThat(worst).isLessThan(bound);
    }

    @Test
    void successIsWithin1e14OfTheLogisticFunction() {
        assertThat(worstSuccess(POINTS)).isLessThanOrEqualTo(1e-14);
    }

    /** The largest absolute error of both forms, at so many logits to each side of 0. */
    private static double worstSuccess(int points) {
        double worst = 0;
        for (int i = -points; i <= points; i++) {
            double u = 45.0 * i / points;
            double expected = Twins.sigmoid(u);
            worst = Math.max(worst, Math.abs(1 / (1 + Exp.negativeLogit(u)) - expected));
            worst = Math.max(worst, Math.abs(1 / (1 + Exp.boundedNegativeLogit(u)) - expected));
        }
        return worst;
    }

    @Test
    void logitsAreCutAtForty() {
        assertThat(Exp.negativeLogit(1e6)).isEqualTo(Exp.negativeLogit(40)).isGreaterThan(0);
        assertThat(Exp.negativeLogit(-1e6)).isEqualTo(Exp.negativeLogit(-40)).isFinite();
        assertThat(Exp.negativeLogit(0)).isEqualTo(1.0);
    }

    /** Cut at 40: up to 1e14 success is 0 or 1 within 2e-17, as it should be, though the cut itself loses digits. */
    @ParameterizedTest
    @ValueSource(doubles = {40, 41, 1e3, 1e6, 1e9, 1e12, 1e13, 1e14})
    void boundedLogitsAreCutNearForty(double u) {
        assertThat(Exp.boundedNegativeLogit(u)).isBetween(StrictMath.exp(-40.5), StrictMath.exp(-39.5));
        assertThat(Exp.boundedNegativeLogit(-u)).isBetween(StrictMath.exp(39.5), StrictMath.exp(40.5));
    }
}
