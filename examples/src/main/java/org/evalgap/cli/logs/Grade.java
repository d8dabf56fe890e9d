package org.evalgap.cli.logs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import java.io.IOException;
import java.util.Locale;
import org.evalgap.cli.output.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * A value that a scorer gave, as a share of an item: letters as inspect_ai has them, words, and numbers.
 *
 * @param share in {@code [0, 1]}; NaN where there is no score
 * @param fault why the value is no share; null where it is one, or where there is none
 */
record Grade(double share, @Nullable String fault) {
    /** No score: the item was not answered, or not judged. */
    static final Grade NONE = new Grade(Double.NaN, null);

    private static final int LONGEST = 40;

    /** The value at which a parser stands; a list or an object is none. */
    static Grade of(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_NULL -> NONE;
            case VALUE_TRUE -> new Grade(1, null);
            case VALUE_FALSE -> new Grade(0, null);
            case VALUE_STRING -> of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getDoubleValue());
            default -> {
                parser.skipChildren();
                yield new Grade(Double.NaN, token == JsonToken.START_ARRAY ? "a list" : "an object");
            }
        };
    }

    /** A value that was written as text. */
    static Grade of(String text) {
        return switch (text.strip()) {
            case "C" -> new Grade(1, null);
            case "P" -> new Grade(0.5, null);
            case "I", "N" -> new Grade(0, null);
            case "", "NaN", "nan" -> NONE;
            default -> word(text.strip());
        };
    }

    private static Grade word(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> new Grade(1, null);
            case "false", "no" -> new Grade(0, null);
            default -> decimal(text);
        };
    }

    private static Grade decimal(String text) {
        if (text.length() <= LONGEST && text.matches("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d++)?")) {
            return number(NumberInput.parseDouble(text, true));
        }
        String shown = text.replaceAll("\\p{Cntrl}", " ");
        return new Grade(
                Double.NaN,
                "\"" + (shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST - 1) + "…") + "\", no grade");
    }

    private static Grade number(double value) {
        if (value >= 0 && value <= 1) {
            return new Grade(value, null);
        }
        return Double.isNaN(value) ? NONE : new Grade(Double.NaN, Numbers.text(value) + ", outside [0, 1]");
    }
}
