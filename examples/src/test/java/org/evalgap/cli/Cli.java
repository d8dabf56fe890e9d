package org.evalgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.evalgap.cli.text.Screen;
import picocli.CommandLine;

/** Runs commands in this process, as the shell would. */
public final class Cli {
    private static final Pattern PROGRESS =
            Pattern.compile("(audit: .*, \\d+ %|.*: \\d+ of \\d+ .*( left|take a while))\\R");

    private Cli() {}

    /** What a command left behind. */
    public record Ended(int code, String out, String err) {}

    public static Ended run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
        CommandLine command = EvalGap.commandLine(texts)
                .setOut(new Screen.To(out, () -> Screen.PIPED))
                .setErr(EvalGap.messages(err));
        int code = command.execute(texts);
        return new Ended(code, out.toString(), err.toString());
    }

    /** What a command writes on a terminal of so many columns; its messages are dropped. */
    public static String shown(int columns, boolean colour, Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
        CommandLine command = EvalGap.commandLine(texts)
                .setOut(new Screen.To(out, () -> Screen.terminal(columns, colour)))
                .setErr(new PrintWriter(err, true));
        assertThat(command.execute(texts)).as("%s: %s", List.of(args), err).isZero();
        return out.toString();
    }

    /** The output of a command that must succeed in silence, but for the progress that a busy machine is slow enough to see. */
    public static String out(Object... args) {
        Ended ended = run(args);
        assertThat(PROGRESS.matcher(ended.err()).replaceAll(""))
                .as("standard error of %s", List.of(args))
                .isEmpty();
        assertThat(ended.code()).as("exit code of %s", List.of(args)).isZero();
        return ended.out();
    }

    /** Messages but for the lines that tell how far something is, as they are written where no terminal is. */
    public static String withoutProgress(String messages) {
        return PROGRESS.matcher(messages).replaceAll("");
    }

    /** The help of a command, or with no name of all, in a terminal of so many columns. */
    public static String help(String command, int columns) {
        CommandLine all = EvalGap.commandLine(() -> columns);
        CommandLine named = command.isEmpty() ? all : all.getSubcommands().get(command);
        return named.getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    /** What every refusal must look like, and the parts that its message must name. */
    public static void refused(List<?> args, Object... parts) {
        Ended ended = run(args.toArray());
        assertThat(ended.code()).as("exit code of %s", args).isEqualTo(2);
        assertThat(ended.out()).as("standard output of %s", args).isEmpty();
        assertThat(ended.err())
                .as("standard error of %s", args)
                .startsWith("evalgap: ")
                .doesNotContain("\tat ");
        assertThat(ended.err().lines().count()).as(ended.err()).isLessThanOrEqualTo(4);
        for (Object part : parts) {
            assertThat(ended.err())
                    .contains(part instanceof Path path ? path.getFileName().toString() : part.toString());
        }
    }
}
