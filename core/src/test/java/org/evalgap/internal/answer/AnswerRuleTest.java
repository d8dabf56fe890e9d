package org.evalgap.internal.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerRuleTest {
    private static double[][] positions(Random random, int axes, int n, double spread) {
        double[][] x = new double[axes][n];
        for (double[] column : x) {
            for (int i = 0; i < n; i++) {
                column[i] = spread * random.nextGaussian();
            }
        }
        return x;
    }

    /** Oracle: {@link StrictMath}, good to 1 ulp, of an angle of which 2π·ulp(t)/2 is lost. */
    @Test
    void theCosineIsWithin4e16OfStrictMath() {
        int n = 200_000;
        double[] turns = new double[n];
        double[] sum = new double[n];
        for (int i = 0; i < n; i++) {
            turns[i] = 3.0 * i / n - 1.5;
        }
        Cosine.add(turns, sum, n);
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * (turns[i] - Math.rint(turns[i]));
            assertThat(sum[i]).isCloseTo(StrictMath.cos(angle), within(7e-16));
        }
    }

    @Test
    void theCosineOfEveryFiniteNumberOfTurnsIsWithinOne() {
        double[] turns = {0, 0.25, 0.5, -0.5, 1e15, 1e16 + 2, 0x1.8p52 + 1, -1e300, Double.MIN_VALUE};
        double[] sum = new double[turns.length];
        Cosine.add(turns, sum, turns.length);
        for (double cosine : sum) {
            assertThat(Math.abs(cosine)).isLessThanOrEqualTo(1 + 4e-16);
        }
        assertThat(sum[0]).isCloseTo(1, within(4e-16));
        assertThat(sum[1]).isZero();
        assertThat(sum[2]).isCloseTo(-1, within(4e-16));
    }

    /** Twin: the formula, with StrictMath; near a sign change rounding may decide, which 1e-9 excludes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9})
    void aFieldIsTheSignOfItsFeatures(int axes) {
        AnswerField field = new AnswerField();
        field.draw(3, 1, 11, 5);
        field.draw(7, 2, axes, 0.7);
        int n = 600;
        double[][] x = positions(new Random(axes), axes, n, 1.5);
        double[] answer = new double[n];
        field.answer(x, answer, n);
        double[][] frequency = new double[axes][256];
        double[] phase = new double[256];
        for (int d = 0; d < axes; d++) {
            RandomStream.of(7, 2, Purpose.ANSWER_FIELD, 0, 0, d).normals(frequency[d], 256);
        }
        RandomStream.of(7, 2, Purpose.ANSWER_FIELD, 0, 0, 1 << 20).uniforms(phase, 256);
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < 256; k++) {
                double angle = 2 * Math.PI * phase[k];
                for (int d = 0; d < axes; d++) {
                    angle += frequency[d][k] / 0.7 * x[d][i];
                }
                sum += StrictMath.cos(angle);
            }
            if (Math.abs(sum) > 1e-9) {
                assertThat(answer[i]).isEqualTo(Math.signum(sum));
            }
        }
        assertThat(Arrays.stream(answer).distinct().count()).isEqualTo(2);
    }

    /**
     * §12: over fields, y(z) y(x) has mean (2/π) asin(exp(−|z − x|²/2L²)), but for 256 features, which err by about 1/256. Three
     * distances, 4,000 fields each: within 4 standard errors and .01; fails once in 5,000 seeds.
     */
    @Test
    void answersAgreeAsFarAsTheFieldReaches() {
        AnswerField field = new AnswerField();
        int fields = 4_000;
        double[] distance = {0.5, 1.5, 3};
        double[] sum = new double[3];
        double[] answer = new double[4];
        for (int r = 0; r < fields; r++) {
            field.draw(1, r, 2, 2);
            field.answer(new double[][] {{1, 1 + 0.3, 1 + 0.9, 1 + 1.8}, {0, 0.4, 1.2, 2.4}}, answer, 4);
            for (int k = 0; k < 3; k++) {
                sum[k] += answer[0] * answer[k + 1];
            }
        }
        for (int k = 0; k < 3; k++) {
            double expected = 2 / Math.PI * Math.asin(Math.exp(-distance[k] * distance[k] / 8));
            assertThat(sum[k] / fields).isCloseTo(expected, within(0.01 + 4 / Math.sqrt(fields)));
        }
    }

    @Test
    void aTileChangesNothing() {
        AnswerField field = new AnswerField();
        field.draw(1, 0, 3, 2);
        double[][] x = positions(new Random(1), 3, 1000, 2);
        double[] all = new double[1000];
        field.answer(x, all, 1000);
        for (int i : new int[] {0, 261, 262, 999}) {
            double[] alone = new double[1];
            field.answer(new double[][] {{x[0][i]}, {x[1][i]}, {x[2][i]}}, alone, 1);
            assertThat(alone[0]).isEqualTo(all[i]);
        }
    }

    /** By hand, one column a case. */
    @Test
    void oneRuleHidesAnother() {
        double[][] x = {
            {1, 1, -1, -1, 0, 5},
            {1, -1, -1, 1, 1, 5},
            {-1, 1, -1, 1, 1, 0},
            {0, -0.2, -0.25, -0.3, -1, 0},
        };
        double[] answer = new double[6];
        AnswerRule.CONTEXT.answer(x, answer, 6);
        assertThat(answer).containsExactly(-1, 1, 1, -1, 1, 1);
        AnswerRule.ONE.answer(x, answer, 6);
        assertThat(answer).containsOnly(1);
    }
}
