package org.evalgap.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.evalgap.cli.input.Candidates;
import org.evalgap.cli.input.Parcel;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.input.Settings;
import org.evalgap.cli.output.BoardRecords;
import org.evalgap.cli.output.Build;
import org.evalgap.cli.output.Destinations;
import org.evalgap.cli.output.Invocation;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.page.BoardPage;
import org.evalgap.cli.page.Page;
import org.evalgap.cli.store.BoardStore;
import org.evalgap.cli.store.Stores;
import org.evalgap.cli.text.BoardText;
import org.evalgap.cli.text.HelpText;
import org.evalgap.cli.text.ProgressDisplay;
import org.evalgap.cli.text.Screen;
import org.evalgap.cli.text.Terminal;
import org.evalgap.protocol.board.BoardPiece;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.protocol.board.BoardResult;
import org.evalgap.protocol.board.BoardRun;
import org.evalgap.protocol.board.BoardValues;
import org.evalgap.protocol.board.BoardWatch;
import org.evalgap.protocol.board.BoardWorkshop;
import org.evalgap.store.Manifest;
import org.evalgap.sweep.run.SweepProgress;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evalgap protocols}: what an eval's owner can do, and what it buys. */
@Command(
        name = "protocols",
        description = "Compare what an eval's owner can do to keep a board honest, and what it costs.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap protocols examples/protocols/quick.yaml --report quick"})
public final class ProtocolsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PLAN", description = "A file of YAML or JSON, such as examples/protocols/quick.yaml.")
    private @Nullable Path file;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "Keep results in a database and go on from them: a file, or jdbc:duckdb:FILE.")
    private @Nullable String store;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write a page of the results, with figures as images.")
    private @Nullable Path report;

    @Option(names = "--verbose", description = "Show every protocol's verdict, and what items buy.")
    private boolean verbose;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}. Default: table.")
    private OutputFormat format = OutputFormat.table;

    @Option(names = "--threads", paramLabel = "N", description = HelpText.THREADS)
    private @Nullable Integer threads;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            completionCandidates = Candidates.Parameters.class,
            description = "Set a parameter of every lab, even one that labs differ in; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "S", description = "Seed, in place of the plan's.")
    private @Nullable Long seed;

    @Spec
    private @Nullable CommandSpec spec;

    private final @Nullable Function<Parcel<BoardPlan>, Workers<BoardPiece, BoardValues>> hire;

    ProtocolsCommand() {
        this.hire = null;
    }

    /**
     * A command whose boards others simulate.
     *
     * @param hire finds them, once all else is checked
     */
    public ProtocolsCommand(Function<Parcel<BoardPlan>, Workers<BoardPiece, BoardValues>> hire) {
        this.hire = hire;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path from = Objects.requireNonNull(file, "PLAN");
        if (threads != null) {
            PlanOptions.requireThreads(threads);
        }
        PlanFile given = PlanFile.read(from);
        Parcel<BoardPlan> plan = Parcel.ofBoard(given, Settings.read(assignments), seed);
        if (store == null) {
            store = given.store();
        }
        new Destinations()
                .reads("the plan", from)
                .reads("the store", store == null ? null : Stores.file(store))
                .writesPage("--report", report);
        Page.checkDirectory("--report", report);
        try (Workers<BoardPiece, BoardValues> workers = hire == null ? crew(plan.content()) : hire.apply(plan);
                Interruption interruption = new Interruption(() -> say("stopped before all was written" + again("")))) {
            return run(plan.content(), given.text(), workers, interruption);
        }
    }

    private Workers<BoardPiece, BoardValues> crew(BoardPlan plan) {
        return BoardWorkshop.of(plan)
                .crew(threads == null ? Runtime.getRuntime().availableProcessors() : threads);
    }

    private int run(
            BoardPlan plan, String planText, Workers<BoardPiece, BoardValues> workers, Interruption interruption)
            throws InterruptedException {
        long boards = (long) plan.protocols().size() * plan.replicates();
        PrintWriter err = command().commandLine().getErr();
        Manifest manifest = new Manifest(planText, Invocation.typed(spec), Build.version(), Build.commit());
        BoardStore stored = BoardStore.open(store, plan, manifest);
        Optional<BoardResult> result;
        try (stored;
                ProgressDisplay display =
                        ProgressDisplay.of("protocols", "boards", boards, err, Terminal.isAttached())) {
            result = BoardRun.of(plan, workers, stored, watch(boards, display, interruption));
        }
        if (result.isEmpty()) {
            say("stopped; " + stored.boardsKept() + " of " + boards
                    + " boards are done, one protocol in one replicate each" + again(", which holds them"));
            return ExitCode.STOPPED;
        }
        show(result.get(), planText, stored.boardsKnown());
        return ExitCode.DONE;
    }

    private static BoardWatch watch(long boards, ProgressDisplay display, Interruption interruption) {
        long start = System.nanoTime();
        return (done, simulated) -> {
            double seconds = (System.nanoTime() - start) / 1e9;
            display.show(new SweepProgress(boards, done, boards, done, simulated, seconds));
            return !interruption.cancellation().isCancelled();
        };
    }

    private void show(BoardResult result, String planText, long known) {
        StringBuilder text = new StringBuilder(
                switch (format) {
                    case table -> BoardText.of(result, Screen.of(spec), verbose);
                    case csv -> BoardRecords.csv(result);
                    case json -> BoardRecords.json(result);
                });
        if (store != null && format == OutputFormat.table) {
            text.append('\n')
                    .append(known)
                    .append(" boards, one protocol in one replicate each, were known from ")
                    .append(store)
                    .append('\n');
        }
        if (report != null) {
            BoardPage.write("--report", report, result, planText, Invocation.typed(spec));
        }
        Output.print(spec, text.toString());
    }

    private String again(String holding) {
        return store == null ? "" : "\nThe same command again goes on from " + store + holding;
    }

    private void say(String what) {
        PrintWriter err = command().commandLine().getErr();
        err.println("evalgap: " + what);
        err.flush();
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec, "the command was not called by its parser");
    }
}
