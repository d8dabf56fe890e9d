package org.evalgap.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.evalgap.cli.command.Commands;
import org.evalgap.cli.command.ExitCode;
import org.evalgap.cli.input.ForeignText;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Build;
import org.evalgap.cli.output.StandardOutput;
import org.evalgap.cli.text.HelpText;
import org.evalgap.cli.text.Screen;
import org.evalgap.cli.text.Terminal;
import org.evalgap.store.StoreException;
import org.evalgap.task.MisfitException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The {@code evalgap} command. */
@Command(
        name = "evalgap",
        description = "How much of a benchmark gain survives contact with tasks nobody trained for?",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"Example: evalgap simulate --preset contaminated --replicates 16"})
public final class EvalGap implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    private EvalGap() {}

    /**
     * Runs a command and ends the JVM with its exit code; see {@link ExitCode}.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(run(commandLine(args), args));
    }

    /**
     * Runs a command with the streams of this process. What standard output cannot take is not lost in silence.
     *
     * @param command the parser, with its commands
     * @param args the command line
     * @return the exit code; see {@link ExitCode}
     */
    public static int run(CommandLine command, String... args) {
        StandardOutput out = new StandardOutput();
        command.setOut(new Screen.To(out, Terminal::screen)).setErr(utf8(System.err));
        int code = command.execute(args);
        command.getOut().flush();
        return out.lost().isEmpty() ? code : lost(out, command.getErr());
    }

    /** Whoever stops reading knows that something is missing; everybody else is told. */
    private static int lost(StandardOutput out, PrintWriter err) {
        if (out.unread()) {
            return ExitCode.UNREAD;
        }
        err.println("evalgap: standard output: cannot be written (" + out.lost().orElse("")
                + "); the output is not complete");
        return ExitCode.BAD_INPUT;
    }

    /** Texts hold signs such as ± and Δ, which the character set of a bare environment does not have. */
    private static PrintWriter utf8(OutputStream stream) {
        return messages(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }

    /** Messages name what other people wrote. */
    static PrintWriter messages(Writer writer) {
        return new PrintWriter(ForeignText.writer(writer), true);
    }

    /**
     * The parser of a command line: with the command it calls, or with all of them where their list may be wanted. Reading the
     * options of all of them takes longer than many a command.
     *
     * @param args the words after {@code evalgap}
     * @return a parser for them
     */
    public static CommandLine commandLine(String... args) {
        return commandLine(Terminal::columns, args);
    }

    static CommandLine commandLine(IntSupplier columns, String... args) {
        CommandLine out = new CommandLine(new EvalGap());
        boolean called = args.length > 0 && Commands.all().containsKey(args[0]) && !args[0].equals(Commands.COMPLETION);
        Commands.all().forEach((name, command) -> {
            if (!called || name.equals(args[0])) {
                out.addSubcommand(name, command.get());
            }
        });
        return outfitted(out, columns);
    }

    /**
     * A parser that writes help, says which version it is and what is wrong as {@code evalgap} does, and gives its exit codes.
     *
     * @param line any parser, with its commands
     * @return the same
     */
    public static CommandLine outfitted(CommandLine line) {
        return outfitted(line, Terminal::columns);
    }

    private static CommandLine outfitted(CommandLine line, IntSupplier columns) {
        Stream.concat(Stream.of(line), line.getSubcommands().values().stream())
                .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
        HelpText.install(line, columns);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(EvalGap::execute)
                .setParameterExceptionHandler(refuse())
                .setExecutionExceptionHandler(explain());
    }

    private static int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            CommandLine command = parsed.commandSpec().commandLine();
            command.getErr()
                    .println("evalgap: not enough memory; lower environments, dimension or the numbers of items,"
                            + " or give Java more: java -Xmx8g -jar evalgap.jar …");
            return ExitCode.BAD_INPUT;
        }
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }

    private static IParameterExceptionHandler refuse() {
        return (exception, args) -> {
            PrintWriter err = exception.getCommandLine().getErr();
            err.println("evalgap: " + ForeignText.brief(exception.getMessage()));
            List<String> suggestions = exception instanceof CommandLine.UnmatchedArgumentException unmatched
                    ? unmatched.getSuggestions()
                    : List.of();
            if (!suggestions.isEmpty()) {
                err.println("Did you mean " + String.join(" or ", suggestions) + "?");
            }
            err.println("See: " + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return ExitCode.BAD_INPUT;
        };
    }

    private static IExecutionExceptionHandler explain() {
        return (exception, command, parsed) -> {
            if (exception instanceof InputException
                    || exception instanceof StoreException
                    || exception instanceof MisfitException) {
                command.getErr().println("evalgap: " + ForeignText.brief(exception.getMessage()));
                return ExitCode.BAD_INPUT;
            }
            if (exception instanceof ParameterException parameter) {
                return refuse().handleParseException(parameter, new String[0]);
            }
            command.getErr()
                    .println("evalgap: a fault of this program, not of what it was given; please report the command and"
                            + " these lines:");
            exception.printStackTrace(command.getErr());
            return ExitCode.FAULT;
        };
    }

    private static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"evalgap " + Build.version()};
        }
    }
}
