package org.evalgap.protocol.board;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evalgap.internal.Names;

/**
 * What an eval's owner wants of a board, release by release.
 *
 * @param measure of what
 * @param atLeast whether the bound is the least wanted, and not the most
 * @param bound the bound
 * @param releases for how many releases, from the first; at least 1
 */
public record Target(BoardMeasure measure, boolean atLeast, double bound, int releases) {
    private static final Pattern TEXT =
            Pattern.compile("\\s*+(\\w++)\\s*+(>=|<=|≥|≤)\\s*+(-?+[0-9.]++(?:[eE]-?+\\d++)?+)"
                    + "\\s*+(points?+)?+(?:\\s*+for\\s++(\\d++)\\s++releases?+)?+\\s*+");

    /**
     * Checks the parts.
     *
     * @param measure see the record
     * @param atLeast see the record
     * @param bound see the record
     * @param releases see the record
     * @throws IllegalArgumentException if the bound is not finite, or there is no release
     */
    public Target {
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException("the bound of a target must be finite: " + bound);
        }
        if (releases < 1) {
            throw new IllegalArgumentException("a target must hold for at least 1 release: " + releases);
        }
    }

    /**
     * Reads a target: {@code kendallWork >= 0.8 for 10 releases}, {@code toldInflation <= 1 point}.
     *
     * @param text a measure, a bound, perhaps in points (hundredths), perhaps for how many releases
     * @param releases how many there are
     * @return the target; for all releases where the text does not say
     * @throws IllegalArgumentException if it reads otherwise, nobody knows the measure, or there are fewer releases
     */
    public static Target parse(String text, int releases) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("must read MEASURE >= NUMBER or MEASURE <= NUMBER, such as"
                    + " \"kendallWork >= 0.8 for 10 releases\" or \"toldInflation <= 1 point\": \"" + text + "\"");
        }
        BoardMeasure measure = BoardMeasure.labelled(parts.group(1))
                .orElseThrow(() -> new IllegalArgumentException("unknown measure \"" + parts.group(1) + "\""
                        + Names.suggestionOrAll(parts.group(1), BoardMeasure.labels())));
        boolean atLeast = parts.group(2).equals(">=") || parts.group(2).equals("≥");
        int wanted = parts.group(5) == null ? releases : wanted(new BigInteger(parts.group(5)), releases);
        return new Target(measure, atLeast, bound(parts.group(3), parts.group(4) != null), wanted);
    }

    private static int wanted(BigInteger wanted, int releases) {
        if (wanted.compareTo(BigInteger.valueOf(releases)) > 0) {
            throw new IllegalArgumentException(
                    "asks for " + wanted + " releases; there are " + releases + ": raise releases, or ask for fewer");
        }
        return wanted.intValue();
    }

    private static double bound(String number, boolean points) {
        try {
            return points ? Double.parseDouble(number) / 100 : Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must hold a number: \"" + number + "\"", e);
        }
    }

    /**
     * By how much a value keeps the bound.
     *
     * @param value a value of the measure
     * @return at least 0 where it does
     */
    public double margin(double value) {
        return atLeast ? value - bound : bound - value;
    }

    /**
     * The target as a plan says it.
     *
     * @return such as {@code kendallWork >= 0.8 for 10 releases}
     */
    public String text() {
        return measure.label() + (atLeast ? " >= " : " <= ") + org.evalgap.Parameter.text(bound) + " for " + releases
                + (releases == 1 ? " release" : " releases");
    }
}
