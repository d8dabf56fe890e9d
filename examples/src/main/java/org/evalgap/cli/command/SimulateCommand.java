package org.evalgap.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.Word;
import org.evalgap.cli.input.Candidates;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Legal;
import org.evalgap.cli.input.ScenarioFile;
import org.evalgap.cli.input.Settings;
import org.evalgap.cli.output.Csv;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.output.TrajectoryRecords;
import org.evalgap.cli.output.Tree;
import org.evalgap.cli.text.Findings;
import org.evalgap.cli.text.HelpText;
import org.evalgap.cli.text.Screen;
import org.evalgap.cli.text.Story;
import org.evalgap.cli.text.TrajectoryText;
import org.evalgap.goodhart.Trajectory;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.run.SweepColumns;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evalgap simulate}: what happens to a public score, and to work, if a lab trains like this. */
@Command(
        name = "simulate",
        description =
                "Simulate a lab that trains on environments inspired by a public eval, and say how much of the gain"
                        + " in the public score is real.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap simulate --preset narrow --set inspiration=0.5 --replicates 16"})
final class SimulateCommand implements Callable<Integer> {
    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = HelpText.PRESET,
            completionCandidates = Candidates.Presets.class)
    private @Nullable String preset;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "YAML or JSON with parameters and words, and perhaps preset, trainer, eval, work, designer.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            completionCandidates = Candidates.Parameters.class,
            description = "Set a parameter or a word (see `evalgap parameters`); may be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--replicates",
            paramLabel = "N",
            description = "Worlds to draw; 2 or more give intervals (default: ${DEFAULT-VALUE}).")
    private int replicates = 1;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--trajectory",
            description = "Show scores along training, against time and √KL, instead of what came out at its end.")
    private boolean alongTraining;

    @Option(names = "--raw", description = "Show means as they are, not adjusted for the luck of the draws.")
    private boolean raw;

    @Option(names = "--verbose", description = "Show gains in logits too, and what became of training.")
    private boolean verbose;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.table;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (replicates < 1) {
            throw new InputException("--replicates must be at least 1: " + replicates);
        }
        ScenarioFile assumed = assumed();
        Output.print(spec, alongTraining ? trajectory(assumed) : outcome(assumed));
        return 0;
    }

    private String outcome(ScenarioFile assumed) {
        Simulator simulator = Simulator.ofEverything();
        boolean lucky = replicates >= Moments.LEAST_ADJUSTED && (!raw || format != OutputFormat.table);
        Summary summary = (lucky ? simulator.withLuck() : simulator).summarize(assumed.scenario(), seed, replicates);
        return switch (format) {
            case table -> table(assumed, summary);
            case csv -> csv(assumed.scenario(), summary);
            case json -> json(assumed, summary);
        };
    }

    private String trajectory(ScenarioFile assumed) {
        Trajectory trajectory = Trajectory.of(assumed.scenario(), seed, replicates);
        if (format == OutputFormat.table) {
            Screen screen = Screen.of(spec);
            return new TrajectoryText(trajectory).text(screen) + screen.wrapped(heading(assumed) + ".") + hint();
        }
        TrajectoryRecords records = new TrajectoryRecords(trajectory);
        if (format == OutputFormat.csv) {
            return csv(assumed.scenario(), trajectory, records);
        }
        Map<String, @Nullable Object> all = jsonHead(assumed);
        all.put("trajectory", records.points());
        all.put("fits", records.fits());
        return Json.text(all);
    }

    private String csv(Scenario scenario, Trajectory trajectory, TrajectoryRecords records) {
        Map<String, @Nullable Object> head = csvHead(scenario);
        List<List<Object>> points = new ArrayList<>();
        for (int i = 0; i < trajectory.size(); i++) {
            points.add(joined(head.values(), records.cells(i)));
        }
        return Csv.text(joined(head.keySet(), TrajectoryRecords.header()), points);
    }

    private static <T> List<T> joined(Collection<? extends T> first, List<? extends T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private ScenarioFile assumed() {
        Map<String, String> settings = Settings.read(assignments);
        if (preset != null && file != null) {
            throw new InputException(
                    "--preset and --scenario cannot both be given; write preset: " + preset + " into the file instead");
        }
        if (file != null) {
            return ScenarioFile.read(file, settings);
        }
        String name = preset;
        Preset base = name == null ? Preset.DEFAULT : Legal.of("--preset", () -> Preset.labelled(name));
        return ScenarioFile.of(base.scenario(), settings);
    }

    private String table(ScenarioFile assumed, Summary summary) {
        Summary shown = raw ? summary : summary.adjusted();
        Screen screen = Screen.of(spec);
        Findings.Told findings = new Findings.Told(Findings.of(shown));
        String told = Story.answer(assumed.scenario(), findings, screen) + "\n"
                + Story.table(assumed.scenario(), findings, screen)
                + (verbose ? Story.more(assumed.scenario(), findings, screen) : "");
        return told
                + screen.wrapped(heading(assumed) + findings.luck() + "." + few(shown))
                + hint()
                + (verbose ? "" : screen.wrapped("In logits, and what became of training: --verbose"));
    }

    private static String few(Summary shown) {
        return shown.lacksReplicates()
                ? " With so few environments it takes --replicates " + shown.leastAdjusted()
                        + " to adjust means for luck."
                : "";
    }

    private String hint() {
        return replicates == 1 ? "One replicate has no intervals: give --replicates 16 to see them.\n" : "";
    }

    private String heading(ScenarioFile assumed) {
        Scenario scenario = assumed.scenario();
        List<String> changed = new ArrayList<>();
        for (Parameter parameter : Parameter.values()) {
            if (scenario.get(parameter) != parameter.byDefault()) {
                changed.add(parameter.label() + "=" + Numbers.text(scenario.get(parameter)));
            }
        }
        for (Word word : Word.values()) {
            if (!scenario.get(word).equals(word.byDefault())) {
                changed.add(word.label() + "=" + scenario.get(word));
            }
        }
        if (!scenario.trainer().equals(Scenario.withDefaults().trainer())) {
            changed.add("trainer=" + scenario.trainer().name());
        }
        assumed.sources().keySet().forEach(source -> changed.add(source + " from the file"));
        return (changed.isEmpty() ? "All parameters at their defaults" : String.join(" ", changed)) + "; seed " + seed
                + ", " + (replicates == 1 ? "1 replicate" : replicates + " replicates; ± is half of a 95 % interval");
    }

    private Map<String, @Nullable Object> csvHead(Scenario scenario) {
        Map<String, @Nullable Object> cells = Tree.of();
        for (Parameter parameter : Parameter.values()) {
            cells.put(parameter.label(), scenario.get(parameter));
        }
        cells.put("trainer", scenario.trainer().name());
        for (Word word : Word.values()) {
            cells.put(word.label(), scenario.get(word));
        }
        cells.put("seed", seed);
        cells.put("replicates", replicates);
        return cells;
    }

    private String csv(Scenario scenario, Summary summary) {
        Map<String, @Nullable Object> cells = csvHead(scenario);
        put(cells, "", summary);
        put(cells, SweepColumns.ADJUSTED, summary.adjusted());
        return Csv.text(List.copyOf(cells.keySet()), List.of(List.copyOf(cells.values())));
    }

    private static void put(Map<String, @Nullable Object> cells, String ending, Summary summary) {
        for (Measure measure : Measure.values()) {
            String name = measure.label() + ending;
            cells.put(name, summary.mean(measure));
            cells.put(name + SweepColumns.ERROR, summary.standardError(measure).orElse(Double.NaN));
        }
    }

    private Map<String, @Nullable Object> jsonHead(ScenarioFile assumed) {
        Map<String, @Nullable Object> scenario = Tree.of();
        for (Parameter parameter : Parameter.values()) {
            scenario.put(parameter.label(), assumed.scenario().get(parameter));
        }
        scenario.put("trainer", assumed.scenario().trainer().name());
        for (Word word : Word.values()) {
            scenario.put(word.label(), assumed.scenario().get(word));
        }
        scenario.putAll(assumed.sources());
        return Tree.of("scenario", scenario, "seed", seed, "replicates", replicates);
    }

    private String json(ScenarioFile assumed, Summary summary) {
        Summary adjusted = summary.adjusted();
        Map<String, @Nullable Object> measures = Tree.of();
        for (Measure measure : Measure.values()) {
            double error = summary.standardError(measure).orElse(Double.NaN);
            Map<String, @Nullable Object> numbers = Tree.of("mean", summary.mean(measure), "standardError", error);
            if (adjusted.isAdjusted(measure)) {
                numbers.put("adjustedMean", adjusted.mean(measure));
                numbers.put(
                        "adjustedStandardError", adjusted.standardError(measure).orElse(Double.NaN));
            }
            measures.put(measure.label(), numbers);
        }
        Map<String, @Nullable Object> all = jsonHead(assumed);
        all.put("measures", measures);
        return Json.text(all);
    }
}
