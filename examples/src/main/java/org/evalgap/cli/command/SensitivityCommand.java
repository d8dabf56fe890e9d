package org.evalgap.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Legal;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.input.Settings;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.output.SensitivityRecords;
import org.evalgap.cli.text.ProgressDisplay;
import org.evalgap.cli.text.SensitivityText;
import org.evalgap.cli.text.Terminal;
import org.evalgap.sensitivity.SensitivityResult;
import org.evalgap.sensitivity.SobolAnalysis;
import org.evalgap.sweep.Design;
import org.evalgap.sweep.SweepPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evalgap sensitivity}: which axis of a plan matters. */
@Command(
        name = "sensitivity",
        description = "Say which axis of a plan matters, alone and with others (Sobol' indices).",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap sensitivity examples/plans/sensitivity.yaml --measure workGain"})
public final class SensitivityCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PLAN", description = "A file of YAML or JSON, such as examples/plans/sensitivity.yaml.")
    private @Nullable Path file;

    @Mixin
    private Options analysis = new Options();

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Spec
    private @Nullable CommandSpec spec;

    SensitivityCommand() {}

    @Override
    public Integer call() {
        Path planFile = Objects.requireNonNull(file, "PLAN");
        SweepPlan plan = PlanFile.read(planFile).plan(Settings.read(options.assignments()), options.seed());
        SobolAnalysis whole = analysis.analysis(plan, planFile);
        OptionalInt threads = options.threads();
        analysis.run(
                Objects.requireNonNull(spec, "spec"),
                plan,
                threads.isPresent() ? whole.withThreads(threads.getAsInt()) : whole);
        return 0;
    }

    /** The options of an analysis, and what it shows, whoever does the work. */
    public static final class Options {
        private static final List<String> SHOWN = List.of("publicGain", "inflation", "workGain", "disconnect");
        private static final String ALL = "all";
        private static final int SAMPLES = 256;

        @Option(
                names = "--samples",
                paramLabel = "N",
                description =
                        "Base points, a power of two; each costs a point for every axis and two more. Twice as many"
                                + " keep these. Default: the plan's points, or 256 for a grid.")
        private @Nullable Integer samples;

        @Option(
                names = "--measure",
                paramLabel = "NAME",
                description =
                        "A gain or a measure, or all; may be repeated. Default: all in CSV and JSON, and in the table"
                                + " publicGain, inflation, workGain, disconnect.")
        private List<String> measures = new ArrayList<>();

        @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}. Default: table.")
        private OutputFormat format = OutputFormat.table;

        /** Nothing asked for yet. */
        public Options() {}

        /**
         * The analysis that is asked for.
         *
         * @param plan the plan
         * @param planFile its file, for messages
         * @return the analysis
         * @throws InputException if there can be none of this plan
         */
        public SobolAnalysis analysis(SweepPlan plan, Path planFile) {
            SobolAnalysis analysis = Legal.of(planFile.toString(), () -> SobolAnalysis.of(plan, outputs(plan)));
            Integer wanted = samples;
            if (wanted != null) {
                return Legal.of("--samples", () -> analysis.withSamples(wanted));
            }
            if (plan.design() == Design.GRID) {
                return analysis.withSamples(SAMPLES);
            }
            return Legal.of(
                    planFile + ": points are the samples (or give --samples)",
                    () -> analysis.withSamples((int) Math.min(Integer.MAX_VALUE, plan.size())));
        }

        /**
         * The outputs that are asked for.
         *
         * @param plan the plan
         * @return their names
         */
        public List<String> outputs(SweepPlan plan) {
            if (measures.contains(ALL) || measures.isEmpty() && format != OutputFormat.table) {
                return SobolAnalysis.outputs(plan);
            }
            return List.copyOf(measures.isEmpty() ? SHOWN : measures);
        }

        /**
         * Does the analysis and prints what it says.
         *
         * @param spec the command
         * @param plan the plan
         * @param analysis of the plan
         */
        public void run(CommandSpec spec, SweepPlan plan, SobolAnalysis analysis) {
            PrintWriter err = spec.commandLine().getErr();
            SensitivityResult result;
            try (ProgressDisplay display =
                    ProgressDisplay.of(plan.name(), analysis.evaluations(), err, Terminal.isAttached())) {
                result = analysis.run(display::show);
            }
            Output.print(
                    spec,
                    switch (format) {
                        case table -> SensitivityText.table(plan.name(), result);
                        case csv -> SensitivityRecords.csv(result);
                        case json -> Json.text(SensitivityRecords.tree(plan.name(), result, SensitivityText::sentence));
                    });
        }
    }
}
