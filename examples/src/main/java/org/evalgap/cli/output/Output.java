package org.evalgap.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Texts of commands, made whole before anything is printed: a command that fails prints nothing. */
public final class Output {
    private Output() {}

    /** Prints to where the command prints. */
    public static void print(@Nullable CommandSpec spec, String text) {
        if (spec == null) {
            throw new IllegalStateException("the command was not called by its parser");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    /** A value as JSON, with a line feed at the end. */
    public static String json(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Numbers.json(text)) {
            JsonTree.write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    /** Records as comma-separated values, each line ended by a line feed. */
    public static String csv(List<List<String>> records) {
        StringBuilder text = new StringBuilder();
        for (List<String> cells : records) {
            text.append(Numbers.csv(cells)).append('\n');
        }
        return text.toString();
    }
}
