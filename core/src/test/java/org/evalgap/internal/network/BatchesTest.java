package org.evalgap.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final RandomStream STREAM = RandomStream.of(1, 0, Purpose.OWN_LESSON);

    private static int[] batch(Batches batches, int update, int size) {
        int begin = batches.begin(update, STREAM);
        return Arrays.copyOfRange(batches.order(), begin, begin + size);
    }

    @Test
    void anEpochTakesNoEnvironmentTwiceAndDropsAnIncompleteBatch() {
        Batches batches = new Batches();
        int size = batches.open(23, 5);
        assertThat(size).isEqualTo(5);
        Set<Integer> everDropped = new HashSet<>();
        for (int epoch = 0; epoch < 40; epoch++) {
            Set<Integer> seen = new HashSet<>();
            for (int k = 0; k < 4; k++) {
                for (int j : batch(batches, 4 * epoch + k, size)) {
                    assertThat(j).isBetween(0, 22);
                    assertThat(seen.add(j)).isTrue();
                }
            }
            for (int j = 0; j < 23; j++) {
                if (!seen.contains(j)) {
                    everDropped.add(j);
                }
            }
        }
        // Each is dropped with a probability of 3/23 an epoch: one that never is would be a matter of .004.
        assertThat(everDropped).hasSizeGreaterThan(20);
    }

    @Test
    void aBatchIsAFunctionOfItsUpdate() {
        Batches inOrder = new Batches();
        inOrder.open(50, 7);
        int[][] expected = new int[30][];
        for (int t = 0; t < 30; t++) {
            expected[t] = batch(inOrder, t, 7);
        }
        for (int t = 29; t >= 0; t -= 3) {
            Batches fresh = new Batches();
            fresh.open(50, 7);
            assertThat(batch(fresh, t, 7)).isEqualTo(expected[t]);
        }
        assertThat(expected[0]).isNotEqualTo(expected[7]);
    }

    @Test
    void aBatchOfAllKeepsTheirOrder() {
        for (int batch : new int[] {6, 256}) {
            Batches batches = new Batches();
            assertThat(batches.open(6, batch)).isEqualTo(6);
            assertThat(batch(batches, 3, 6)).containsExactly(0, 1, 2, 3, 4, 5);
        }
    }

    /** χ² of 120 orders of five, of which two batches of two are used: 20 pairs in the first, at a level of 1e-4. */
    @Test
    void everyOrderIsAsLikely() {
        Batches batches = new Batches();
        batches.open(5, 2);
        int[] count = new int[25];
        int epochs = 20_000;
        for (int e = 0; e < epochs; e++) {
            int[] pair = batch(batches, 2 * e, 2);
            count[5 * pair[0] + pair[1]]++;
        }
        double expected = epochs / 20.0;
        double chi = 0;
        for (int i = 0; i < 25; i++) {
            chi += i / 5 == i % 5 ? count[i] : (count[i] - expected) * (count[i] - expected) / expected;
        }
        // The 1e-4 quantile of χ² with 19 degrees of freedom is 50.8.
        assertThat(chi).isLessThan(50.8);
    }
}
