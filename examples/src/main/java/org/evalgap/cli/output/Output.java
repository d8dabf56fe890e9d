package org.evalgap.cli.output;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Texts of commands, made whole before anything is printed: a command that fails prints nothing. */
public final class Output {
    private Output() {}

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
