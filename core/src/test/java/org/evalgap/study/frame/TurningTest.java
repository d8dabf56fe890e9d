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
                new Claim("it is so", parameter, from, to, 0, s -> margin.applyAsDouble(s.get(parameter))), SETTINGS);
    }

    /** Roots 2 and 50 of (x − 2)(50 − x), each from the side on which the sentence holds, to half a percent. */
    @Test
    void rootsAreFoundOnBothSides() {
        Turning turning = of(X, 0.001, 1000, x -> (x - 2) * (50 - x));
        assertThat(turning.holds()).isTrue();
        assertThat(turning.below().orElseThrow()).isBetween(2.0, 2.0 * 1.006);
        assertThat(turning.above().orElseThrow()).isBetween(50 / 1.006, 50.0);
        assertThat(turning.text())
                .isEqualTo("the claim that it is so stays true while x is between 2 and 50 (it is 3 here)");
        assertThat(turning.table().rows()).hasSize(1);
    }

    @Test
    void wholeNumbersTurnBetweenNeighbours() {
        Turning turning = of(N, 0, 100, n -> n > 4 && n < 31 ? 1 : -1);
        assertThat(turning.below()).hasValue(5);
        assertThat(turning.above()).hasValue(30);
        assertThat(turning.text())
                .isEqualTo("the claim that it is so stays true while n is between 5 and 30 (it is 7 here)");
    }

    /** 3.04 to two digits is 3.0, the value in question, where nothing turns. */
    @Test
    void roundingDoesNotPassTheValueInQuestion() {
        assertThat(of(X, 1, 5, x -> 3.04 - x).text()).containsPattern(" while x is at most 3\\.0[34] \\(it is 3 here");
        assertThat(of(X, 1, 5, x -> x - 2.96).text()).containsPattern(" while x is at least 2\\.9[67] \\(it is 3 here");
    }

    @Test
    void aSentenceThatHoldsEverywhereOrNotHereSaysSo() {
        assertThat(of(X, 1, 5, x -> 1).text())
                .isEqualTo("the claim that it is so stays true wherever x is from 1 to 5 (it is 3 here)");
        Turning not = of(X, 1, 5, x -> x - 4);
        assertThat(not.holds()).isFalse();
        assertThat(not.above().orElseThrow()).isCloseTo(4, within(0.03));
        assertThat(not.text())
                .isEqualTo(
                        "the claim that it is so stays false while x is at most 4 (it is 3 here, and was tried down to 1)");
        assertThat(of(X, 1, 5, x -> Double.NaN).holds()).isFalse();
        // Nothing lies beyond the end at which the value is, so nothing was tried there.
        assertThat(of(X, 3, 5, x -> 3.7 - x).text())
                .isEqualTo("the claim that it is so stays true while x is at most 3.7 (it is 3 here)");
        assertThat(of(X, 1, 200, x -> x - 1.7).text())
                .isEqualTo(
                        "the claim that it is so stays true while x is at least 1.7 (it is 3 here, and was tried up to 200)");
    }

    /** One simulated world is little to turn on, and whoever reads the sentence is told. */
    @Test
    void simulatedClaimsSayByHowManyReplicates() {
        for (int n : new int[] {1, 12}) {
            Claim claim = new Claim("it is so", X, 1, 200, n, s -> s.get(X) - 1.7);
            assertThat(Turning.of(claim, SETTINGS).text())
                    .isEqualTo(
                            "the claim that it is so stays true while x is at least 1.7 (it is 3 here, and was tried up to 200; found"
                                    + " with " + n + (n == 1 ? " replicate)" : " replicates)"));
        }
    }

    @Test
    void endsAreLegalValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(X, 0, 5, x -> 1))
                .withMessageContaining("legal values of x, in [0.001, 1000]");
        assertThatIllegalArgumentException().isThrownBy(() -> of(X, 5, 5, x -> 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Claim("it is so", X, 1, 5, -1, s -> 1))
                .withMessageContaining("replicates must be at least 0: -1");
    }
}
