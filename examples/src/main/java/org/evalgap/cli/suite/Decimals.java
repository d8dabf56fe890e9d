package org.evalgap.cli.suite;

import com.fasterxml.jackson.core.io.NumberInput;

/** Decimal numbers as people write them. */
final class Decimals {
    private static final int LONGEST = 400;

    private Decimals() {}

    /** The nearest double; NaN where the text is no decimal number (words such as NaN and Infinity among them). */
    static double parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Double.NaN;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return Double.NaN;
            }
        }
        try {
            return NumberInput.parseDouble(text, true);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
