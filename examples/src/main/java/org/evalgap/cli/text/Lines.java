package org.evalgap.cli.text;

import java.util.List;
import java.util.regex.Pattern;

/** Words in lines. */
final class Lines {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private Lines() {}

    /** The columns that a text takes on a terminal. */
    static int columns(String text) {
        String plain = text.indexOf('\u001b') < 0 ? text : COLOUR.matcher(text).replaceAll("");
        return plain.codePointCount(0, plain.length());
    }

    /**
     * Breaks a line at spaces; a per cent sign stays with its number. The line's own indent is kept, and what goes on below is
     * indented by more.
     */
    static String wrapped(String line, int width, String more) {
        String indent = " ".repeat(line.length() - line.stripLeading().length());
        StringBuilder out = new StringBuilder();
        StringBuilder row = new StringBuilder(indent);
        boolean first = true;
        for (String word : line.strip().replace(" %", "\u00a0%").split(" ")) {
            int taken = columns(row.toString());
            if (!first && taken + 1 + columns(word) > width) {
                out.append(row.toString().stripTrailing()).append('\n');
                row.setLength(0);
                row.append(indent).append(more);
                first = true;
            }
            row.append(first ? "" : " ").append(word);
            first = false;
        }
        return out.append(row.toString().stripTrailing())
                .append('\n')
                .toString()
                .replace('\u00a0', ' ');
    }

    /** A name in at most so many columns; what was cut off is told by an ellipsis. */
    static String shortened(String name, int width) {
        return columns(name) <= width
                ? name
                : name.substring(0, name.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
    }

    static String right(String cell, int width) {
        return " ".repeat(Math.max(0, width - columns(cell))) + cell;
    }

    static String left(String cell, int width) {
        return cell + " ".repeat(Math.max(0, width - columns(cell)));
    }

    /** A count with a comma before each three digits. */
    static String counted(long count) {
        String digits = Long.toString(count);
        return digits.length() < 5 ? digits : digits.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",");
    }

    /** Such as {@code a, b and c}. */
    static String listed(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
