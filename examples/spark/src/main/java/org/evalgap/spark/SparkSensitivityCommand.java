package org.evalgap.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.evalgap.cli.command.SensitivityCommand;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.input.PlanParcel;
import org.evalgap.cli.input.Settings;
import org.evalgap.sensitivity.SobolAnalysis;
import org.evalgap.sensitivity.StarPiece;
import org.evalgap.sensitivity.StarValues;
import org.evalgap.sweep.SweepPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sensitivity}: which axis of a plan matters, evaluated on a cluster. */
@Command(
        name = "sensitivity",
        description = "Say which axis of a plan matters, alone and with others (Sobol' indices).",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SparkSensitivityCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PLAN", description = "A file of YAML or JSON, which the driver reads.")
    private @Nullable Path file;

    @Mixin
    private SensitivityCommand.Options options = new SensitivityCommand.Options();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Set a parameter at every point, also one that the plan varies; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "S", description = "In place of the plan's seed.")
    private @Nullable Long seed;

    @Spec
    private @Nullable CommandSpec spec;

    private final Supplier<Cluster> clusters;

    /** A command that works on the cluster which it is given once all else is checked. */
    SparkSensitivityCommand(Supplier<Cluster> clusters) {
        this.clusters = clusters;
    }

    @Override
    public Integer call() {
        Path planFile = Objects.requireNonNull(file, "PLAN");
        PlanParcel parcel = PlanParcel.pack(PlanFile.read(planFile), Settings.read(assignments), seed, Map.of());
        SweepPlan plan = parcel.plan();
        SobolAnalysis analysis = options.analysis(plan, planFile);
        String details = Trade.details(analysis.samples(), options.outputs(plan));
        Brief brief = new Brief(Trade.SENSITIVITY.name(), details, parcel.toBytes());
        try (Cluster cluster = clusters.get()) {
            options.run(
                    Objects.requireNonNull(spec, "spec"),
                    plan,
                    analysis.withWorkforce(
                            () -> new SparkWorkers<>(cluster, brief, StarPiece::toBytes, StarValues::of)));
            return 0;
        }
    }
}
