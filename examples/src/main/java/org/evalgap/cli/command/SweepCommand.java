package org.evalgap.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.input.Settings;
import org.evalgap.cli.output.Build;
import org.evalgap.cli.output.ContrastFile;
import org.evalgap.cli.output.Destinations;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.SweepFile;
import org.evalgap.cli.page.Page;
import org.evalgap.cli.page.ResultTable;
import org.evalgap.cli.page.SweepPage;
import org.evalgap.cli.store.Stores;
import org.evalgap.cli.store.SweepStore;
import org.evalgap.cli.text.ContrastText;
import org.evalgap.cli.text.ProgressDisplay;
import org.evalgap.cli.text.Terminal;
import org.evalgap.measure.Moments;
import org.evalgap.report.SweepSummary;
import org.evalgap.store.Manifest;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.SweepPoint;
import org.evalgap.sweep.run.Cancellation;
import org.evalgap.sweep.run.SweepColumns;
import org.evalgap.sweep.run.SweepFailure;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepProgress;
import org.evalgap.sweep.run.SweepRow;
import org.evalgap.sweep.run.SweepRunner;
import org.evalgap.sweep.run.SweepStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** {@code evalgap sweep}: simulates every point of a plan. */
@Command(
        name = "sweep",
        description = "Simulate every point of a plan; say which axis makes public or real gains.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap sweep examples/plans/quick.yaml --out quick.csv"})
final class SweepCommand implements Callable<Integer> {
    /** With more levels than this, their table is left to the library's users. */
    private static final int MOST_LEVELS = 40;

    private static final int MOST_SHOWN = 3;

    @Parameters(paramLabel = "PLAN", description = "A file of YAML or JSON, such as examples/plans/quick.yaml.")
    private @Nullable Path file;

    @Option(names = "--out", paramLabel = "FILE", description = "Write every row to a CSV file.")
    private @Nullable Path out;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "Keep results in a database, and go on from what it holds: a file, or jdbc:duckdb:FILE.")
    private @Nullable String store;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write a page that shows it, and its figures as images.")
    private @Nullable Path report;

    @Option(
            names = "--baseline",
            paramLabel = "AXIS=LEVEL",
            split = ",",
            description = "Compare each cell with the one that has these levels, replicate by replicate.")
    private List<String> baseline = new ArrayList<>();

    @Option(names = "--contrasts", paramLabel = "FILE", description = "Write all differences to a CSV file.")
    private @Nullable Path contrasts;

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private String planText = "";

    /** Replicates that the store had already. */
    private long known;

    /** Replicates that the store has now. */
    private long held;

    @Override
    public Integer call() {
        OptionalInt threads = options.threads();
        PlanFile given = PlanFile.read(Objects.requireNonNull(file, "PLAN"));
        SweepPlan plan = given.plan(Settings.read(options.assignments()), options.seed(), Settings.levels(baseline));
        if (store == null) {
            store = given.store();
        }
        new Destinations()
                .reads("the plan", file)
                .reads("the store", store == null ? null : Stores.file(store))
                .writesRows("--out", out)
                .writesRows("--contrasts", contrasts)
                .writesPage("--report", report);
        if (contrasts != null && plan.baseline(0).isEmpty()) {
            throw new InputException("--contrasts " + contrasts + ": there is no baseline; give --baseline AXIS=LEVEL");
        }
        if (report != null) {
            Page.checkDirectory("--report", report);
            ResultTable.requireFew("--report", plan.size());
        }
        SweepRunner runner = SweepRunner.withDefaults();
        planText = given.text();
        return run(plan, threads.isPresent() ? runner.withThreads(threads.getAsInt()) : runner);
    }

    private int run(SweepPlan plan, SweepRunner runner) {
        SweepSummary summary = new SweepSummary(plan);
        List<SweepFailure> failures = new ArrayList<>();
        ResultTable.Collector kept = report == null ? null : new ResultTable.Collector(SweepColumns.of(plan));
        ContrastText differences = plan.baseline(0).isEmpty() ? null : new ContrastText(plan);
        try (Interruption interruption = new Interruption(this::lastWords)) {
            SweepStatus status =
                    simulate(plan, runner, summary, failures, kept, differences, interruption.cancellation());
            int code = conclude(plan, summary, failures, status);
            if (differences != null && code != ExitCode.STOPPED) {
                Output.print(spec, differences.text());
            }
            if (kept != null && code != ExitCode.STOPPED && status.delivered() > 0) {
                show(plan, kept.table());
            }
            return code;
        }
    }

    private void show(SweepPlan plan, ResultTable table) {
        Path page = new SweepPage(table, plan, planText, Invocation.typed(spec))
                .write("--report", Objects.requireNonNull(report, "--report"));
        Output.print(spec, "Report: " + page + "\n");
    }

    private SweepStatus simulate(
            SweepPlan plan,
            SweepRunner runner,
            SweepSummary summary,
            List<SweepFailure> failures,
            ResultTable.@Nullable Collector kept,
            @Nullable ContrastText differences,
            Cancellation cancellation) {
        PrintWriter err = command().commandLine().getErr();
        try (SweepStore stored = store == null ? SweepStore.none() : SweepStore.open(store, plan, manifest());
                SweepFile rows = out == null ? null : SweepFile.open("--out " + out, out, SweepColumns.of(plan));
                ContrastFile pairs =
                        contrasts == null ? null : ContrastFile.open("--contrasts " + contrasts, contrasts, plan);
                ProgressDisplay display = ProgressDisplay.of(plan, err, Terminal.isAttached())) {
            List<SweepListener> also = Stream.of(differences, pairs)
                    .<SweepListener>flatMap(Stream::ofNullable)
                    .toList();
            Listener listener = new Listener(summary, failures, kept, rows, display, stored, also);
            SweepStatus status = stored.attach(runner).run(plan, listener, cancellation);
            known = stored.replicatesKnown();
            held = stored.replicatesKept();
            return status;
        }
    }

    private Manifest manifest() {
        return new Manifest(planText, Invocation.typed(spec), Build.version(), Build.commit());
    }

    /** Passes on what a sweep brings. */
    private record Listener(
            SweepSummary summary,
            List<SweepFailure> failures,
            ResultTable.@Nullable Collector kept,
            @Nullable SweepFile rows,
            ProgressDisplay display,
            SweepListener stored,
            List<SweepListener> also)
            implements SweepListener {
        @Override
        public void row(SweepRow row) {
            stored.row(row);
            summary.row(row);
            also.forEach(listener -> listener.row(row));
            if (kept != null) {
                kept.row(row);
            }
            if (rows != null) {
                rows.row(row);
            }
        }

        @Override
        public void block(SweepPoint point, int block, Moments moments) {
            stored.block(point, block, moments);
        }

        @Override
        public void failed(SweepFailure failure) {
            stored.failed(failure);
            // Only the first few are shown; a million failures need no memory.
            if (failures.size() < MOST_SHOWN) {
                failures.add(failure);
            }
        }

        @Override
        public void progress(SweepProgress progress) {
            display.show(progress);
            if (rows != null) {
                rows.progress(progress);
            }
        }
    }

    private int conclude(SweepPlan plan, SweepSummary summary, List<SweepFailure> failures, SweepStatus status) {
        PrintWriter err = command().commandLine().getErr();
        if (status.failed() > 0) {
            failures.forEach(failure -> err.println("evalgap: " + failure.message()));
            err.println("evalgap: " + status.failed() + " of " + status.points() + " points failed"
                    + (store == null ? "" : "; the same command again tries them again"));
        }
        if (status.cancelled()) {
            err.println("evalgap: stopped; " + status.delivered() + " of " + status.points() + " cells are "
                    + (out == null ? "done" : "in " + out) + "; missing points " + gaps(status.missing())
                    + (store == null
                            ? ""
                            : "\n" + again() + ", which holds " + held + " replicates of "
                                    + plan.size() * plan.replicates()));
            err.flush();
            return ExitCode.STOPPED;
        }
        err.flush();
        report(plan, summary, status);
        return status.failed() > 0 ? ExitCode.POINTS_FAILED : 0;
    }

    private String again() {
        return "The same command again goes on from " + store;
    }

    /** What is said when there is no time to wait until all is written. */
    private void lastWords() {
        PrintWriter err = command().commandLine().getErr();
        err.println("evalgap: stopped before all was written" + (store == null ? "" : "\n" + again()));
        err.flush();
    }

    private static String gaps(List<SweepStatus.Gap> gaps) {
        String shown = gaps.stream().limit(MOST_SHOWN).map(Object::toString).collect(Collectors.joining(", "));
        int more = gaps.size() - MOST_SHOWN;
        return more > 0
                ? shown + " and " + more + " more ranges up to "
                        + gaps.get(gaps.size() - 1).last()
                : shown;
    }

    private void report(SweepPlan plan, SweepSummary summary, SweepStatus status) {
        StringBuilder text = new StringBuilder();
        summary.lines(status).forEach(line -> text.append(line).append('\n'));
        if (status.delivered() > 1) {
            append(text, summary.strongest());
            append(text, summary.effects());
            if (summary.levels().rowCount() <= MOST_LEVELS) {
                append(text, summary.levels());
            }
        }
        if (!plan.reference().isEmpty()) {
            append(text, summary.reference());
            text.append("Published: ").append(plan.reference().get(0).source()).append('\n');
        }
        if (out != null) {
            text.append('\n')
                    .append(status.delivered())
                    .append(" rows in ")
                    .append(out)
                    .append('\n');
        }
        if (store != null) {
            text.append(out == null ? "\n" : "")
                    .append(known)
                    .append(" replicates were known from ")
                    .append(store)
                    .append('\n');
        }
        Output.print(spec, text.toString());
    }

    private static void append(StringBuilder text, Table table) {
        text.append('\n').append(table.printAll()).append('\n');
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec, "the command was not called by its parser");
    }
}
