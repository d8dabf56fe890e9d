package org.evalgap.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each check at its limits, one double beyond them, and NaN. */
class ArgumentsTest {
    private static final double BELOW_2 = Math.nextDown(2.0);
    private static final double ABOVE_5 = Math.nextUp(5.0);

    @Test
    void threadsAreFromOneToTenThousand() {
        accepts(() -> Arguments.threads(1), () -> Arguments.threads(10_000));
        refuses("threads must be at least 1: 0", () -> Arguments.threads(0));
        refuses("threads must be from 1 to 10000: 10001", () -> Arguments.threads(10_001));
    }

    @Test
    void aFloorIsLegalAndInfinityIsNot() {
        accepts(() -> Arguments.atLeast("x", 2, 2), () -> Arguments.atLeast("x", Double.MAX_VALUE, 2));
        refuses("x must be finite and at least 2.0: " + BELOW_2, () -> Arguments.atLeast("x", BELOW_2, 2));
        refuses("x must be finite and at least 2.0: Infinity", () -> Arguments.atLeast("x", 1 / 0.0, 2));
        refuses("x must be finite and at least 2.0: NaN", () -> Arguments.atLeast("x", Double.NaN, 2));
    }

    @Test
    void bothEndsOfARangeAreLegal() {
        accepts(() -> Arguments.inRange("x", 2, 2, 5), () -> Arguments.inRange("x", 5, 2, 5));
        refuses("x must be in [2.0, 5.0]: " + BELOW_2, () -> Arguments.inRange("x", BELOW_2, 2, 5));
        refuses("x must be in [2.0, 5.0]: " + ABOVE_5, () -> Arguments.inRange("x", ABOVE_5, 2, 5));
        refuses("x must be in [2.0, 5.0]: NaN", () -> Arguments.inRange("x", Double.NaN, 2, 5));
    }

    @Test
    void aHalfOpenRangeHasItsLowEndOnly() {
        accepts(() -> Arguments.inHalfOpen("x", 2, 2, 5), () -> Arguments.inHalfOpen("x", Math.nextDown(5.0), 2, 5));
        refuses("x must be in [2.0, 5.0): " + BELOW_2, () -> Arguments.inHalfOpen("x", BELOW_2, 2, 5));
        refuses("x must be in [2.0, 5.0): 5.0", () -> Arguments.inHalfOpen("x", 5, 2, 5));
        refuses("x must be in [2.0, 5.0): NaN", () -> Arguments.inHalfOpen("x", Double.NaN, 2, 5));
    }

    @Test
    void anOpenRangeHasNeitherEnd() {
        accepts(() -> Arguments.inOpen("x", Math.nextUp(2.0), 2, 5), () -> Arguments.inOpen("x", 3, 2, 5));
        accepts(() -> Arguments.inOpen("x", Math.nextDown(5.0), 2, 5));
        refuses("x must be in (2.0, 5.0): 2.0", () -> Arguments.inOpen("x", 2, 2, 5));
        refuses("x must be in (2.0, 5.0): 5.0", () -> Arguments.inOpen("x", 5, 2, 5));
        refuses("x must be in (2.0, 5.0): NaN", () -> Arguments.inOpen("x", Double.NaN, 2, 5));
    }

    private static void accepts(ThrowingCallable... calls) {
        for (ThrowingCallable call : calls) {
            assertThatCode(call).doesNotThrowAnyException();
        }
    }

    private static void refuses(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
