package org.evalgap.cli.command;

import java.util.concurrent.Callable;
import org.evalgap.cli.output.Output;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code evalgap completion}: lets the shell complete commands and options. */
@Command(
        name = CompletionCommand.NAME,
        description = "Print a script that lets bash or zsh complete evalgap's commands and options.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: source <(evalgap completion)"})
final class CompletionCommand implements Callable<Integer> {
    static final String NAME = "completion";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            Output.print(spec, AutoComplete.bash("evalgap", spec.root().commandLine()) + "\n");
        }
        return 0;
    }
}
