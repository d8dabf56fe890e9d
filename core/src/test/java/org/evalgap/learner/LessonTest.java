package org.evalgap.learner;

import static org.assertj.core.api.Assertions.assertThat;

import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.lab.PointsView;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

class LessonTest {
    private static Lesson part(int part, int parts) {
        RandomStream stream = RandomStream.of(1, 0, Purpose.ACTION);
        return new Lesson(PointsView.of(new Points()), 0, 0, 0, part, parts, stream);
    }

    /** By hand: ten updates in four parts begin at 0, 2.5, 5 and 7.5, cut to whole numbers; 2 billion are no overflow. */
    @Test
    void partsTakeTurnsAtAllUpdates() {
        int[] begins = {0, 2, 5, 7, 10};
        for (int p = 1; p <= 4; p++) {
            assertThat(part(p, 4).firstOf(10)).isEqualTo(begins[p - 1]);
            assertThat(part(p, 4).endOf(10)).isEqualTo(begins[p]);
        }
        assertThat(part(3, 4).firstOf(2_000_000_000)).isEqualTo(1_000_000_000);
        assertThat(part(3, 4).endOf(2_000_000_000)).isEqualTo(1_500_000_000);
    }
}
