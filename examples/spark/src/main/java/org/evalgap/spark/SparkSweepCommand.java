package org.evalgap.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.evalgap.cli.command.PlanOptions;
import org.evalgap.cli.command.SweepJob;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Parcel;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.input.Settings;
import org.evalgap.cli.output.Output;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.Forecast;
import org.evalgap.sweep.run.SweepRunner;
import org.evalgap.sweep.run.UnitResult;
import org.evalgap.sweep.run.WorkUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sweep}: simulates every point of a plan on a cluster. */
@Command(
        name = "sweep",
        description = "Simulate every point of a plan on all cores of the cluster.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SparkSweepCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PLAN", description = "A file of YAML or JSON, which the driver reads.")
    private @Nullable Path file;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write every row to a new folder of Parquet, on any file system that Spark knows.")
    private @Nullable String out;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write every row to a CSV file of the driver, as evalgap sweep --out does.")
    private @Nullable Path csv;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "Keep results in a database of the driver, and go on from what it holds.")
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

    @Option(names = "--verbose", description = "Show every table.")
    private boolean verbose;

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Option(
            names = "--dry-run",
            description = "Simulate a little on one core of this machine, and say what all of it would take.")
    private boolean dry;

    @Spec
    private @Nullable CommandSpec spec;

    private final Supplier<Cluster> clusters;

    /** A command that works on the cluster which it is given once all else is checked. */
    SparkSweepCommand(Supplier<Cluster> clusters) {
        this.clusters = clusters;
    }

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec, "spec");
        PlanFile given = PlanFile.read(Objects.requireNonNull(file, "PLAN"));
        Parcel<SweepPlan> parcel =
                Parcel.ofSweep(given, Settings.read(options.assignments()), options.seed(), Settings.levels(baseline));
        SweepPlan plan = parcel.content();
        if (dry) {
            Output.print(command, DryRun.text(plan.name(), Forecast.of(plan)));
            return 0;
        }
        SweepJob.Where where = new SweepJob.Where(
                "--csv", csv, contrasts, report, store == null ? given.store() : store, false, verbose);
        new SweepJob(command, given.text(), plan, where, null).check(given.path());
        requireApart();
        ParquetFolder folder = out == null ? null : new ParquetFolder(out, plan, Cluster.fileSystems()).requireFree();
        try (Cluster cluster = clusters.get()) {
            Brief brief = new Brief(Trade.SWEEP.name(), "", parcel.toBytes());
            SweepRunner runner = SweepRunner.withDefaults()
                    .withWorkforce(swept -> SparkWorkers.of(cluster, brief, WorkUnit::toBytes, UnitResult::of));
            return new SweepJob(command, given.text(), plan, where, folder).run(runner);
        }
    }

    /** Files that are written must not be what the folder of rows will be, nor in it. */
    private void requireApart() {
        if (out == null || out.contains("://")) {
            return;
        }
        Path folder = Path.of(out).toAbsolutePath().normalize();
        Map<String, Path> others = new LinkedHashMap<>();
        others.put("--csv", csv);
        others.put("--contrasts", contrasts);
        others.put("--report", report);
        others.forEach((option, path) -> {
            if (path != null && path.toAbsolutePath().normalize().startsWith(folder)) {
                throw new InputException(option + " " + path + ": lies in the folder of --out " + out
                        + ", which holds rows alone; choose another");
            }
        });
    }
}
