package org.evalgap.cli.text;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.evalgap.cli.output.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What shows the text that people read: a terminal of some width, or a pipe or file. Into a pipe the same text goes on every
 * machine: prose of 80 columns, no colour, and tables as wide as they are.
 *
 * @param width columns of prose and of the first table
 * @param tableWidth columns of all other tables
 * @param colour whether colours may be used
 */
public record Screen(int width, int tableWidth, boolean colour) {
    private static final int PIPE = 80;
    private static final int NARROWEST = 40;

    /** Longer lines of prose are hard to read. */
    private static final int WIDEST_PROSE = 100;

    /** What is no terminal. */
    public static final Screen PIPED = new Screen(PIPE, Integer.MAX_VALUE, false);

    private static final String ORANGE = "38;5;166";
    private static final String GREEN = "38;5;36";
    private static final String PURPLE = "38;5;132";
    private static final String BOLD = "1";

    /**
     * A terminal.
     *
     * @param columns its width; fewer than 40 are taken for 40
     * @param colour whether it may have colours
     * @return the screen
     */
    public static Screen terminal(int columns, boolean colour) {
        int width = Math.max(NARROWEST, columns);
        return new Screen(width, width, colour);
    }

    /**
     * What shows the output of a command.
     *
     * @param spec the command
     * @return the screen of its writer; a pipe for a writer that has none
     */
    public static Screen of(@Nullable CommandSpec spec) {
        return spec != null && spec.commandLine().getOut() instanceof To to ? to.screen.get() : PIPED;
    }

    /** A writer that knows what shows its text, and in which nothing is hidden but this program's own colours. */
    public static final class To extends PrintWriter {
        private final Supplier<Screen> screen;

        /**
         * Writes UTF-8, which has signs such as ± and Δ that the character set of a bare environment does not have.
         *
         * @param stream where bytes go
         * @param screen what shows them; asked when text for people is made, since the answer may take a process
         */
        public To(OutputStream stream, Supplier<Screen> screen) {
            this(new OutputStreamWriter(stream, StandardCharsets.UTF_8), screen);
        }

        /**
         * Writes characters.
         *
         * @param writer where they go
         * @param screen what shows them
         */
        public To(Writer writer, Supplier<Screen> screen) {
            super(Output.visible(writer), true);
            this.screen = screen;
        }
    }

    /**
     * A paragraph in lines that fit.
     *
     * @param words a text without line feeds
     * @return its lines, each ended by a line feed; a word that is longer than a line has one of its own
     */
    public String wrapped(String words) {
        return Lines.wrapped(words, Math.min(width, WIDEST_PROSE), "");
    }

    /**
     * A text none of whose lines is wider than the terminal: what is too long goes on below, indented. A pipe gets it as it is.
     *
     * @param text lines
     * @return lines
     */
    public String fitted(String text) {
        return tableWidth == Integer.MAX_VALUE ? text : folded(text);
    }

    /**
     * Prose none of whose lines is too long, also in a pipe: what is goes on below, indented.
     *
     * @param text lines
     * @return lines
     */
    public String folded(String text) {
        return text.lines()
                .map(line -> Lines.columns(line) <= width ? line + "\n" : Lines.wrapped(line, width, "    "))
                .collect(Collectors.joining());
    }

    /**
     * The colour of inflation, wherever there is colour.
     *
     * @param text any text
     * @return the same on paper
     */
    public String inflation(String text) {
        return coloured(ORANGE, text);
    }

    /**
     * The colour of the work score and its gain.
     *
     * @param text any text
     * @return the same on paper
     */
    public String work(String text) {
        return coloured(PURPLE, text);
    }

    /**
     * The colour of impact, of work that gets done.
     *
     * @param text any text
     * @return the same on paper
     */
    public String impact(String text) {
        return coloured(GREEN, text);
    }

    /**
     * What is to be read first.
     *
     * @param lines whole lines
     * @return the same on paper
     */
    public String strong(String lines) {
        return colour ? lines.lines().map(line -> coloured(BOLD, line) + "\n").collect(Collectors.joining()) : lines;
    }

    private String coloured(String code, String text) {
        return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
