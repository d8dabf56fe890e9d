package org.evalgap.study.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TallyTest {
    /** By hand: 2, 4, 9 have mean 5 and variance (9 + 1 + 16)/2 = 13; a large offset changes neither. */
    @Test
    void meanAndVarianceComeOutAsByHand() {
        Tally tally = new Tally();
        for (double value : new double[] {2, 4, 9}) {
            tally.add(1e9 + value);
        }
        assertThat(tally.count()).isEqualTo(3);
        assertThat(tally.mean()).isCloseTo(1e9 + 5, within(1e-6));
        assertThat(tally.variance()).isCloseTo(13, within(1e-6));
        assertThat(tally.standardError()).isCloseTo(Math.sqrt(13.0 / 3), within(1e-6));
    }

    @Test
    void fewerThanTwoNumbersHaveNoSpread() {
        Tally tally = new Tally();
        tally.add(7);
        assertThat(tally.variance()).isZero();
        assertThat(tally.standardError()).isZero();
    }
}
