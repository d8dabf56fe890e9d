package org.evalgap.cli.command;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** How a command was called. */
final class Invocation {
    private Invocation() {}

    /** The command line as it was typed, for reports. */
    static String typed(@Nullable CommandSpec spec) {
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
