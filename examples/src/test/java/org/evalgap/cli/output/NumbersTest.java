package org.evalgap.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
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

    @Test
    void jsonHasTheSameNumbers() throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = Numbers.json(out)) {
            json.writeStartObject();
            json.writeNumberField("x", 2e23);
            json.writeEndObject();
        }
        assertThat(out).hasToString("{\n  \"x\" : 2.0E23\n}");
    }

    @Test
    void cellsAreQuotedWhereTheyMustBe() {
        assertThat(Numbers.csv(List.of("a", "b,c", "d\"e", "f\ng", "#h", " i", "")))
                .isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\ng\",\"#h\",\" i\",");
    }
}
