package org.evalgap.cli.command;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.output.BoardRecords;
import org.evalgap.cli.output.Destinations;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.page.BoardPage;
import org.evalgap.cli.page.Page;
import org.evalgap.cli.text.BoardText;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.protocol.board.BoardResult;
import org.evalgap.protocol.board.BoardRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evalgap protocols}: what an eval's owner can do, and what it buys. */
@Command(
        name = "protocols",
        description = "Say which protocol keeps a board of labs honest, and what it costs.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap protocols examples/protocols/quick.yaml --report quick"})
final class ProtocolsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PLAN", description = "A file of YAML or JSON, such as examples/protocols/quick.yaml.")
    private @Nullable Path file;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write a page that shows it, and its figures as images.")
    private @Nullable Path report;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}. Default: table.")
    private OutputFormat format = OutputFormat.table;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads; results are the same for any number (default: one a processor).")
    private @Nullable Integer threads;

    @Option(names = "--seed", paramLabel = "S", description = "In place of the plan's seed.")
    private @Nullable Long seed;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Path from = Objects.requireNonNull(file, "PLAN");
        if (threads != null && threads < 1) {
            throw new InputException("--threads must be at least 1: " + threads);
        }
        new Destinations().reads("the plan", from).writesPage("--report", report);
        Page.checkDirectory("--report", report);
        PlanFile given = PlanFile.read(from);
        BoardPlan plan = given.board(seed);
        int crew = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        BoardResult result = BoardRun.of(plan, crew, done -> {});
        String text = switch (format) {
            case table -> BoardText.of(result);
            case csv -> BoardRecords.csv(result);
            case json -> BoardRecords.json(result);
        };
        if (report != null) {
            BoardPage.write("--report", report, result, given.text(), Invocation.typed(spec));
        }
        Output.print(spec, text);
        return ExitCode.DONE;
    }
}
