package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: {@link StrictMath}, good to 1 ulp. */
class ExpTest {
    private static final int POINTS = 200_000;

    @ParameterizedTest
    @ValueSource(doubles = {5e-19, 1e-3, 0.5, 1.7, 8, 5e17})
    void decayIsWithin3e12OfTheExponential(double factor) {
        Exp.Decay decay = new Exp.Decay().set(factor);
        double worst = 0;
        for (int i = 0; i <= POINTS; i++) {
            double d2 = 32.0 * i / POINTS / factor;
            worst = Math.max(worst, Math.abs(decay.at(d2) - StrictMath.exp(-factor * d2)));
        }
        assertThat(worst).isLessThan(3e-12);
        assertThat(decay.at(0)).isEqualTo(1.0);
        for (double far : new double[] {32.001, 33, 1e3, 1e100, Double.POSITIVE_INFINITY}) {
            assertThat(decay.at(far / factor)).isEqualTo(decay.at(32 / factor)).isBetween(0.0, 2e-14);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 3e-14", "5, 10, 2e-11", "10, 20, 1e-8", "20, 40, 5e-6"})
    void negativeLogitKeepsItsPromisedRelativeError(double from, double to, double bound) {
        double worst = 0;
        for (int i = 0; i <= POINTS; i++) {
            double u = from + (to - from) * i / POINTS;
            worst = Math.max(worst, Math.abs(Exp.negativeLogit(u) / StrictMath.exp(-u) - 1));
            worst = Math.max(worst, Math.abs(Exp.negativeLogit(-u) / StrictMath.exp(u) - 1));
        }
        assertThat(worst).isLessThan(bound);
    }

    @Test
    void successIsWithin1e14OfTheLogisticFunction() {
        for (int i = -POINTS; i <= POINTS; i++) {
            double u = 45.0 * i / POINTS;
            assertThat(1 / (1 + Exp.negativeLogit(u))).isCloseTo(Twins.sigmoid(u), within(1e-14));
        }
    }

    @Test
    void logitsAreCutAtForty() {
        assertThat(Exp.negativeLogit(1e6)).isEqualTo(Exp.negativeLogit(40)).isGreaterThan(0);
        assertThat(Exp.negativeLogit(-1e6)).isEqualTo(Exp.negativeLogit(-40)).isFinite();
        assertThat(Exp.negativeLogit(0)).isEqualTo(1.0);
    }
}
