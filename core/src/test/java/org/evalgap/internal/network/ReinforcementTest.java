package org.evalgap.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReinforcementTest {
    private static final RandomStream STREAM = RandomStream.of(11, 0, Purpose.OWN_LESSON);
    private static final double[] LOGITS = {-2, -0.5, 0, 1, 2.5};

    private static Recipe recipe(boolean expected, int horizon, double critic) {
        return new Recipe(8, 1, 256, true, 0.003, expected, horizon, critic);
    }

    private static double[] credit(Recipe recipe, double[] baseline, int update) {
        Reinforcement reinforcement = new Reinforcement(recipe);
        reinforcement.open(STREAM, baseline);
        reinforcement.begin(update, new int[] {0, 1, 2, 3, 4}, 0);
        double[] out = new double[LOGITS.length];
        reinforcement.credit(LOGITS, 0, out, LOGITS.length);
        return out;
    }

    /**
     * The mean of a credit is that of the model's formula, by hand: [(1 − ρ) H q^H (1 − q) + ρ q (1 − q^H)]/c(q). Forty means of
     * 40,000 independent credits, each within 5 standard errors: fails once in 40,000 seeds.
     */
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "2, 0", "3, 0.5", "3, 1", "7, 0", "7, 0.3", "7, 1"})
    void theMeanOfACreditIsItsExpectation(int horizon, double critic) {
        int trials = 40_000;
        double[] sum = new double[LOGITS.length];
        double[] squares = new double[LOGITS.length];
        for (int t = 0; t < trials; t++) {
            double[] credit = credit(recipe(false, horizon, critic), new double[] {0.1, 0.9, 0.5, 0, 1}, t);
            for (int b = 0; b < credit.length; b++) {
                sum[b] += credit[b];
                squares[b] += credit[b] * credit[b];
            }
        }
        double[] expected = credit(recipe(true, horizon, critic), new double[5], 0);
        for (int b = 0; b < LOGITS.length; b++) {
            double q = 1 / (1 + Math.exp(-LOGITS[b]));
            double all = Math.pow(q, horizon);
            double weight = horizon == 1 ? 0 : critic;
            double cost = (1 - weight) * horizon + weight * (1 - all) / (1 - q);
            double formula = ((1 - weight) * horizon * all * (1 - q) + weight * q * (1 - all)) / cost;
            assertThat(expected[b]).isCloseTo(formula, within(1e-12));
            double mean = sum[b] / trials;
            double error = Math.sqrt((squares[b] / trials - mean * mean) / trials);
            // A credit may be the same whatever happens, or differ in one case of a million.
            assertThat(mean).as("logit %s", LOGITS[b]).isCloseTo(formula, within(5 * error + 1e-6));
        }
    }

    /** By hand: one decision, baseline v: (1 − q)(1 − v) for a success, q v for a failure. */
    @Test
    void aBaselineIsUsedBeforeItMoves() {
        for (int t = 0; t < 20; t++) {
            double[] baseline = new double[5];
            Arrays.fill(baseline, 0.3);
            double[] credit = credit(recipe(false, 1, 0), baseline, t);
            for (int b = 0; b < 5; b++) {
                double q = 1 / (1 + Math.exp(-LOGITS[b]));
                boolean right = baseline[b] > 0.3;
                assertThat(baseline[b]).isCloseTo(right ? 0.37 : 0.27, within(1e-15));
                assertThat(credit[b]).isCloseTo(right ? (1 - q) * 0.7 : q * 0.3, within(1e-13));
            }
        }
    }

    /** A batch in tiles, or in one: the random numbers are those of a place in the batch. */
    @ParameterizedTest
    @CsvSource({"1", "5", "300"})
    void tilesChangeNothing(int horizon) {
        double[] whole = credit(recipe(false, horizon, 0.5), new double[5], 3);
        Reinforcement reinforcement = new Reinforcement(recipe(false, horizon, 0.5));
        reinforcement.open(STREAM, new double[5]);
        reinforcement.begin(3, new int[] {9, 9, 0, 1, 2, 3, 4}, 2);
        double[] first = new double[2];
        double[] rest = new double[3];
        reinforcement.credit(Arrays.copyOf(LOGITS, 2), 0, first, 2);
        reinforcement.credit(Arrays.copyOfRange(LOGITS, 2, 5), 2, rest, 3);
        assertThat(first).containsExactly(Arrays.copyOf(whole, 2));
        assertThat(rest).containsExactly(Arrays.copyOfRange(whole, 2, 5));
    }
}
