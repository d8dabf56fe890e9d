package org.evalgap.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
    /** For 2⁻⁴⁴ Double.toString gives a digit more on JDK 17 than on 25. */
    @Test
    void numbersAreTheShortestDecimalsThatReadBack() {
        assertThat(Numbers.text(0.1)).isEqualTo("0.1");
        assertThat(Numbers.text(3)).isEqualTo("3");
        assertThat(Numbers.text(-0.25)).isEqualTo("-0.25");
        assertThat(Numbers.text(0x1p-44)).isEqualTo("5.684341886080802E-14");
        assertThat(Numbers.text(2e23)).isEqualTo("2.0E23");
        assertThat(Numbers.text(Double.NaN)).isEmpty();
    }
}
