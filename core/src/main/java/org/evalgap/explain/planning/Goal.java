package org.evalgap.explain.planning;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evalgap.Parameter;
import org.evalgap.explain.Quantity;

/**
 * What is to be kept: a quantity on one side of a limit, with a probability.
 *
 * @param quantity which
 * @param atMost true if it must not exceed the limit, false if it must not fall below
 * @param limit a finite number
 * @param probability above 0 and below 1
 */
public record Goal(Quantity quantity, boolean atMost, double limit, double probability) {
    private static final Pattern TEXT = Pattern.compile("\\s*(\\w+)\\s*(<=|>=)\\s*([-+.\\deE]+)\\s*");

    /**
     * Checks the numbers.
     *
     * @param quantity which
     * @param atMost true if it must not exceed the limit, false if it must not fall below
     * @param limit a finite number
     * @param probability above 0 and below 1
     * @throws IllegalArgumentException if a number is not legal
     */
    public Goal {
        if (!Double.isFinite(limit)) {
            throw new IllegalArgumentException("the limit of " + quantity.label() + " must be finite: " + limit);
        }
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("the probability must be above 0 and below 1: " + probability);
        }
    }

    /**
     * Reads a goal.
     *
     * @param text such as {@code inflation<=0.01} or {@code transfer>=0.5}
     * @param probability above 0 and below 1
     * @return the goal
     * @throws IllegalArgumentException if it is none
     */
    public static Goal parse(String text, double probability) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "must be a measure, <= or >=, and a number, such as inflation<=0.01: \"" + text + "\"");
        }
        Quantity quantity = Quantity.labelled(parts.group(1))
                .orElseThrow(() -> new IllegalArgumentException("unknown measure \"" + parts.group(1)
                        + "\"; name one, such as inflation, transfer or workGain"));
        double limit;
        try {
            limit = Double.parseDouble(parts.group(3));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + parts.group(3) + "\" is no number", e);
        }
        return new Goal(quantity, parts.group(2).equals("<="), limit, probability);
    }

    /** Whether a value keeps it; what is not a number does not. */
    boolean isKeptBy(double value) {
        return atMost ? value <= limit : value >= limit;
    }

    /**
     * The goal as people write it.
     *
     * @return such as {@code inflation<=0.01}
     */
    @Override
    public String toString() {
        return quantity.label() + (atMost ? "<=" : ">=") + Parameter.text(limit);
    }
}
