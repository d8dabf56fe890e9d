package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracles: the formulas of success with {@link StrictMath}, which is a corner of the model on its own (q^H). */
class SuccessTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 10, 50, 1000, 10_000, 1_000_000})
    void aTaskSucceedsWithAllItsDecisionsOrByGuessing(int horizon) {
        for (int n : Twins.SIZES) {
            double[] q = Twins.uniforms(new Random(n), n, 0, 1);
            q[0] = 1;
            q[n / 2] = 1 - 1e-6;
            q[n - 1] = n > 1 ? 0 : 1;
            for (double guess : new double[] {0, 0.25, 0.999}) {
                double[] p = new double[n];
                Success.task(q, horizon, guess, p, n);
                for (int i = 0; i < n; i++) {
                    // Binary powers round at most 2·log₂H times, each doubling what was there: below H ulp.
                    double power = StrictMath.pow(q[i], horizon);
                    double expected = guess + (1 - guess) * power;
                    assertThat(p[i]).isCloseTo(expected, within(2e-16 * (1 + horizon) * power + 3e-16));
                    assertThat(p[i]).isBetween(guess, 1.0);
                }
            }
        }
    }

    @Test
    void decisionsFollowTheLogisticFunctionOfShiftedLogits() {
        double[] u = Twins.normals(new Random(4), 207, 5);
        double[] q = new double[207];
        Success.decision(u, 1.25, q, 207);
        for (int i = 0; i < 207; i++) {
            assertThat(q[i]).isCloseTo(Twins.sigmoid(u[i] + 1.25), within(1e-14));
        }
        double[] logits = new double[207];
        Success.logits(2, u, logits, 207);
        assertThat(logits[13]).isEqualTo(2 - u[13]);
    }

    /** Oracle: a central difference of the definition; its own error is about 1e-10 of the slope's scale H. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 100})
    void theSlopeIsTheDerivativeOfSuccess(int horizon) {
        double[] u = Twins.normals(new Random(5), 63, 3);
        double[] q = new double[63];
        Success.decision(u, 0, q, 63);
        double[] slope = new double[63];
        Success.power(q, horizon, slope, 63);
        Success.slope(q, horizon, 0.25, slope, 63);
        double h = 1e-5;
        for (int i = 0; i < 63; i++) {
            double above = StrictMath.pow(Twins.sigmoid(u[i] + h), horizon);
            double below = StrictMath.pow(Twins.sigmoid(u[i] - h), horizon);
            assertThat(slope[i]).isCloseTo(0.75 * (above - below) / (2 * h), within(1e-9 * horizon));
        }
    }
}
