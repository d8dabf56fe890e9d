package org.evalgap.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ends of the ranges that rules of reward and kernels are checked against: legal, and the next double beyond them. */
class RulesTest {
    private static final String UP = "up";

    /** The number, or the double next to it. */
    private static double number(String text) {
        String[] parts = text.split(" ");
        double value = Double.parseDouble(parts[0]);
        return parts.length == 1 ? value : parts[1].equals(UP) ? Math.nextUp(value) : Math.nextDown(value);
    }

    private static RewardRule rule(String name, double value) {
        return switch (name) {
            case "critic" -> new RewardRule(value, 0.5, 1, 3);
            case "advantageNormalization" -> new RewardRule(0.5, value, 1, 3);
            case "klPenalty" -> new RewardRule(0.5, 0.5, value, 3);
            default -> new RewardRule(0.5, 0.5, 1, (int) value);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "critic, 0, 1",
        "advantageNormalization, 0, 1",
        "klPenalty, 0, 1.7976931348623157e308",
        "horizon, 1, 1000000"
    })
    void theEndsOfARulesRangesAreLegal(String name, double low, double high) {
        assertThat(rule(name, low)).isNotEqualTo(rule(name, high));
    }

    @ParameterizedTest
    @CsvSource({
        "critic, 0 down, '[0, 1]'",
        "critic, 1 up, '[0, 1]'",
        "critic, NaN, '[0, 1]'",
        "advantageNormalization, 0 down, '[0, 1]'",
        "advantageNormalization, 1 up, '[0, 1]'",
        "advantageNormalization, NaN, '[0, 1]'",
        "klPenalty, 0 down, '[0, ∞)'",
        "klPenalty, Infinity, '[0, ∞)'",
        "klPenalty, NaN, '[0, ∞)'",
        "horizon, 0, '[1, 1e6]'",
        "horizon, 1000001, '[1, 1e6]'"
    })
    void beyondThemARuleIsRefusedByName(String name, String value, String range) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(name, number(value)))
                .withMessageStartingWith(name + " must be in " + range + ": ");
    }

    private static GeneralizationKernel kernel(String name, double value) {
        return switch (name) {
            case "breadth" -> new GeneralizationKernel(value, 0.5, 1, 1);
            case "memorization" -> new GeneralizationKernel(1, value, 1, 1);
            case "memorizationScale" -> new GeneralizationKernel(1, 0.5, value, 1);
            default -> new GeneralizationKernel(1, 0.5, 1, value);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "breadth, 1e-9, 1e9",
        "memorization, 0, 1",
        "memorizationScale, 1e-9, 1e9",
        "formatLearning, 0, 1.7976931348623157e308"
    })
    void theEndsOfAKernelsRangesAreLegal(String name, double low, double high) {
        assertThat(kernel(name, low)).isNotEqualTo(kernel(name, high));
    }

    @ParameterizedTest
    @CsvSource({
        "breadth, 1e-9 down, '[1e-9, 1e9]'",
        "breadth, 1e9 up, '[1e-9, 1e9]'",
        "breadth, NaN, '[1e-9, 1e9]'",
        "memorization, 0 down, '[0, 1]'",
        "memorization, 1 up, '[0, 1]'",
        "memorization, NaN, '[0, 1]'",
        "memorizationScale, 1e-9 down, '[1e-9, 1e9]'",
        "memorizationScale, 1e9 up, '[1e-9, 1e9]'",
        "memorizationScale, NaN, '[1e-9, 1e9]'",
        "formatLearning, 0 down, '[0, ∞)'",
        "formatLearning, Infinity, '[0, ∞)'",
        "formatLearning, NaN, '[0, ∞)'"
    })
    void beyondThemAKernelIsRefusedByName(String name, String value, String range) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kernel(name, number(value)))
                .withMessageStartingWith(name + " must be in " + range + ": ");
    }

    /** By hand: half of the learning carries by exp(−1/2), half stays, and the format adds its own between two tasks of it. */
    @Test
    void aKernelAddsFormatWhereBothAreInIt() {
        GeneralizationKernel kernel = new GeneralizationKernel(1, 0.5, 1e-9, 0.25);
        assertThat(kernel.of(1, false)).isEqualTo(0.5 * StrictMath.exp(-0.5));
        assertThat(kernel.of(1, true)).isEqualTo(0.5 * StrictMath.exp(-0.5) + 0.25);
        assertThat(kernel.of(0, false)).isEqualTo(1);
    }

    /** By hand, at a squared distance of 3: exp(−3/(2·4)) over the breadth of 2, exp(−3/(2·9)) over the scale of 3. */
    @Test
    void aKernelFallsOverItsTwoWidths() {
        GeneralizationKernel kernel = new GeneralizationKernel(2, 0.25, 3, 0);
        double expected = 0.75 * StrictMath.exp(-3.0 / 8) + 0.25 * StrictMath.exp(-3.0 / 18);
        assertThat(kernel.of(3, false)).isCloseTo(expected, within(1e-15));
    }
}
