package org.evalgap.cli.output;

import java.io.PrintWriter;
import java.io.Writer;
import org.evalgap.cli.input.ForeignText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Texts of commands, made whole before anything is printed: a command that fails prints nothing. */
public final class Output {
    private Output() {}

    /**
     * A text in which nothing that other people wrote is hidden.
     *
     * @param text any text
     * @return as {@link ForeignText#visible} tells it
     */
    public static String visible(String text) {
        return ForeignText.visible(text);
    }

    /**
     * A writer of such text.
     *
     * @param writer where it goes
     * @return as {@link ForeignText#writer} makes it
     */
    public static Writer visible(Writer writer) {
        return ForeignText.writer(writer);
    }

    /**
     * Prints to where the command prints.
     *
     * @param spec the command
     * @param text what to print
     */
    public static void print(@Nullable CommandSpec spec, String text) {
        if (spec == null) {
            throw new IllegalStateException("the command was not called by its parser");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
