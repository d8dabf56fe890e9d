package org.evalgap.internal.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

/** The p-value of what rows are missed by. */
class ShiftCheckTest {
    /** Three times the p-value below 0.02 refutes. */
    private static final double REFUTED = 0.02 / 3;

    private static boolean[] first(int marked, int rows) {
        boolean[] out = new boolean[rows];
        Arrays.fill(out, 0, marked, true);
        return out;
    }

    private static double scatter(int marked, double... chances) {
        return ShiftCheck.scatter(first(chances.length, chances.length), first(marked, chances.length), chances);
    }

    /** All marked: the sum of squares is χ² itself. */
    @Test
    void markedRowsCountBothWays() {
        double[] chances = {0.1, 0.4, 0.8, 0.97};
        NormalDistribution normal = new NormalDistribution();
        double sum = Arrays.stream(chances)
                .map(c -> Math.pow(normal.inverseCumulativeProbability(c), 2))
                .sum();
        assertThat(scatter(4, chances))
                .isCloseTo(1 - new ChiSquaredDistribution(4).cumulativeProbability(sum), within(1e-9));
        // Scores that are too high say nothing unless they are marked.
        assertThat(scatter(0, 0.001, 0.01, 0.2)).isEqualTo(1);
        assertThat(scatter(1, 0.001, 0.01, 0.2)).isLessThan(0.02);
    }

    /**
     * Uniform chances: of 20,000 tables of 63 rows the share whose p-value is below a level is at most the level, and not so far
     * below that nothing would be refuted, whatever number of rows is marked. Scores cut at three standard deviations make it
     * less. Each share may exceed its level by four standard errors (0.00154, 0.00058): a test that just keeps its level would
     * fail for one seed in 3,000, and the seed is fixed. Had all 63 been taken for one-sided, 12 marked ones would make it 0.17.
     */
    @Test
    void tablesThatHoldAreRefutedAsOftenAsTheLevelSaysWhateverIsMarked() {
        for (int marked : new int[] {0, 1, 12, 40, 63}) {
            RandomStream stream = RandomStream.of(11, marked, Purpose.ESTIMATE);
            double[] chances = new double[63];
            int tables = 20_000;
            int usual = 0;
            int refuted = 0;
            for (int t = 0; t < tables; t++) {
                for (int i = 0; i < chances.length; i++) {
                    chances[i] = stream.uniform((long) t * chances.length + i);
                }
                double p = scatter(marked, chances);
                usual += p < 0.05 ? 1 : 0;
                refuted += p < REFUTED ? 1 : 0;
            }
            assertThat((double) usual / tables).isBetween(0.035, 0.05 + 4 * 0.00154);
            assertThat((double) refuted / tables).isBetween(0.003, REFUTED + 4 * 0.00058);
        }
    }
}
