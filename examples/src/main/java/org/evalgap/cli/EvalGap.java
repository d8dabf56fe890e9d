package org.evalgap.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.evalgap.store.StoreException;
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
        versionProvider = EvalGap.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example: evalgap simulate --preset contaminated --replicates 16"})
public final class EvalGap implements Callable<Integer> {
    /** Exit code for input that cannot be used. */
    static final int BAD_INPUT = 2;

    /** In the order of help. */
    private static final Map<String, Supplier<Callable<Integer>>> COMMANDS = commands();

    @Spec
    private @Nullable CommandSpec spec;

    private EvalGap() {}

    private static Map<String, Supplier<Callable<Integer>>> commands() {
        Map<String, Supplier<Callable<Integer>>> out = new LinkedHashMap<>();
        out.put("simulate", SimulateCommand::new);
        out.put("audit", AuditCommand::new);
        out.put("sweep", SweepCommand::new);
        out.put("sensitivity", SensitivityCommand::new);
        out.put("export", ExportCommand::new);
        out.put("report", ReportCommand::new);
        out.put("study", StudyCommand::new);
        out.put("estimate", EstimateCommand::new);
        out.put("power", PowerCommand::new);
        out.put("calibrate", CalibrateCommand::new);
        out.put("parameters", ParametersCommand::new);
        out.put(CompletionCommand.NAME, CompletionCommand::new);
        return out;
    }

    /**
     * Runs a command and ends the JVM with its exit code: 0 done, 2 bad input, 1 a fault of this program.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine(args)
                .setOut(utf8(System.out))
                .setErr(utf8(System.err))
                .execute(args));
    }

    /** Texts hold signs such as ± and Δ, which the character set of a bare environment does not have. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /**
     * The parser of a command line: with the command it calls, or with all of them where their list may be wanted. Reading the
     * options of all of them takes longer than many a command.
     */
    static CommandLine commandLine(String... args) {
        CommandLine out = new CommandLine(new EvalGap());
        boolean called = args.length > 0 && COMMANDS.containsKey(args[0]) && !args[0].equals(CompletionCommand.NAME);
        COMMANDS.forEach((name, command) -> {
            if (!called || name.equals(args[0])) {
                out.addSubcommand(name, command.get());
            }
        });
        out.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
        return out.setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(36)
                .setCaseInsensitiveEnumValuesAllowed(true)
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
            return BAD_INPUT;
        }
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
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
            if (exception instanceof InputException
                    || exception instanceof StoreException
                    || exception instanceof IllegalArgumentException) {
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

    /** The version of this program; only its jar knows. */
    static String version() {
        String version = EvalGap.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** The commit that this program was built from, with {@code -dirty} if files had changed; empty if the build did not know. */
    static String gitCommit() {
        try (InputStream file = EvalGap.class.getResourceAsStream("commit.txt")) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line as it was typed, for reports. */
    static String commandLine(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("the command was not called by its parser");
        }
        List<String> words = spec.root().commandLine().getParseResult().originalArgs();
        return "evalgap "
                + words.stream()
                        .map(word -> word.matches("[\\w./:=,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"evalgap " + version()};
        }
    }
}
