package org.evalgap.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.evalgap.cli.input.Legal;
import org.evalgap.cli.input.Parcel;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.input.Settings;
import org.evalgap.cli.output.Destinations;
import org.evalgap.cli.output.Invocation;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.output.SensitivityRecords;
import org.evalgap.cli.page.Page;
import org.evalgap.cli.page.SensitivityPage;
import org.evalgap.cli.text.ProgressDisplay;
import org.evalgap.cli.text.Screen;
import org.evalgap.cli.text.SensitivityText;
import org.evalgap.cli.text.Terminal;
import org.evalgap.sensitivity.SensitivityResult;
import org.evalgap.sensitivity.SobolAnalysis;
import org.evalgap.sensitivity.StarPiece;
import org.evalgap.sensitivity.StarValues;
import org.evalgap.sweep.Design;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.work.Workers;
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
        description = "Find the assumption that decides a result (Sobol' indices of a plan's axes).",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap sensitivity examples/plans/sensitivity.yaml --measure workGain"})
public final class SensitivityCommand implements Callable<Integer> {
    private static final List<String> SHOWN = List.of("publicGain", "inflation", "workGain", "disconnect");
    private static final String ALL = "all";
    private static final int SAMPLES = 256;

    /**
     * What those have to know who evaluate points elsewhere.
     *
     * @param parcel the plan
     * @param samples base points
     * @param outputs what is analysed, by name
     */
    public record Job(Parcel<SweepPlan> parcel, int samples, List<String> outputs) {
        /**
         * Copies.
         *
         * @param parcel the plan
         * @param samples base points
         * @param outputs what is analysed, by name
         */
        public Job {
            outputs = List.copyOf(outputs);
        }
    }

    @Parameters(paramLabel = "PLAN", description = "A file of YAML or JSON, such as examples/plans/sensitivity.yaml.")
    private @Nullable Path file;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Base points, a power of two; each costs a point for every axis and two more. Twice as many"
                    + " keep these. Default: the plan's points, or 256 for a grid.")
    private @Nullable Integer samples;

    @Option(
            names = "--measure",
            paramLabel = "NAME",
            description = "A gain or a measure, or all; may be repeated. Default: all in CSV and JSON, and in the table"
                    + " publicGain, inflation, workGain, disconnect.")
    private List<String> measures = new ArrayList<>();

    @Option(names = "--report", paramLabel = "DIR", description = "Write a page of the results.")
    private @Nullable Path report;

    @Option(names = "--verbose", description = "Show every measure's table.")
    private boolean verbose;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}. Default: table.")
    private OutputFormat format = OutputFormat.table;

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final @Nullable Function<Job, Workers<StarPiece, StarValues>> hire;

    SensitivityCommand() {
        this.hire = null;
    }

    /**
     * A command whose points others evaluate.
     *
     * @param hire finds them, once all else is checked
     */
    public SensitivityCommand(Function<Job, Workers<StarPiece, StarValues>> hire) {
        this.hire = hire;
    }

    @Override
    public Integer call() {
        Path planFile = Objects.requireNonNull(file, "PLAN");
        new Destinations().reads("the plan", planFile).writesPage("--report", report);
        Page.checkDirectory("--report", report);
        Parcel<SweepPlan> parcel =
                Parcel.ofSweep(PlanFile.read(planFile), Settings.read(options.assignments()), options.seed(), Map.of());
        OptionalInt threads = options.threads();
        SobolAnalysis whole = analysis(parcel.content(), planFile);
        SobolAnalysis threaded = threads.isPresent() ? whole.withThreads(threads.getAsInt()) : whole;
        print(parcel.content(), hire == null ? threaded : threaded.withWorkforce(() -> hire.apply(job(parcel, whole))));
        return 0;
    }

    private Job job(Parcel<SweepPlan> parcel, SobolAnalysis analysis) {
        return new Job(parcel, analysis.samples(), outputs(parcel.content()));
    }

    private SobolAnalysis analysis(SweepPlan plan, Path planFile) {
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

    private List<String> outputs(SweepPlan plan) {
        if (measures.contains(ALL) || measures.isEmpty() && format != OutputFormat.table) {
            return SobolAnalysis.outputs(plan);
        }
        return List.copyOf(measures.isEmpty() ? SHOWN : measures);
    }

    private void print(SweepPlan plan, SobolAnalysis analysis) {
        CommandSpec command = Objects.requireNonNull(spec, "spec");
        PrintWriter err = command.commandLine().getErr();
        SensitivityResult result;
        try (ProgressDisplay display =
                ProgressDisplay.of(plan.name(), analysis.evaluations(), err, Terminal.isAttached())) {
            result = analysis.run(display::show);
        }
        if (report != null) {
            Path page = SensitivityPage.write("--report", report, plan.name(), result, Invocation.typed(command));
            err.println("Report: " + page);
        }
        Output.print(
                command,
                switch (format) {
                    case table -> SensitivityText.text(plan.name(), result, Screen.of(command), verbose);
                    case csv -> SensitivityRecords.csv(result);
                    case json -> Json.text(SensitivityRecords.tree(plan.name(), result, SensitivityText::sentence));
                });
    }
}
