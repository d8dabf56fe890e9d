package org.evalgap.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Build;
import org.evalgap.cli.output.ContrastFile;
import org.evalgap.cli.output.Destinations;
import org.evalgap.cli.output.Invocation;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.SweepFile;
import org.evalgap.cli.page.Page;
import org.evalgap.cli.page.ResultTable;
import org.evalgap.cli.page.SweepPage;
import org.evalgap.cli.store.Stores;
import org.evalgap.cli.store.SweepStore;
import org.evalgap.cli.text.ContrastText;
import org.evalgap.cli.text.ProgressDisplay;
import org.evalgap.cli.text.Screen;
import org.evalgap.cli.text.SweepText;
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
import picocli.CommandLine.Model.CommandSpec;

/** A sweep as a command does it: rows to files, blocks to a store, progress and conclusions to people, whoever does the work. */
public final class SweepJob {
    private static final int MOST_SHOWN = 3;

    private final CommandSpec spec;
    private final String planText;
    private final SweepPlan plan;
    private final Where where;
    private final @Nullable Rows other;

    /** Replicates that the store had already. */
    private long known;

    /** Replicates that the store has now. */
    private long held;

    /**
     * Where results go.
     *
     * @param option the option that names the file of rows
     * @param rows a file of comma-separated values; null for none
     * @param contrasts a file of all differences from the baseline; null for none
     * @param report the directory of a page; null for none
     * @param store the name of a store; null for none
     * @param raw whether people are shown means as they are, and not adjusted for luck
     * @param verbose whether people are shown every table
     */
    public record Where(
            String option,
            @Nullable Path rows,
            @Nullable Path contrasts,
            @Nullable Path report,
            @Nullable String store,
            boolean raw,
            boolean verbose) {}

    /** One more place where rows go. */
    public interface Rows {
        /**
         * What people call it.
         *
         * @return such as the name of a folder
         */
        String name();

        /**
         * Opens it, before anything is simulated.
         *
         * @return who takes rows in, to be closed in the end
         */
        Sink open();
    }

    /** Takes rows in. */
    public interface Sink extends SweepListener, AutoCloseable {
        @Override
        void close();
    }

    /**
     * A job.
     *
     * @param spec the command
     * @param planText the text of the plan's file
     * @param plan the plan
     * @param where where results go
     * @param other one more place where rows go; null for none
     */
    public SweepJob(CommandSpec spec, String planText, SweepPlan plan, Where where, @Nullable Rows other) {
        this.spec = spec;
        this.planText = planText;
        this.plan = plan;
        this.where = where;
        this.other = other;
    }

    /**
     * Looks at where results go, before anything is simulated.
     *
     * @param file the plan's file
     * @return this job
     * @throws InputException if they cannot go there
     */
    public SweepJob check(Path file) {
        new Destinations()
                .reads("the plan", file)
                .reads("the store", where.store == null ? null : Stores.file(where.store))
                .writesRows(where.option, where.rows)
                .writesRows("--contrasts", where.contrasts)
                .writesPage("--report", where.report);
        if (where.store != null && plan.precision().isPresent()) {
            throw new InputException(
                    "--store " + where.store + ": a store keeps sweeps whose points have the same number of"
                            + " replicates; leave the store or the precision out");
        }
        if (where.contrasts != null && plan.baseline(0).isEmpty()) {
            throw new InputException(
                    "--contrasts " + where.contrasts + ": there is no baseline; give --baseline AXIS=LEVEL");
        }
        if (where.report != null) {
            Page.checkDirectory("--report", where.report);
            ResultTable.requireFew("--report", plan.size());
        }
        return this;
    }

    /**
     * Does it.
     *
     * @param runner who simulates
     * @return the command's exit code
     */
    public int run(SweepRunner runner) {
        SweepSummary summary = new SweepSummary(plan, where.raw);
        List<SweepFailure> failures = new ArrayList<>();
        ResultTable.Collector kept = where.report == null ? null : new ResultTable.Collector(SweepColumns.of(plan));
        ContrastText differences = plan.baseline(0).isEmpty() ? null : new ContrastText(plan, where.raw);
        try (Interruption interruption = new Interruption(this::lastWords)) {
            SweepStatus status = simulate(runner, summary, failures, kept, differences, interruption.cancellation());
            int code = conclude(summary, failures, status);
            if (differences != null && code != ExitCode.STOPPED) {
                Output.print(spec, differences.text(Screen.of(spec)));
            }
            if (kept != null && code != ExitCode.STOPPED && status.delivered() > 0) {
                show(where.raw ? kept.table().plain() : kept.table().adjusted());
            }
            return code;
        }
    }

    private void show(ResultTable table) {
        Path page = new SweepPage(table, plan, planText, Invocation.typed(spec))
                .write("--report", Objects.requireNonNull(where.report, "--report"));
        Output.print(spec, "Report: " + page + "\n");
    }

    private SweepStatus simulate(
            SweepRunner runner,
            SweepSummary summary,
            List<SweepFailure> failures,
            ResultTable.@Nullable Collector kept,
            @Nullable ContrastText differences,
            Cancellation cancellation) {
        PrintWriter err = spec.commandLine().getErr();
        try (SweepStore stored =
                        where.store == null ? SweepStore.none() : SweepStore.open(where.store, plan, manifest());
                // Before the file of rows, whose old content is gone once it is opened.
                Sink more = other == null ? null : other.open();
                SweepFile rows = where.rows == null
                        ? null
                        : SweepFile.open(where.option + " " + where.rows, where.rows, SweepColumns.of(plan));
                ContrastFile pairs = where.contrasts == null
                        ? null
                        : ContrastFile.open("--contrasts " + where.contrasts, where.contrasts, plan);
                ProgressDisplay display = ProgressDisplay.of(plan, err, Terminal.isAttached())) {
            List<SweepListener> also = Stream.of(differences, pairs, more)
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

    private int conclude(SweepSummary summary, List<SweepFailure> failures, SweepStatus status) {
        PrintWriter err = spec.commandLine().getErr();
        if (status.failed() > 0) {
            failures.forEach(failure -> err.println("evalgap: " + failure.message()));
            err.println("evalgap: " + status.failed() + " of " + status.points() + " points failed"
                    + (where.store == null ? "" : "; the same command again tries them again"));
        }
        if (status.cancelled()) {
            err.println("evalgap: stopped; " + status.delivered() + " of " + status.points() + " cells are "
                    + (places().isEmpty() ? "done" : "in " + String.join(" and ", places())) + "; missing points "
                    + gaps(status.missing())
                    + (where.store == null
                            ? ""
                            : "\n" + again() + ", which holds " + held + " replicates of "
                                    + plan.size() * plan.replicates()));
            err.flush();
            return ExitCode.STOPPED;
        }
        err.flush();
        report(summary, status);
        return status.failed() > 0 ? ExitCode.POINTS_FAILED : 0;
    }

    /** Where rows are. */
    private List<String> places() {
        return Stream.of(other == null ? null : other.name(), where.rows)
                .flatMap(Stream::ofNullable)
                .map(Object::toString)
                .toList();
    }

    private String again() {
        return "The same command again goes on from " + where.store;
    }

    /** What is said when there is no time to wait until all is written. */
    private void lastWords() {
        PrintWriter err = spec.commandLine().getErr();
        err.println("evalgap: stopped before all was written" + (where.store == null ? "" : "\n" + again()));
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

    private void report(SweepSummary summary, SweepStatus status) {
        Screen screen = Screen.of(spec);
        StringBuilder text = new StringBuilder(new SweepText(plan, summary, status, screen).text(where.verbose));
        if (!places().isEmpty()) {
            text.append(status.delivered())
                    .append(" rows in ")
                    .append(String.join(" and ", places()))
                    .append('\n');
        }
        if (where.store != null) {
            text.append(known)
                    .append(" replicates were known from ")
                    .append(where.store)
                    .append('\n');
        }
        Output.print(spec, text.toString());
    }
}
