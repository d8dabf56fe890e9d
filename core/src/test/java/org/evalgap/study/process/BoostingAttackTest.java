package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evalgap.protocol.Telling;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attack against the same one written out plainly. Both draw from the same numbers, so that no check has a false alarm. */
class BoostingAttackTest {
    private static final int[] LOOKS = {1, 2, 7, 20};

    private static RandomStream stream(int board) {
        return RandomStream.of(12, board, Purpose.STUDY);
    }

    /** Answers of a submission: bits, 64 a word; 1 is right. */
    private static int[] answers(RandomStream stream, int submission, int items) {
        int[] right = new int[items];
        for (int i = 0; i < items; i++) {
            right[i] = (int) (stream.substream(submission).bits(i / 64) >> i % 64 & 1);
        }
        return right;
    }

    /** Independent computation: majority of what was told at least a half, and under the Ladder rose above all before. */
    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 130, 500})
    void errorsAreThoseOfThePlainMajority(int items) {
        for (int board = 0; board < 4; board++) {
            BoostingAttack.Outcome found = new BoostingAttack(
                            items, List.of(Telling.rounded(15), Telling.ladder(1e-9)), stream(board))
                    .after(LOOKS);
            for (int look = 0; look < LOOKS.length; look++) {
                for (int rule = 0; rule < 2; rule++) {
                    String what = items + " items, board " + board + ", rule " + rule + ", " + LOOKS[look];
                    double[] expected = plain(stream(board), items, look, rule == 1);
                    assertThat(found.error()[rule][look]).as(what).isCloseTo(expected[0], within(1e-12));
                    assertThat(found.best()[rule][look]).as(what).isCloseTo(expected[1], within(1e-8));
                }
            }
        }
    }

    private static double[] plain(RandomStream stream, int items, int look, boolean ladder) {
        int[] votes = new int[items];
        int used = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int submission = 0; submission < LOOKS[look]; submission++) {
            int[] right = answers(stream, submission, items);
            double score = 0;
            for (int r : right) {
                score += 1.0 * r / items;
            }
            boolean rises = score > best + 1e-6;
            best = Math.max(best, score);
            if (score > 0.5 - 1e-6 && (rises || !ladder)) {
                used++;
                for (int i = 0; i < items; i++) {
                    votes[i] += 2 * right[i] - 1;
                }
            }
        }
        if (used == 0) {
            return new double[] {0.5, best};
        }
        double wrong = 0;
        for (int i = 0; i < items; i++) {
            boolean lost = votes[i] == 0 ? stream.substream(-1 - look).uniform(i) < 0.5 : votes[i] < 0;
            wrong += lost ? 1 : 0;
        }
        return new double[] {wrong / items, best};
    }

    /** By definition: where nothing is told to be right on half of the items, nothing is combined, and half is wrong. */
    @Test
    void nothingIsCombinedOfBadSubmissions() {
        int bad = 0;
        for (int board = 0; board < 10; board++) {
            int right = answers(stream(board), 0, 101)[0];
            for (int i = 1; i < 101; i++) {
                right += answers(stream(board), 0, 101)[i];
            }
            if (right <= 50) {
                bad++;
                BoostingAttack attack = new BoostingAttack(101, List.of(Telling.rounded(15)), stream(board));
                assertThat(attack.after(1).error()[0][0]).isEqualTo(0.5);
            }
        }
        assertThat(bad).isPositive();
    }
}
