package org.evalgap.study.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class TurningTest {
    private static final StudyParameter X = StudyParameter.in("x", 3, 0.001, 1000, "", "a number");
    private static final StudyParameter N = StudyParameter.whole("n", 7, 0, 100, "", "a count");
    private static final StudySettings SETTINGS = StudySettings.defaults("some", List.of(X, N));

    private static Turning of(StudyParameter parameter, double from, double to, DoubleUnaryOperator margin) {
        return Turning.of(
                new Claim("it is so", parameter, from, to, s -> margin.applyAsDouble(s.get(parameter))), SETTINGS);
    }

    /** Roots 2 and 50 of (x − 2)(50 − x), each from the side on which the sentence holds, to half a percent. */
    @Test
    void rootsAreFoundOnBothSides() {
        Turning turning = of(X, 0.001, 1000, x -> (x - 2) * (50 - x));
        assertThat(turning.holds()).isTrue();
        assertThat(turning.below().orElseThrow()).isBetween(2.0, 2.0 * 1.006);
        assertThat(turning.above().orElseThrow()).isBetween(50 / 1.006, 50.0);
        assertThat(turning.text())
                .startsWith("that it is so holds for x from 2")
                .endsWith(" (3 here)");
        assertThat(turning.table().rows()).hasSize(1);
    }

    @Test
    void wholeNumbersTurnBetweenNeighbours() {
        Turning turning = of(N, 0, 100, n -> n > 4 && n < 31 ? 1 : -1);
        assertThat(turning.below()).hasValue(5);
        assertThat(turning.above()).hasValue(30);
        assertThat(turning.text()).isEqualTo("that it is so holds for n from 5 to 30 (7 here)");
    }

    @Test
    void aSentenceThatHoldsEverywhereOrNotHereSaysSo() {
        assertThat(of(X, 1, 5, x -> 1).text())
                .isEqualTo("that it is so holds for x, wherever it is from 1 to 5 (3 here)");
        Turning not = of(X, 1, 5, x -> x - 4);
        assertThat(not.holds()).isFalse();
        assertThat(not.above().orElseThrow()).isCloseTo(4, within(0.03));
        assertThat(not.text()).startsWith("that it is so does not hold for x up to ");
        assertThat(of(X, 1, 5, x -> Double.NaN).holds()).isFalse();
        assertThat(of(X, 3, 5, x -> 4 - x).text()).startsWith("that it is so holds for x up to 3.9");
    }

    @Test
    void endsAreLegalValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(X, 0, 5, x -> 1))
                .withMessageContaining("legal values of x, in [0.001, 1000]");
        assertThatIllegalArgumentException().isThrownBy(() -> of(X, 5, 5, x -> 1));
    }
}
