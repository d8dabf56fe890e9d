package org.evalgap.estimate.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Planning of fresh items over time, worked by hand and against tables. */
class RefreshTest {
    /** 3 points a year on 500 items, 1 point allowed: 1,500 items a year, whatever the period. */
    @Test
    void whatIsLearnedDependsOnTheItemsAYearAlone() {
        Refresh refresh = new Refresh(0.03, 500, 0.5, 1);
        assertThat(refresh.itemsAYear(0.01)).isCloseTo(1500, within(1e-9));
        assertThat(refresh.learned(1500)).isCloseTo(0.01, within(1e-15));
        assertThat(refresh.learned(3000)).isCloseTo(0.005, within(1e-15));
        assertThat(refresh.luck(400))
                .as("one submission has no luck on average")
                .isZero();
        assertThat(refresh.standardError(2500)).isEqualTo(0.01);
    }

    /** m_q of Harter 1961: 1.02937537, 1.76599139, 2.34373347, 3.24823960 for q = 4, 16, 64, 1024. */
    @Test
    void theBestOfManyIsToldTooMuchByOrderStatistics() {
        int[] submissions = {4, 16, 64, 1024};
        double[] greatest = {1.02937537, 1.76599139, 2.34373347, 3.24823960};
        for (int i = 0; i < submissions.length; i++) {
            assertThat(new Refresh(1, 1, 0.5, submissions[i]).luck(2500)).isCloseTo(0.01 * greatest[i], within(1e-9));
        }
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Refresh(0, 1, 0.5, 1)).hasMessageContaining("pressure");
        assertThatThrownBy(() -> new Refresh(1, 0, 0.5, 1)).hasMessageContaining("items");
        assertThatThrownBy(() -> new Refresh(1, 1, Double.NaN, 1)).hasMessageContaining("score");
        assertThatThrownBy(() -> new Refresh(1, 1, 0.5, 0)).hasMessageContaining("submissions");
        assertThatThrownBy(() -> new Refresh(1, 1, 0.5, 1).itemsAYear(0)).hasMessageContaining("allowed");
        assertThatThrownBy(() -> new Refresh(1, 1, 0.5, 1).learned(0)).hasMessageContaining("itemsAYear");
        assertThatThrownBy(() -> new Refresh(1, 1, 0.5, 1).luck(0)).hasMessageContaining("setItems");
    }
}
