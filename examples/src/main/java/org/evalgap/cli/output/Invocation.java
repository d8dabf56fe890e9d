package org.evalgap.cli.output;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** How a command was called. */
public final class Invocation {
    private Invocation() {}

    /**
     * The command line as it was typed, for reports.
     *
     * @param spec of the command that was called
     * @return {@code evalgap} and its words, quoted where a shell needs it
     * @throws IllegalStateException if its parser did not call it
     */
    public static String typed(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("the command was not called by its parser");
        }
        List<String> words = spec.root().commandLine().getParseResult().originalArgs();
        return "evalgap "
                + words.stream()
                        .map(word -> word.matches("[\\w./:=,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
    }
}
