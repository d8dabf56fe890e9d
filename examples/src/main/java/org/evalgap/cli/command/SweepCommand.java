package org.evalgap.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.input.Settings;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepRunner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evalgap sweep}: simulates every point of a plan. */
@Command(
        name = "sweep",
        description = "Run every combination in a plan: what raises the score, and what raises work?",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap sweep examples/plans/quick.yaml --out quick.csv"})
final class SweepCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PLAN", description = "A file of YAML or JSON, such as examples/plans/quick.yaml.")
    private @Nullable Path file;

    @Option(names = "--out", paramLabel = "FILE", description = "Write every row to a CSV file.")
    private @Nullable Path out;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "Keep results in a file or jdbc:duckdb:FILE, and go on from there.")
    private @Nullable String store;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write a page of the results, with figures as images.")
    private @Nullable Path report;

    @Option(
            names = "--baseline",
            paramLabel = "AXIS=LEVEL",
            split = ",",
            description = "Compare each cell with the one at these levels, in pairs.")
    private List<String> baseline = new ArrayList<>();

    @Option(names = "--contrasts", paramLabel = "FILE", description = "Write all differences to a CSV file.")
    private @Nullable Path contrasts;

    @Option(
            names = "--precision",
            paramLabel = "MEASURE=ERROR",
            split = ",",
            description = "Simulate each point until this standard error is reached.")
    private List<String> precision = new ArrayList<>();

    @Option(
            names = "--most-replicates",
            paramLabel = "N",
            description = "With --precision: the most replicates of a point (default: 4096).")
    private @Nullable Integer mostReplicates;

    @Option(names = "--raw", description = "Show means as they are, not adjusted for the luck of the draws.")
    private boolean raw;

    @Option(names = "--verbose", description = "Show every table.")
    private boolean verbose;

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        OptionalInt threads = options.threads();
        PlanFile given = PlanFile.read(Objects.requireNonNull(file, "PLAN"))
                .withPrecision(Settings.errors(precision), mostReplicates);
        SweepPlan plan = given.plan(Settings.read(options.assignments()), options.seed(), Settings.levels(baseline));
        SweepJob.Where where = new SweepJob.Where(
                "--out", out, contrasts, report, store == null ? given.store() : store, raw, verbose);
        SweepRunner runner = SweepRunner.withDefaults();
        return new SweepJob(Objects.requireNonNull(spec, "spec"), given.text(), plan, where, null)
                .check(given.path())
                .run(threads.isPresent() ? runner.withThreads(threads.getAsInt()) : runner);
    }
}
