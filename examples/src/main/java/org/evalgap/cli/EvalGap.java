package org.evalgap.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** The {@code evalgap} command. */
@Command(
        name = "evalgap",
        description = "How much of a benchmark gain survives contact with tasks nobody trained for?",
        mixinStandardHelpOptions = true,
        versionProvider = EvalGap.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {EstimateCommand.class, CalibrateCommand.class, PowerCommand.class},
        footer = {"", "Example: evalgap simulate --preset contaminated --replicates 16"})
public final class EvalGap implements Callable<Integer> {
    /** Exit code for input that cannot be used. */
    static final int BAD_INPUT = 2;

    private EvalGap() {}

    /**
     * Runs a command and ends the JVM with its exit code: 0 done, 2 bad input, 1 a fault of this program.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new EvalGap())
                .setParameterExceptionHandler(refuse())
                .setExecutionExceptionHandler(explain());
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 0;
    }

    private static IParameterExceptionHandler refuse() {
        return (exception, args) -> {
            PrintWriter err = exception.getCommandLine().getErr();
            err.println("evalgap: " + exception.getMessage());
            List<String> suggestions = exception instanceof CommandLine.UnmatchedArgumentException unmatched
                    ? unmatched.getSuggestions()
                    : List.of();
            if (!suggestions.isEmpty()) {
                err.println("Did you mean " + String.join(" or ", suggestions) + "?");
            }
            err.println("See: " + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return BAD_INPUT;
        };
    }

    private static IExecutionExceptionHandler explain() {
        return (exception, command, parsed) -> {
            if (exception instanceof InputException || exception instanceof IllegalArgumentException) {
                command.getErr().println("evalgap: " + exception.getMessage());
                return BAD_INPUT;
            }
            if (exception instanceof ParameterException parameter) {
                return refuse().handleParseException(parameter, new String[0]);
            }
            exception.printStackTrace(command.getErr());
            return 1;
        };
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = EvalGap.class.getPackage().getImplementationVersion();
            return new String[] {"evalgap " + (version == null ? "(not packaged)" : version)};
        }
    }
}
