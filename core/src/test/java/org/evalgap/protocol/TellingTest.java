package org.evalgap.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

/** What submissions are told: worked by hand, and noise against its law. */
class TellingTest {
    private static final RandomStream NOISE = RandomStream.of(7, 0, Purpose.ANNOUNCEMENT);

    private static Submission scored(int set, double seen, double... results) {
        double sum = 0;
        for (double result : results) {
            sum += result;
        }
        return Submission.of(set, sum / results.length, results, results.length, () -> seen, NOISE);
    }

    private static Submission score(double score) {
        return Submission.of(0, score, new double[1], 1, () -> Double.NaN, NOISE);
    }

    private static List<Double> told(Telling telling, double... scores) {
        Announcer announcer = StandardProtocol.privately().telling(telling).announcer();
        List<Double> told = new ArrayList<>();
        for (double x : scores) {
            told.add(announcer.tell(score(x)));
        }
        return told;
    }

    @Test
    void roundingKeepsDigitsAndSendsHalvesToTheEven() {
        assertThat(told(Telling.rounded(1), 0.44, 0.46, 0.25, 0.75)).containsExactly(0.4, 0.5, 0.2, 0.8);
        assertThat(told(Telling.rounded(0), 0.5, 0.51)).containsExactly(0.0, 1.0);
        assertThat(told(Telling.rounded(3), 0.12345)).containsExactly(0.123);
    }

    /** Blum and Hardt 2015, algorithm 1: .52 is not .05 better than .5; .57 is better by more, and told as .55. */
    @Test
    void theLadderTellsANewScoreOnlyIfItIsBetterByAStep() {
        assertThat(told(Telling.ladder(0.05), 0.49, 0.52, 0.3, 0.57, 0.6, 0.61))
                .containsExactly(0.5, 0.5, 0.5, 0.55, 0.55, 0.6000000000000001);
    }

    /**
     * Four items. The first submission has two right: told .5. The second has the same two and one more: differences 0 0 1 0,
     * variance 1/4, threshold 1/4, and .75 is not above .5 + .25. The third has all: differences 0 0 1 1, variance 1/3,
     * threshold .289: told 1.
     */
    @Test
    void theFreeLadderAsksForOneStandardErrorOfTheDifference() {
        Announcer ladder = StandardProtocol.open().telling(Telling.ladder()).announcer();
        assertThat(ladder.tell(scored(0, 0, 1, 1, 0, 0))).isEqualTo(0.5);
        assertThat(ladder.tell(scored(0, 0, 1, 1, 1, 0))).isEqualTo(0.5);
        assertThat(ladder.tell(scored(0, 0, 1, 1, 1, 1))).isEqualTo(1);
    }

    /** On other items differences have no meaning: variances 1/3 of 1 1 0 0 and 1/4 of 1 1 1 0 add up, threshold .38. */
    @Test
    void onNewItemsTheFreeLadderAddsVariances() {
        Announcer ladder = StandardProtocol.open().telling(Telling.ladder()).announcer();
        assertThat(ladder.tell(scored(0, 0, 1, 1, 0, 0))).isEqualTo(0.5);
        assertThat(ladder.tell(scored(1, 0, 1, 1, 1, 0))).isEqualTo(0.5);
        assertThat(ladder.tell(scored(1, 0, 1, 1, 1, 1))).isEqualTo(1);
    }

    /** Where seen and scored agree within T, what is seen is told; far beyond, the scored one with noise; then the budget is spent. */
    @Test
    void thresholdoutTellsTheHoldoutWhereItDiffersUntilItsBudgetIsSpent() {
        for (Telling telling :
                List.of(Telling.thresholdout(0.2, 1e-6, 2), Telling.gaussianThresholdout(0.2, 1e-6, 2))) {
            Announcer announcer = StandardProtocol.retiring(1).telling(telling).announcer();
            assertThat(announcer.tell(scored(0, 0.6, 1, 0))).isEqualTo(0.6);
            for (int spent = 0; spent < 2; spent++) {
                double told = announcer.tell(scored(0, 0.9, 1, 0));
                assertThat(told).isNotEqualTo(0.5).isCloseTo(0.5, within(1e-4));
            }
            assertThat(announcer.tell(scored(0, 0.9, 1, 0))).isEqualTo(0.9);
            assertThat(announcer.tell(scored(0, Double.NaN, 1, 0)))
                    .as("nothing is seen")
                    .isCloseTo(0.5, within(1e-4));
        }
    }

    /** Laplace(b): mean 0, mean absolute value b, variance 2b²; 20,000 numbers, each bound 4.5 standard errors: 1 in 50,000 seeds. */
    @Test
    void noiseIsLaplace() {
        int n = 20_000;
        double b = 0.03;
        Announcer announcer =
                StandardProtocol.privately().telling(Telling.noisy(b)).announcer();
        double sum = 0;
        double absolute = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double x = announcer.tell(Submission.of(0, 0.5, new double[1], 1, () -> 0, NOISE.substream(i))) - 0.5;
            sum += x;
            absolute += Math.abs(x);
            squares += x * x;
        }
        assertThat(sum / n).isCloseTo(0, within(4.5 * b * Math.sqrt(2.0 / n)));
        assertThat(absolute / n).isCloseTo(b, within(4.5 * b / Math.sqrt(n)));
        assertThat(squares / n).isCloseTo(2 * b * b, within(4.5 * b * b * Math.sqrt(20.0 / n)));
    }

    @Test
    void tellingsStandInLineWhateverTheOrderOfTheirMaking() {
        StandardProtocol one = StandardProtocol.privately()
                .telling(Telling.rounded(2))
                .telling(Telling.ladder(0.1))
                .telling(Telling.noisy(0.01));
        StandardProtocol other = StandardProtocol.privately()
                .telling(Telling.noisy(0.01))
                .telling(Telling.rounded(2))
                .telling(Telling.ladder(0.1));
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.name()).isEqualTo("private + noisy 0.01 + ladder 0.1 + rounded 2");
    }

    @Test
    void argumentsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Telling.rounded(16)).hasMessage("rounded must be in [0, 15] digits: 16");
        assertThatThrownBy(() -> Telling.noisy(0)).hasMessageContaining("noisy must be in (0");
        assertThatThrownBy(() -> Telling.ladder(Double.NaN)).hasMessageContaining("ladder must be above 0");
        assertThatThrownBy(() -> Telling.ladder(1.5)).hasMessageContaining(": 1.5");
        assertThatThrownBy(() -> Telling.thresholdout(-1, 0.1, 1)).hasMessageContaining("threshold");
        assertThatThrownBy(() -> Telling.thresholdout(0.1, Double.NaN, 1)).hasMessageContaining("noise");
        assertThatThrownBy(() -> Telling.thresholdout(0.1, 0.1, 0)).hasMessage("budget must be at least 1: 0");
        assertThatThrownBy(() -> Submission.of(0, 0, new double[1], 2, () -> 0, NOISE))
                .hasMessage("items must be in [1, 1]: 2");
    }
}
