package org.evalgap.site;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.evalgap.cli.EvalGap;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The reference of commands, which is nobody's text: what their declarations say. */
final class CommandsReference {
    private CommandsReference() {}

    /** Every command with its options, as Markdown. */
    static String commands() {
        StringBuilder out = new StringBuilder(
                "# Commands and their options\n\n"
                        + "For people who look for an option. Written from the declarations of the commands, as `evalgap COMMAND --help` is.\n");
        EvalGap.commandLine().getSubcommands().forEach((name, command) -> command(out, name, command.getCommandSpec()));
        return out.toString();
    }

    private static void command(StringBuilder out, String name, CommandSpec spec) {
        out.append("\n## ").append(name).append("\n\n");
        out.append(escaped(String.join(" ", spec.usageMessage().description())))
                .append("\n\n| option | what it does |\n|---|---|\n");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            row(out, parameter.paramLabel(), parameter);
        }
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
                row(out, String.join(", ", option.names()) + label, option);
            }
        }
        String footer = Arrays.stream(spec.usageMessage().footer())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
        if (!footer.isEmpty()) {
            out.append('\n').append(escaped(footer)).append('\n');
        }
    }

    private static void row(StringBuilder out, String label, ArgSpec argument) {
        String description = String.join(" ", argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.initialValue()))
                .replace("${COMPLETION-CANDIDATES}", candidates(argument))
                .replace("%%", "%");
        out.append("| `").append(label.replace("|", "\\|")).append("` | ");
        out.append(escaped(description)).append(" |\n");
    }

    private static String candidates(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null ? "" : String.join(", ", candidates);
    }

    /** Signs that Markdown would take for its own. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\*_<>|\\[\\]])", "\\\\$1");
    }

    /** Names of all commands. */
    static List<String> names() {
        return List.copyOf(EvalGap.commandLine().getSubcommands().keySet());
    }
}
