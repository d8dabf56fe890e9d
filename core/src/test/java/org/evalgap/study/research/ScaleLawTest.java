package org.evalgap.study.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScaleLawTest {
    /** By hand: three units more than nothing halve the deficit of 2; two deviations of luck add 0.2. */
    @Test
    void scaleClosesTheDeficitByAPowerLaw() {
        ScaleLaw law = new ScaleLaw(3, 2, 0.5, 0.1);
        assertThat(law.competence(0, 0)).isEqualTo(1);
        assertThat(law.competence(3, 0)).isEqualTo(2);
        assertThat(law.competence(3, 2)).isCloseTo(2.2, within(1e-15));
        assertThat(law.competence(99, -1)).isCloseTo(2.7, within(1e-15));
    }
}
