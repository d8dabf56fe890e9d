package org.evalgap.cli.command;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.evalgap.Audit;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.audit.Positions;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Legal;
import org.evalgap.cli.output.Csv;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.output.Tree;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteSet;
import org.evalgap.cli.text.Findings;
import org.evalgap.cli.text.GainsText;
import org.evalgap.cli.text.Screen;
import org.evalgap.cli.text.Story;
import org.evalgap.measure.Measure;
import org.evalgap.task.TaskSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The audit of tables that have coordinates and difficulties and nothing else: scores, and gains where they are asked for. */
final class PlainAudit {
    private final Map<Part, TaskSet> tasks = new EnumMap<>(Part.class);
    private final Scenario scenario;
    private final OutputFormat format;
    private final boolean gains;

    PlainAudit(Map<Part, SuiteSet> sets, Scenario scenario, OutputFormat format, boolean gains) {
        SuiteSet first = Objects.requireNonNull(sets.get(Part.PUBLIC));
        int dimension = Objects.requireNonNull(first.positions()).dimension();
        sets.forEach((part, set) -> {
            int others = Objects.requireNonNull(set.positions()).dimension();
            if (others != dimension) {
                throw new InputException(set.wheres().get(0) + ": tasks have " + others + " coordinates, those of "
                        + first.wheres().get(0) + " have " + dimension + "; give all sets the same columns x0, x1, …");
            }
            tasks.put(part, tasks(set));
        });
        this.scenario = scenario;
        this.format = format;
        this.gains = gains;
    }

    private static TaskSet tasks(SuiteSet set) {
        Positions positions = Objects.requireNonNull(set.positions());
        TaskSet.Builder builder = TaskSet.builder(positions.dimension());
        double[] difficulties = Objects.requireNonNull(set.difficulties());
        double[] row = new double[positions.dimension()];
        for (int i = 0; i < set.size(); i++) {
            positions.row(i, row);
            int at = i;
            double weight = set.weights() == null || Double.isNaN(set.weights()[i]) ? 1 : set.weights()[i];
            Integer form = set.formats() == null || Double.isNaN(set.formats()[i]) ? null : (int) set.formats()[i];
            Legal.of(
                    set.wheres().get(i),
                    () -> builder.add(
                            row,
                            difficulties[at],
                            form,
                            weight,
                            set.rule(at),
                            set.ids().get(at)));
        }
        return Legal.of(set.wheres().get(0), builder::build);
    }

    /** Trains, scores, and prints. */
    void print(@Nullable CommandSpec spec, boolean verbose) {
        Audit audit = Audit.of(task(Part.PUBLIC), task(Part.ENVIRONMENTS));
        audit = tasks.containsKey(Part.FRESH) ? audit.withFresh(task(Part.FRESH)) : audit;
        audit = tasks.containsKey(Part.WORK) ? audit.withWork(task(Part.WORK)) : audit;
        Audit.Result result = audit.run(scenario);
        List<GainsText.Part> parts = parts(result);
        Output.print(
                spec,
                switch (format) {
                    case table -> table(result, parts, Screen.of(spec), verbose);
                    case csv -> gains ? GainsText.csv(parts) : measures(result.measures());
                    case json -> json(result, parts);
                });
    }

    private TaskSet task(Part part) {
        return Objects.requireNonNull(tasks.get(part));
    }

    private List<GainsText.Part> parts(Audit.Result result) {
        List<GainsText.Part> parts = new ArrayList<>();
        parts.add(part(Part.PUBLIC, result.publicGains()));
        result.freshGains().ifPresent(g -> parts.add(part(Part.FRESH, g)));
        result.workGains().ifPresent(g -> parts.add(part(Part.WORK, g)));
        parts.add(part(Part.ENVIRONMENTS, result.weights()));
        return parts;
    }

    private GainsText.Part part(Part part, double[] numbers) {
        TaskSet set = task(part);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            ids.add(set.id(i));
        }
        return new GainsText.Part(part, ids, numbers);
    }

    private String table(Audit.Result result, List<GainsText.Part> parts, Screen screen, boolean verbose) {
        Findings findings = Findings.of(result);
        String text = Story.answer(scenario, findings, screen) + "\n" + Story.table(scenario, findings, screen)
                + (verbose ? Story.more(scenario, findings, screen) : "")
                + screen.wrapped(parts.stream()
                        .map(part -> part.numbers().length + " " + part.part().label())
                        .collect(Collectors.joining(", ", "Tasks: ", ".")));
        return screen.fitted(gains ? text + GainsText.table(parts) : text);
    }

    /** Values of measures below their names. */
    static String measures(Map<Measure, Double> measures) {
        List<String> names = measures.keySet().stream().map(Measure::label).toList();
        return Csv.text(names, List.of(List.copyOf(measures.values())));
    }

    private String json(Audit.Result result, List<GainsText.Part> parts) {
        Map<String, @Nullable Object> assumed = Tree.of();
        for (Parameter parameter : Parameter.values()) {
            if (Audit.knows(parameter)) {
                assumed.put(parameter.label(), scenario.get(parameter));
            }
        }
        Map<String, @Nullable Object> measures = Tree.of();
        result.measures().forEach((measure, value) -> measures.put(measure.label(), value));
        Map<String, @Nullable Object> all = Tree.of("scenario", assumed, "measures", measures);
        if (gains) {
            GainsText.into(all, parts);
        }
        return Json.text(all);
    }
}
