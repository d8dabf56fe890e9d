package org.evalgap.cli.input;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that anybody may have written, such as names of models and labels of plans, where they are shown: what would steer a
 * terminal, turn a line around or be computed by a spreadsheet is seen and does nothing.
 */
public final class ForeignText {
    /** What ends lines unseen, or turns the direction of text around. */
    private static final String TURNING = "\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069";

    /** That, and all controls but tab and line feed. */
    private static final String CONTROL = "[\\x00-\\x08\\x0b-\\x1f" + TURNING + "]";

    private static final Pattern HIDDEN = Pattern.compile(CONTROL);
    private static final Pattern HIDDEN_IN_JSON = Pattern.compile("[" + TURNING + "]");

    /** The same for what is written at once: ends of lines on Windows pass, and the colours and weights of this program. */
    private static final Pattern STEERING =
            Pattern.compile("\\r\\n|\\x1b\\[(?:38;5;166|38;5;36|[0134]|2[1-4]|3[1-69])m|" + CONTROL);

    /** What a spreadsheet computes. Without an equals sign it comes to harm by a function, a program or another sheet only. */
    private static final Pattern FORMULA = Pattern.compile("\\s*+(?:=|[+\\-@](?=.*[(|!])).*", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]{160})[^\"]{40,}+\"");
    private static final Pattern WORD = Pattern.compile("(\\S{200})\\S{100,}+");
    private static final int LONGEST = 2000;
    private static final int END = 400;

    private ForeignText() {}

    /**
     * A text in which nothing is hidden.
     *
     * @param text any text
     * @return the same; controls but tab and line feed, and marks that turn text around, are told by number
     */
    public static String visible(String text) {
        return told(HIDDEN, "\\u", text);
    }

    /**
     * JSON whose readers see the marks that turn text around by number, as {@link #visible} tells them.
     *
     * @param json in which controls are escaped already
     * @return JSON
     */
    public static String visibleInJson(String json) {
        return told(HIDDEN_IN_JSON, "\\\\u", json);
    }

    private static String told(Pattern what, String before, String text) {
        return what.matcher(text).replaceAll(found -> {
            String character = found.group();
            return Matcher.quoteReplacement(
                    character.length() > 1
                            ? character
                            : before + String.format(Locale.ROOT, "%04x", (int) character.charAt(0)));
        });
    }

    /**
     * A writer for terminals, files and pipes that people read.
     *
     * @param out where text goes
     * @return a writer of {@link #visible} text, which lets this program's own colours pass; whole in what is written at once
     */
    public static Writer writer(Writer out) {
        return new Visible(out);
    }

    /**
     * A message without the greater part of long values in it.
     *
     * @param message any
     * @return the same, at most some 2,000 characters, with an ellipsis for each part that was left out
     */
    public static String brief(String message) {
        String quoted = QUOTED.matcher(message).replaceAll("\"$1…\"");
        String words = WORD.matcher(quoted).replaceAll("$1…");
        return words.length() <= LONGEST
                ? words
                : words.substring(0, LONGEST - END) + " … " + words.substring(words.length() - END);
    }

    /**
     * A text as a cell that no spreadsheet takes for a formula: an apostrophe comes before one that begins with an equals sign, or
     * with a plus, a minus or an at sign and has an opening bracket, a bar or an exclamation mark.
     *
     * @param text any text
     * @return the text, or the text behind one apostrophe more; {@link #ofCell} takes it away again
     */
    public static String cell(String text) {
        return isFormula(text) ? "'" + text : text;
    }

    /**
     * What stood in a cell before {@link #cell}.
     *
     * @param cell text of a cell
     * @return the text
     */
    static String ofCell(String cell) {
        return cell.startsWith("'") && isFormula(cell) ? cell.substring(1) : cell;
    }

    /** Behind any number of apostrophes, so that each way back leads to the text it came from. */
    private static boolean isFormula(String text) {
        int from = 0;
        while (from < text.length() && text.charAt(from) == '\'') {
            from++;
        }
        return FORMULA.matcher(text).region(from, text.length()).matches();
    }

    private static final class Visible extends FilterWriter {
        private Visible(Writer out) {
            super(out);
        }

        @Override
        public void write(int c) throws IOException {
            write(String.valueOf((char) c));
        }

        @Override
        public void write(char[] from, int start, int length) throws IOException {
            write(new String(from, start, length));
        }

        @Override
        public void write(String from, int start, int length) throws IOException {
            out.write(told(STEERING, "\\u", from.substring(start, start + length)));
        }
    }
}
