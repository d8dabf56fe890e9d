package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Oracle: {@link StrictMath}, good to 1 ulp; the kernel promises 2 of its own. */
class LogTest {
    @Test
    void logarithmsAreWithinThreeUlpOverAllMagnitudes() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            double x = (1 + random.nextDouble()) * Math.scalb(1.0, random.nextInt(2044) - 1022);
            double expected = StrictMath.log(x);
            assertThat(Log.of(x)).as("log %s", x).isCloseTo(expected, within(3 * Math.ulp(expected) + 2e-16));
        }
    }

    @Test
    void logarithmsNearOneKeepTheirAbsoluteError() {
        assertThat(Log.of(1)).isEqualTo(0.0);
        for (int i = -1000; i <= 1000; i++) {
            double x = 1 + i * 1e-12;
            assertThat(Log.of(x)).isCloseTo(StrictMath.log(x), within(1e-16));
        }
    }
}
