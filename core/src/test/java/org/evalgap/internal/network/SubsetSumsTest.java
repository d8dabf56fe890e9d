package org.evalgap.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SubsetSumsTest {
    /** Twin: rows of a group in ascending order, then groups in ascending order. */
    @Test
    void sumsHaveTheBitsOfTheirFixedShape() {
        Random random = new Random(1);
        int n = 13;
        double[][] rows = Rows.together(new int[] {20, n})[0];
        for (double[] row : rows) {
            for (int i = 0; i < n; i++) {
                row[i] = random.nextGaussian();
            }
        }
        double[][] space = Rows.together(new int[] {SubsetSums.rows(5), n})[0];
        SubsetSums sums = new SubsetSums(rows, space, SubsetSums.BLOCK);
        sums.tabulate(5);
        double[] y = new double[Rows.room(n)];
        double[] gate = new double[Rows.room(n)];
        for (int trial = 0; trial < 200; trial++) {
            int subsets = random.nextInt(1 << 20);
            double[] expected = new double[n];
            for (int g = 0; g < 5; g++) {
                for (int i = 0; i < n; i++) {
                    expected[i] += ofGroup(rows, g, subsets >> 4 * g, i);
                }
            }
            sums.set(0, subsets, y);
            assertThat(java.util.Arrays.copyOf(y, n)).isEqualTo(expected);
            gate[trial % n] = trial % 3 - 1;
            sums.set(0, 0, y);
            sums.addGated(0, subsets, 2, gate, y);
            for (int i = 0; i < n; i++) {
                assertThat(y[i]).isEqualTo(gate[i] == 0 ? 0 * expected[i] : 2 * expected[i]);
            }
        }
    }

    private static double ofGroup(double[][] rows, int g, int subset, int i) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
            if ((subset >> k & 1) == 1) {
                sum += rows[4 * g + k][i];
            }
        }
        return sum;
    }
}
