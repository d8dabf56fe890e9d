package org.evalgap.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void aTreeIsIndentedText() {
        Object tree =
                Tree.of("a", 1L, "b", List.of(true, "c\n"), "d", null, "e", new double[] {0.5, 2}, "f", Tree.of());
        assertThat(Json.text(tree)).isEqualTo("""
                {
                  "a" : 1,
                  "b" : [
                    true,
                    "c\\n"
                  ],
                  "d" : null,
                  "e" : [
                    0.5,
                    2
                  ],
                  "f" : { }
                }
                """);
    }

    /** For 2⁻⁴⁴ Double.toString gives a digit more on JDK 17 than on 25. */
    @Test
    void numbersAreTheShortestDecimals() {
        List<Object> numbers = List.of(0x1p-44, 2e23, 3.0, -0.0, 1e7, Double.NaN, Double.POSITIVE_INFINITY, 7);
        assertThat(words(Json.text(numbers)))
                .containsExactly("5.684341886080802E-14", "2.0E23", "3", "0", "1.0E7", "null", "null", "7");
        assertThat(words(Json.withPoints(numbers)))
                .containsExactly("5.684341886080802E-14", "2.0E23", "3.0", "-0.0", "1.0E7", "null", "null", "7");
    }

    private static List<String> words(String json) {
        return List.of(json.replaceAll("[\\[\\]\\s]", "").split(","));
    }
}
