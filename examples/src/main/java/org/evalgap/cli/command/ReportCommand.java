package org.evalgap.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evalgap.Parameter;
import org.evalgap.cli.input.Candidates;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.input.Settings;
import org.evalgap.cli.output.Destinations;
import org.evalgap.cli.output.Invocation;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.page.Page;
import org.evalgap.cli.page.ResultTable;
import org.evalgap.cli.page.SweepPage;
import org.evalgap.cli.store.Stores;
import org.evalgap.store.ResultStore;
import org.evalgap.store.StoredSweep;
import org.evalgap.sweep.SweepPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evalgap report}: the page of a sweep whose rows are in a file. */
@Command(
        name = "report",
        description = "Build a page for any browser from the rows of a sweep, with figures as images.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap report quick.csv --plan examples/plans/quick.yaml --out quick"})
final class ReportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RESULTS",
            description = "Rows that evalgap sweep --out wrote, or the store that --store named.")
    private @Nullable String file;

    @Option(
            names = "--sweep",
            paramLabel = "NAME",
            description = "Which sweep of a store, by name or number (default: the last one).")
    private @Nullable String sweep;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Where index.html and the images go; made if it does not exist.")
    private @Nullable Path out;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "The plan the rows come from: adds its question, its published figures and Goodhart curves.")
    private @Nullable Path planFile;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            completionCandidates = Candidates.Parameters.class,
            description = "Setting that was given to sweep; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--raw", description = "Show means as they are, not adjusted for the luck of the draws.")
    private boolean raw;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path directory = Objects.requireNonNull(out, "--out");
        String source = Objects.requireNonNull(file, "RESULTS");
        new Destinations()
                .reads("the rows", Stores.isStore(source) ? Stores.file(source) : Path.of(source))
                .reads("the plan", planFile)
                .writesPage("--out", directory);
        Page.checkDirectory("--out", directory);
        ResultTable rows = table(source);
        ResultTable table = raw ? rows.plain() : rows.adjusted();
        PlanFile given = planFile == null ? null : PlanFile.read(planFile);
        SweepPlan plan = given == null ? null : plan(given, table);
        String planText = given == null ? null : given.text();
        Path page = new SweepPage(table, plan, planText, Invocation.typed(spec)).write("--out", directory);
        Output.print(spec, "Written: " + page + "\n");
        return 0;
    }

    private ResultTable table(String source) {
        if (!Stores.isStore(source)) {
            if (sweep != null) {
                throw new InputException("--sweep chooses in a store; " + source + " is a file of rows");
            }
            return ResultTable.read(Path.of(source));
        }
        try (ResultStore store = Stores.openExisting(source)) {
            StoredSweep stored = Stores.choose(source, store, sweep);
            ResultTable.requireFew(source, stored.points());
            ResultTable.Collector rows = new ResultTable.Collector(stored.columns());
            if (store.rows(stored, rows::values) == 0) {
                throw new InputException(source + ": no finished row of sweep " + stored.name() + "; run it first");
            }
            return rows.table();
        }
    }

    private SweepPlan plan(PlanFile given, ResultTable table) {
        SweepPlan plan = given.plan(Settings.read(assignments), seed(table));
        for (int row = 0; row < table.rows(); row++) {
            long point = (long) table.numbers("point")[row];
            if (point >= plan.size() || !agrees(table, row, plan, point)) {
                throw new InputException(given.path() + ": point " + point + " of this plan is not what " + file
                        + " holds;\ngive the plan that the rows come from, with the same --set");
            }
        }
        return plan;
    }

    private static boolean agrees(ResultTable table, int row, SweepPlan plan, long point) {
        var scenario = plan.point(point).scenario();
        for (Parameter parameter : Parameter.values()) {
            String name = parameter.label();
            if (table.has(name) && table.numbers(name)[row] != scenario.get(parameter)) {
                return false;
            }
        }
        return true;
    }

    private static Long seed(ResultTable table) {
        String seed = table.has("seed") ? table.texts("seed").get(0) : "";
        try {
            return Long.valueOf(seed);
        } catch (NumberFormatException e) {
            throw new InputException("column \"seed\" must hold whole numbers: " + seed);
        }
    }
}
