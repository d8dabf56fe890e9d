package org.evalgap.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.evalgap.Audit;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Settings;
import org.evalgap.cli.input.TaskTable;
import org.evalgap.cli.output.Csv;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.output.Tree;
import org.evalgap.cli.text.Findings;
import org.evalgap.cli.text.Story;
import org.evalgap.measure.Measure;
import org.evalgap.reading.ScenarioReader;
import org.evalgap.task.TaskSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evalgap audit}: the model on real items and environments, without any sampling. */
@Command(
        name = "audit",
        description = "Train on given environments and score given items, without sampling: columns x0, x1, …,"
                + " difficulty (logits), optional format (0 or 1), weight, id.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap audit --public p.csv --environments e.csv --work w.csv --set budget=512"})
final class AuditCommand implements Callable<Integer> {
    @Option(names = "--public", paramLabel = "P.csv", required = true, description = "Items of the public eval.")
    private Path publicFile = Path.of("");

    @Option(names = "--environments", paramLabel = "E.csv", required = true, description = "Training environments.")
    private Path environmentFile = Path.of("");

    @Option(names = "--fresh", paramLabel = "F.csv", description = "Items of the eval's kind that nobody has seen.")
    private @Nullable Path freshFile;

    @Option(names = "--work", paramLabel = "W.csv", description = "Tasks that the economy pays for.")
    private @Nullable Path workFile;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Set a parameter of learner, training or scoring; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.table;

    @Option(
            names = "--gains",
            description =
                    "Also the gain of every task in logits and the weight of every environment (csv: these only).")
    private boolean gains;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Scenario scenario = scenario();
        TaskSet publicItems = TaskTable.read(publicFile);
        TaskSet environments = read(environmentFile, publicItems);
        Audit audit = Audit.of(publicItems, environments);
        TaskSet fresh = freshFile == null ? null : read(freshFile, publicItems);
        TaskSet work = workFile == null ? null : read(workFile, publicItems);
        audit = fresh == null ? audit : audit.withFresh(fresh);
        audit = work == null ? audit : audit.withWork(work);
        Audit.Result result = audit.run(scenario);
        List<Part> parts = parts(result, publicItems, fresh, work, environments);
        Output.print(
                spec,
                switch (format) {
                    case table -> table(scenario, result, parts);
                    case csv -> gains ? gainRecords(parts) : measureRecords(result);
                    case json -> json(scenario, result, parts);
                });
        return 0;
    }

    private Scenario scenario() {
        Map<String, String> settings = Settings.read(assignments);
        for (String name : settings.keySet()) {
            if (Parameter.find(name).filter(Audit::knows).isEmpty()) {
                throw new InputException(
                        "--set " + name + ": has no effect on an audit, where tasks and environments are"
                                + " given and nothing is drawn; leave it out.\nWhat has one: " + effective());
            }
        }
        return ScenarioReader.withDefaults().read(settings, "");
    }

    private static String effective() {
        return Arrays.stream(Parameter.values())
                .filter(Audit::knows)
                .map(Parameter::label)
                .collect(Collectors.joining(", "));
    }

    private TaskSet read(Path file, TaskSet publicItems) {
        TaskSet set = TaskTable.read(file);
        if (set.dimension() != publicItems.dimension()) {
            throw new InputException(file + ", header: tasks have " + set.dimension() + " coordinates, those of "
                    + publicFile + " have " + publicItems.dimension() + "; give all sets the same columns x0, x1, …");
        }
        return set;
    }

    /** One set of tasks with a number for each of them. */
    private record Part(String name, TaskSet tasks, double[] numbers) {}

    private static List<Part> parts(
            Audit.Result result,
            TaskSet publicItems,
            @Nullable TaskSet fresh,
            @Nullable TaskSet work,
            TaskSet environments) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("public", publicItems, result.publicGains()));
        result.freshGains().ifPresent(g -> parts.add(new Part("fresh", Objects.requireNonNull(fresh), g)));
        result.workGains().ifPresent(g -> parts.add(new Part("work", Objects.requireNonNull(work), g)));
        parts.add(new Part("environments", environments, result.weights()));
        return parts;
    }

    private String table(Scenario scenario, Audit.Result result, List<Part> parts) {
        StringBuilder text = new StringBuilder(parts.stream()
                        .map(part -> part.tasks.size() + " " + part.name)
                        .collect(Collectors.joining(", ", "Tasks: ", "\n\n")))
                .append(Story.tell(scenario, Findings.of(result)));
        if (gains) {
            text.append("\nset           gain in logits, task (environments: weight)\n");
            for (Part part : parts) {
                for (int i = 0; i < part.numbers.length; i++) {
                    String number = Numbers.signed(part.numbers[i], 6);
                    text.append(part.name).append(" ".repeat(14 - part.name.length()));
                    text.append(number).append("  ").append(part.tasks.id(i)).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static String measureRecords(Audit.Result result) {
        List<String> names =
                result.measures().keySet().stream().map(Measure::label).toList();
        return Csv.text(names, List.of(List.copyOf(result.measures().values())));
    }

    private static String gainRecords(List<Part> parts) {
        List<List<Object>> records = new ArrayList<>();
        for (Part part : parts) {
            boolean trained = "environments".equals(part.name);
            for (int i = 0; i < part.numbers.length; i++) {
                double number = part.numbers[i];
                records.add(List.of(part.name, i, part.tasks.id(i), trained ? "" : number, trained ? number : ""));
            }
        }
        return Csv.text(List.of("set", "row", "id", "gain", "weight"), records);
    }

    private String json(Scenario scenario, Audit.Result result, List<Part> parts) {
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
            Map<String, @Nullable Object> byTask = Tree.of();
            for (Part part : parts.subList(0, parts.size() - 1)) {
                byTask.put(part.name, part.numbers);
            }
            all.put("gains", byTask);
            all.put("weights", result.weights());
        }
        return Json.text(all);
    }
}
