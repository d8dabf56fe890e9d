package org.evalgap.estimate.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ends of the ranges of a planned comparison: legal, and the next double beyond them. */
class DetectionSpecTest {
    private static DetectionSpec spec(String name, double value) {
        DetectionSpec some = DetectionSpec.of(0.5, 100);
        return switch (name) {
            case "cleanScore" -> DetectionSpec.of(value, 100);
            case "publicItems" -> DetectionSpec.of(0.5, value);
            case "falseAlarm" -> some.withFalseAlarm(value);
            case "models" -> some.withModels((int) value);
            case "pairing" -> some.withPairing(value);
            case "publicDesign" -> some.withDesign(value, 1);
            case "freshDesign" -> some.withDesign(1, value);
            default -> some.withShiftDeviation(value);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "cleanScore, 4.9e-324, 0.9999999999999999",
        "publicItems, 1, 1e15",
        "falseAlarm, 4.9e-324, 0.49999999999999994",
        "models, 1, 2147483647",
        "pairing, 0, 0.9999999999999999",
        "publicDesign, 1, 1e9",
        "freshDesign, 1, 1e9",
        "shiftDeviation, 0, 1e9"
    })
    void theEndsOfTheRangesAreLegal(String name, double low, double high) {
        assertThat(spec(name, low)).isNotEqualTo(spec(name, high));
    }

    @ParameterizedTest
    @CsvSource({
        "cleanScore, 0",
        "cleanScore, 1",
        "cleanScore, NaN",
        "publicItems, 0.9999999999999999",
        "publicItems, Infinity",
        "publicItems, NaN",
        "falseAlarm, 0",
        "falseAlarm, 0.5",
        "falseAlarm, NaN",
        "models, 0",
        "pairing, -4.9e-324",
        "pairing, 1",
        "pairing, NaN",
        "publicDesign, 0.9999999999999999",
        "publicDesign, NaN",
        "freshDesign, 0.9999999999999999",
        "freshDesign, NaN",
        "shiftDeviation, -4.9e-324",
        "shiftDeviation, Infinity",
        "shiftDeviation, NaN"
    })
    void beyondThemASpecIsRefusedByName(String name, double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(name, value))
                .withMessageStartingWith(name + " must be ");
    }
}
