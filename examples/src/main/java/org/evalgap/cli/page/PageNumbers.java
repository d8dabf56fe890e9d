package org.evalgap.cli.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in the data of pages: as many digits as anybody can see, so that ten thousand points stay small. */
final class PageNumbers {
    /** Significant digits of results. */
    static final MathContext DIGITS = new MathContext(6);

    /** Significant digits of standard errors. */
    static final MathContext ERROR_DIGITS = new MathContext(3);

    private PageNumbers() {}

    /** Writes an array of numbers; what is not finite is null. */
    static void array(JsonGenerator json, String name, double[] values, MathContext digits) throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            number(json, value, digits);
        }
        json.writeEndArray();
    }

    /** Writes a number; what is not finite is null. */
    static void number(JsonGenerator json, double value, MathContext digits) throws IOException {
        if (!Double.isFinite(value)) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(
                    new BigDecimal(value).round(digits).stripTrailingZeros().toString());
        }
    }
}
