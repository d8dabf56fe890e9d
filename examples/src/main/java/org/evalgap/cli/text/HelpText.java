package org.evalgap.cli.text;

import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/**
 * Help that fits the terminal. Picocli breaks lines inside of words, after the dot of a file's name or the colon of an address;
 * here it writes each entry on one line, and lines are broken at spaces alone.
 */
public final class HelpText {
    /** What {@code --threads} does, wherever it is an option. */
    public static final String THREADS = "Threads; results are the same for any number (default: one a processor).";

    /** What {@code --preset} does, wherever it is an option. */
    public static final String PRESET = "Start from: default, narrow, broad, contaminated, answers, pretrained.";

    private static final int NARROWEST = 60;
    private static final int WIDEST = 120;
    private static final int WIDEST_OPTION = 36;

    /** Of the width, at most this share goes to the names of options. */
    private static final double SHARE_OF_OPTIONS = 0.375;
    /** Wider than any entry. */
    private static final int ONE_LINE = 4000;

    private static final String KEY = "wrapped";
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern WORD = Pattern.compile(" *[^ ]+");
    private static final Pattern SYNOPSIS = Pattern.compile("Usage: evalgap[a-z-]*( [a-z-]+)? ");
    private static final Pattern ENTRY = Pattern.compile(" +([^ ]+( [^ ]+)* {2,})?");
    private static final int HANG = 2;

    private HelpText() {}

    /**
     * Lets a command line and its commands write help of this kind.
     *
     * @param command the command line, with its commands
     * @param columns of the terminal; asked when help is wanted, since the answer takes a process
     */
    public static void install(CommandLine command, IntSupplier columns) {
        List<String> keys = command.getHelpSectionKeys();
        Map<String, IHelpSectionRenderer> sections = command.getHelpSectionMap();
        command.setUsageHelpWidth(ONE_LINE);
        command.setHelpSectionMap(Map.of(KEY, help -> text(help, keys, sections, width(columns.getAsInt()))));
        command.setHelpSectionKeys(List.of(KEY));
    }

    /** Lines of more than 120 columns are hard to read, and in fewer than 60 the names of options leave no room. */
    private static int width(int columns) {
        return Math.max(NARROWEST, Math.min(WIDEST, columns));
    }

    private static String text(Help help, List<String> keys, Map<String, IHelpSectionRenderer> sections, int width) {
        int options = (int) (SHARE_OF_OPTIONS * width);
        help.commandSpec().usageMessage().longOptionsMaxWidth(Math.min(WIDEST_OPTION, options));
        String entries = keys.stream()
                .filter(sections::containsKey)
                .map(key -> sections.get(key).render(help))
                .collect(Collectors.joining());
        return entries.lines()
                .map(line -> wrapped(line, width))
                .collect(Collectors.joining("%n".formatted(), "", "%n".formatted()));
    }

    /** A line, broken at spaces. A long word moves left rather than stand out. */
    private static String wrapped(String line, int width) {
        int indent = indent(COLOUR.matcher(line).replaceAll(""));
        StringBuilder out = new StringBuilder();
        int column = 0;
        Matcher words = WORD.matcher(line);
        while (words.find()) {
            String word = words.group();
            if (column > 0 && column + columns(word) > width) {
                word = word.stripLeading();
                column = Math.max(0, Math.min(indent, width - columns(word)));
                out.append("%n".formatted()).append(" ".repeat(column));
            }
            out.append(word);
            column += columns(word);
        }
        return out.toString();
    }

    /** Where a line goes on: below the first option, inside of the description, or at the margin. */
    private static int indent(String line) {
        Matcher synopsis = SYNOPSIS.matcher(line);
        if (synopsis.lookingAt()) {
            return synopsis.end();
        }
        Matcher entry = ENTRY.matcher(line);
        return entry.lookingAt() ? entry.end() + HANG : 0;
    }

    private static int columns(String word) {
        String plain = COLOUR.matcher(word).replaceAll("");
        return plain.codePointCount(0, plain.length());
    }
}
