package org.evalgap.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.internal.Names;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;
import org.evalgap.protocol.Protocol;
import org.evalgap.reading.Entries;
import org.evalgap.reading.EntryException;
import org.evalgap.reading.ProtocolReader;
import org.evalgap.reading.ScenarioReader;
import org.jspecify.annotations.Nullable;

/** Reads plans from nested maps. Every error names the path of its entry. */
final class PlanReader {
    static final List<String> KEYS = List.of(
            "name",
            "scenario",
            "vary",
            "design",
            "points",
            "replicates",
            "seed",
            "measures",
            "reference",
            "baseline",
            "precision",
            "mostReplicates");
    static final List<String> RANGE = List.of("from", "to", "steps", "scale");
    static final List<String> REFERENCE = List.of("source", "figures");
    static final List<String> FIGURE = List.of("name", "measure", "mean", "sd", "count");
    private static final String PRESET = "preset";
    private static final String TRAINER = "trainer";
    private static final String PROTOCOL = "protocol";

    private final Map<String, Object> plan;
    private final ScenarioReader scenarios;

    PlanReader(Map<String, ?> plan, ScenarioReader scenarios) {
        this.plan = Entries.map(plan, "");
        this.scenarios = scenarios;
    }

    SweepPlan read() {
        Entries.requireKnown(plan, KEYS, "");
        PlanBuilder builder = SweepPlan.builder().scenario(scenario());
        if (plan.containsKey("name")) {
            builder.name(Entries.text(plan.get("name"), "name"));
        }
        if (plan.containsKey("replicates")) {
            builder.replicates((int) whole(plan.get("replicates"), "replicates", 1, Integer.MAX_VALUE));
        }
        if (plan.containsKey("seed")) {
            builder.seed(whole(plan.get("seed"), "seed", Long.MIN_VALUE, Long.MAX_VALUE));
        }
        if (plan.containsKey("measures")) {
            builder.measures(measures());
        }
        vary(builder);
        design(builder);
        if (plan.containsKey("reference")) {
            builder.reference(reference());
        }
        if (plan.containsKey("baseline")) {
            builder.baseline(Entries.map(plan.get("baseline"), "baseline"));
        }
        precision(builder);
        return at("", builder::build);
    }

    private void precision(PlanBuilder builder) {
        boolean limited = plan.containsKey("mostReplicates");
        int most = limited
                ? (int) whole(plan.get("mostReplicates"), "mostReplicates", Moments.LEAST_ADJUSTED, Integer.MAX_VALUE)
                : Precision.MOST_BY_DEFAULT;
        if (plan.containsKey("precision")) {
            Map<String, Double> errors = new LinkedHashMap<>();
            Entries.map(plan.get("precision"), "precision")
                    .forEach((name, error) ->
                            errors.put(name, Entries.number(error, EntryException.child("precision", name))));
            builder.precision(at("precision", () -> Precision.of(errors, most)));
        } else if (limited) {
            throw EntryException.ofKey("mostReplicates", "needs a precision, as precision: {inflation: 0.001}");
        }
    }

    /** Runs a step whose own errors do not know the path. */
    private static <T> T at(String path, Supplier<T> step) {
        try {
            return step.get();
        } catch (EntryException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw EntryException.ofValue(path, e.getMessage());
        }
    }

    private Scenario scenario() {
        Object entry = plan.get("scenario");
        if (!plan.containsKey("scenario")) {
            return scenarios.read(Map.of(), "scenario");
        }
        return entry instanceof String name
                ? at("scenario", () -> Preset.labelled(name)).scenario()
                : scenarios.read(Entries.map(entry, "scenario"), "scenario");
    }

    private static long whole(@Nullable Object value, String path, long least, long most) {
        if (value instanceof Long || value instanceof Integer) {
            long number = ((Number) value).longValue();
            if (number >= least && number <= most) {
                return number;
            }
        }
        boolean tooMany = value instanceof Number number && number.doubleValue() > most;
        String range = least == Long.MIN_VALUE ? "" : tooMany ? ", at most " + most : ", at least " + least;
        String shown = value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
        throw EntryException.ofValue(path, "must be a whole number" + range + ": " + shown);
    }

    private void vary(PlanBuilder builder) {
        if (!plan.containsKey("vary")) {
            return;
        }
        Map<String, Object> axes = Entries.map(plan.get("vary"), "vary");
        List<String> known = new ArrayList<>(List.of(PRESET, TRAINER, PROTOCOL));
        Arrays.stream(Word.values()).map(Word::label).forEach(known::add);
        Arrays.stream(Parameter.values()).map(Parameter::label).forEach(known::add);
        Set<String> varied = new HashSet<>(axes.keySet());
        axes.forEach((name, values) -> {
            String path = EntryException.child("vary", name);
            if (name.equals(PRESET) && choosesBefore(axes.keySet())) {
                throw EntryException.ofKey(path, "a preset replaces what others chose; move it above them");
            }
            if (known.contains(name)) {
                builder.vary(at(path, () -> axis(name, values, path)));
            } else if (SettingsAxis.describes(values)) {
                requireFree(name, path);
                builder.vary(at(path, () -> SettingsAxis.read(name, values, varied, scenarios, path)));
            } else {
                throw Entries.unknown("parameter", name, known, path);
            }
        });
    }

    private static void requireFree(String name, String path) {
        try {
            ResultNames.requireFree(name);
        } catch (IllegalArgumentException e) {
            throw EntryException.ofKey(path, e.getMessage());
        }
    }

    /** Whether an axis before the preset's is one of choices, which are made in the order of the axes. */
    private static boolean choosesBefore(Set<String> names) {
        return names.stream()
                .takeWhile(name -> !name.equals(PRESET))
                .anyMatch(name -> Parameter.find(name).isEmpty());
    }

    private Axis axis(String name, @Nullable Object values, String path) {
        if (name.equals(PRESET)) {
            return presets(values, path);
        }
        if (name.equals(TRAINER) || Word.find(name).isPresent()) {
            return words(name, values, path);
        }
        if (name.equals(PROTOCOL)) {
            return protocols(values, path);
        }
        Parameter parameter = Parameter.labelled(name);
        if (values instanceof Map) {
            return range(parameter, Entries.map(values, path), path);
        }
        List<?> list = elements(values, path);
        double[] numbers = new double[list.size()];
        Arrays.setAll(numbers, i -> Entries.value(parameter, list.get(i), EntryException.element(path, i)));
        return Axis.of(parameter, numbers);
    }

    /** A list, or why there is no axis without one. */
    private static List<?> elements(@Nullable Object values, String path) {
        if (values instanceof List<?> list) {
            if (list.isEmpty()) {
                throw EntryException.ofValue(path, "the axis is empty; give at least one value or drop the axis");
            }
            return list;
        }
        throw EntryException.ofValue(
                path,
                "must be a list of values or a range {from, to, steps}: " + (values == null ? "nothing" : values));
    }

    private Axis range(Parameter parameter, Map<String, Object> range, String path) {
        Entries.requireKnown(range, RANGE, path);
        double from = Entries.value(parameter, range.get("from"), EntryException.child(path, "from"));
        double to = Entries.value(parameter, range.get("to"), EntryException.child(path, "to"));
        Scale scale = scale(range, EntryException.child(path, "scale"));
        if (range.containsKey("steps")) {
            long steps = whole(range.get("steps"), EntryException.child(path, "steps"), 2, Axis.MOST_STEPS);
            return Axis.range(parameter, from, to, (int) steps, scale);
        }
        if (designed() == Design.GRID) {
            throw EntryException.ofValue(path, "a grid needs steps; add steps, or choose points by design: sobol");
        }
        return Axis.between(parameter, from, to, scale);
    }

    private static Scale scale(Map<String, Object> range, String path) {
        if (!range.containsKey("scale")) {
            return Scale.LINEAR;
        }
        String label = Entries.text(range.get("scale"), path);
        return Arrays.stream(Scale.values())
                .filter(scale -> scale.label().equals(label))
                .findFirst()
                .orElseThrow(() -> EntryException.ofValue(path, "must be linear or log: \"" + label + "\""));
    }

    /** Each preset with what the scenario says on top of it. */
    private Axis presets(@Nullable Object values, String path) {
        Object entry = plan.get("scenario");
        if (entry instanceof String || entry instanceof Map<?, ?> map && map.containsKey(PRESET)) {
            throw EntryException.ofKey(path, "the preset is both set by scenario and varied; keep one");
        }
        Map<String, Object> settings = entry == null ? Map.of() : Entries.map(entry, "scenario");
        List<?> list = elements(values, path);
        List<Axis.Choice> choices = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String at = EntryException.element(path, i);
            String label = Entries.text(list.get(i), at);
            Preset preset = at(at, () -> Preset.labelled(label));
            Scenario scenario = scenarios.withBase(preset.scenario()).read(settings, "scenario");
            choices.add(new Axis.Choice(label, base -> scenario));
        }
        return Axis.choices(PRESET, choices);
    }

    /** What a scenario says with a word, such as its trainer. */
    private Axis words(String name, @Nullable Object values, String path) {
        List<?> list = elements(values, path);
        List<Axis.Choice> choices = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String at = EntryException.element(path, i);
            String label = Entries.text(list.get(i), at);
            requireWord(name, label, at);
            choices.add(new Axis.Choice(label, base -> scenarios.withBase(base).read(Map.of(name, label), "")));
        }
        return Axis.choices(name, choices);
    }

    /** The reader knows the word's name, and not where in the plan the word stands. */
    private void requireWord(String name, String label, String path) {
        try {
            scenarios.read(Map.of(name, label), "");
        } catch (EntryException e) {
            throw EntryException.ofValue(path, e.problem());
        }
    }

    private static Axis protocols(@Nullable Object values, String path) {
        List<?> list = elements(values, path);
        List<Axis.Choice> choices = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Protocol protocol = ProtocolReader.read(list.get(i), EntryException.element(path, i));
            choices.add(new Axis.Choice(protocol.name(), base -> base.withProtocol(protocol)));
        }
        return Axis.choices(PROTOCOL, choices);
    }

    private Design designed() {
        return plan.containsKey("design")
                ? at("design", () -> Design.labelled(Entries.text(plan.get("design"), "design")))
                : Design.GRID;
    }

    private void design(PlanBuilder builder) {
        Design design = designed();
        if (design == Design.GRID) {
            if (plan.containsKey("points")) {
                throw EntryException.ofKey(
                        "points", "a grid has as many points as its axes give; leave points out or set design: sobol");
            }
            return;
        }
        if (!plan.containsKey("points")) {
            throw EntryException.ofValue("design", design.label() + " needs points; add points: 256");
        }
        long points = whole(plan.get("points"), "points", 1, Integer.MAX_VALUE);
        at("points", () -> builder.design(design, points));
    }

    private Set<MeasureGroup> measures() {
        Object entry = plan.get("measures");
        boolean one = entry instanceof String;
        List<?> list = one ? List.of(entry) : Entries.list(entry, "measures");
        Set<MeasureGroup> groups = EnumSet.noneOf(MeasureGroup.class);
        List<String> known =
                Arrays.stream(MeasureGroup.values()).map(MeasureGroup::label).toList();
        for (int i = 0; i < list.size(); i++) {
            String path = one ? "measures" : EntryException.element("measures", i);
            String label = Entries.text(list.get(i), path);
            if (!known.contains(label)) {
                throw EntryException.ofValue(
                        path, "unknown measures \"" + label + "\"; give some of " + String.join(", ", known));
            }
            groups.add(MeasureGroup.values()[known.indexOf(label)]);
        }
        return groups;
    }

    private List<PublishedFigure> reference() {
        Map<String, Object> reference = Entries.map(plan.get("reference"), "reference");
        Entries.requireKnown(reference, REFERENCE, "reference");
        String source = Entries.text(reference.get("source"), "reference.source");
        List<?> list = Entries.list(reference.get("figures"), "reference.figures");
        List<PublishedFigure> figures = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String path = EntryException.element("reference.figures", i);
            Map<String, Object> figure = Entries.map(list.get(i), path);
            figures.add(at(path, () -> figure(figure, source, path)));
        }
        return figures;
    }

    private static PublishedFigure figure(Map<String, Object> figure, String source, String path) {
        Entries.requireKnown(figure, FIGURE, path);
        String at = EntryException.child(path, "measure");
        String label = Entries.text(figure.get("measure"), at);
        List<String> known = Arrays.stream(Measure.values()).map(Measure::label).toList();
        Measure measure =
                Measure.labelled(label).orElseThrow(() -> EntryException.ofValue(at, unknownMeasure(label, known)));
        return new PublishedFigure(
                Entries.text(figure.get("name"), EntryException.child(path, "name")),
                measure,
                Entries.number(figure.get("mean"), EntryException.child(path, "mean")),
                Entries.number(figure.get("sd"), EntryException.child(path, "sd")),
                whole(figure.get("count"), EntryException.child(path, "count"), 1, Long.MAX_VALUE),
                source);
    }

    private static String unknownMeasure(String label, List<String> known) {
        return "unknown measure \"" + label + "\"" + Names.suggestionOrAll(label, known);
    }
}
