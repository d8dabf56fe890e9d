package org.evalgap.cli.input;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Scores that no whole number of items has, as given: the share of the nearest one differs in a digit that was given. They are
 * means of several attempts, or the number of items is wrong; they are kept as they are.
 */
final class RoundedScores {
    /** How many are told in full: those that moved furthest. */
    private static final int TOLD = 3;

    /** More digits than any number of items can tell apart. */
    private static final int MOST_DIGITS = 12;

    private final List<Rounded> all = new ArrayList<>();

    /** One of them; {@code by} is a share of items. */
    private record Rounded(int line, String column, String given, String nearest, double by) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "line %d, \"%s\": %s; the nearest is %s (%.2f points off)",
                    line,
                    column,
                    given,
                    nearest,
                    100 * by);
        }
    }

    /**
     * Looks at a score.
     *
     * @param given the cell
     * @param score what it says, as a fraction
     * @param right the nearest whole number of items
     * @param unit 100 where scores are percentages, 1 where they are fractions
     * @return whether the score is that of the whole number of items, rounded
     */
    boolean isWhole(int line, String column, String given, double score, double right, double items, int unit) {
        int digits = digits(given);
        double by = Math.abs(right / items - score);
        // Half a unit of the last digit, and a little for the binary fractions.
        boolean whole = by <= (0.5 + 1e-6) * Math.pow(10, -digits) / unit;
        if (!whole) {
            String share = new BigDecimal(unit * right / items)
                    .setScale(digits, RoundingMode.HALF_EVEN)
                    .toPlainString();
            String nearest = String.format(Locale.ROOT, "%.0f of %.0f items, %s", right, items, share);
            all.add(new Rounded(line, column, given, nearest, by));
        }
        return whole;
    }

    /** Digits after the point, which an exponent moves. */
    private static int digits(String given) {
        String number = given.replace("%", "").strip();
        int scale = number.length() > 2 * MOST_DIGITS ? MOST_DIGITS : new BigDecimal(number).scale();
        return Math.min(Math.max(scale, 0), MOST_DIGITS);
    }

    /** What to say of them, if there are any. */
    Optional<String> note(Path file) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<String> told = all.stream()
                .sorted(Comparator.comparingDouble(Rounded::by).reversed().thenComparingInt(Rounded::line))
                .limit(TOLD)
                .map(Rounded::text)
                .toList();
        String head = all.size() == 1
                ? "1 score is not that of a whole number of items and is kept as it is, a mean of attempts"
                : all.size()
                        + " scores are not those of a whole number of items and are kept as they are, means of attempts";
        String rest = all.size() > TOLD ? ";\nothers by less; all are in lines " + lines() : "";
        return Optional.of("Note: " + file + ": " + head + ":\n" + String.join(";\n", told) + rest);
    }

    /** Line numbers, neighbours drawn together. */
    private String lines() {
        List<String> parts = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int line : new TreeSet<>(all.stream().map(Rounded::line).toList())) {
            if (line != last + 1 || first < 0) {
                if (first >= 0) {
                    parts.add(span(first, last));
                }
                first = line;
            }
            last = line;
        }
        parts.add(span(first, last));
        return String.join(", ", parts);
    }

    private static String span(int first, int last) {
        return first == last ? Integer.toString(first) : first + "–" + last;
    }
}
