package org.evalgap.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.measure.Score;
import org.evalgap.reading.Entries;
import org.evalgap.reading.EntryException;
import org.evalgap.reading.ScenarioReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads evidence from nested maps, as files of YAML or JSON hold it. Immutable.
 *
 * <p>Keys: {@code name}, {@code known} (a scenario), {@code unknown} (priors by parameter), {@code learner}, {@code observed} for
 * one run or {@code runs} for several, {@code predict}, {@code next} ({@code narrow} and {@code measurements}).
 */
public final class EvidenceReader {
    private static final List<String> KEYS =
            List.of("name", "known", "unknown", "learner", "observed", "runs", "predict", "next");
    private static final List<String> RUN_KEYS = List.of("name", "known", "unknown", "times", "observed");
    private static final String ONLY_RUN = "run";
    private static final String BOTH = "both";

    private final ScenarioReader scenarios;

    private EvidenceReader(ScenarioReader scenarios) {
        this.scenarios = scenarios;
    }

    /**
     * A reader.
     *
     * @param scenarios reads what is known
     * @return the reader
     */
    public static EvidenceReader of(ScenarioReader scenarios) {
        return new EvidenceReader(scenarios);
    }

    /**
     * Reads evidence.
     *
     * @param map names to values
     * @param name what results are called where the map has no name
     * @return the evidence
     * @throws EntryException if a key is unknown, or a value cannot be used
     */
    public Evidence read(Map<String, ?> map, String name) {
        Entries.requireKnown(map, KEYS, "");
        Map<String, Object> known = map.containsKey("known") ? Entries.map(map.get("known"), "known") : Map.of();
        Scenario base = scenarios.read(known, "known");
        Set<Parameter> held = parameters(known);
        List<TrainingRun> runs = runs(map, base, held);
        List<Unknown> unknown = new ArrayList<>(unknown(map, held));
        unknown.addAll(ofRuns(map));
        requireUnheld(unknown, held);
        requireTogether(map, runs, unknown);
        List<Wanted> wanted =
                map.containsKey("predict") ? wanted(map.get("predict"), "predict", runs) : Evidence.usualWanted(runs);
        Map<String, Object> next = map.containsKey("next") ? Entries.map(map.get("next"), "next") : Map.of();
        Entries.requireKnown(next, List.of("narrow", "measurements"), "next");
        Wanted narrow = next.containsKey("narrow")
                ? wanted(next.get("narrow"), "next.narrow", runs, false)
                : usualGoal(wanted, Evidence.lastObserved(runs).name());
        List<Candidate> candidates = next.containsKey("measurements")
                ? candidates(next.get("measurements"), runs)
                : Evidence.usualCandidates(Evidence.lastObserved(runs));
        String called = map.containsKey("name") ? Entries.text(map.get("name"), "name") : name;
        return new Evidence(called, runs, unknown, learners(map), wanted, narrow, candidates);
    }

    private static Wanted usualGoal(List<Wanted> wanted, String run) {
        Wanted first = wanted.get(0);
        return first.items() == 0 ? first : new Wanted(Quantity.gain(Score.WORK), run, 0);
    }

    /** What is asked of a whole, asked of the part that has a line of its own. */
    private static void requireTogether(Map<String, ?> map, List<TrainingRun> runs, List<Unknown> unknown) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < runs.size(); i++) {
            TrainingRun run = runs.get(i);
            String path = EntryException.element("runs", i);
            if (!names.add(run.name())) {
                String problem = "two runs are called \"" + run.name() + "\"; give each a name of its own";
                throw EntryException.ofValue(EntryException.child(path, "name"), problem);
            }
            made(EntryException.child(path, "times"), () -> run.requireTimes(unknown));
        }
        if (runs.stream().allMatch(run -> run.observed().isEmpty())) {
            throw EntryException.ofValue("runs", "nothing was observed; give at least one score with its items");
        }
        if (unknown.isEmpty()) {
            String path = map.containsKey("unknown") ? "unknown" : "known";
            throw EntryException.ofValue(path, "nothing is unknown; give at least one parameter with a prior");
        }
    }

    private interface Making<T> {
        T make();
    }

    private static <T> T made(String path, Making<T> making) {
        try {
            return making.make();
        } catch (EntryException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw EntryException.ofValue(path, String.valueOf(e.getMessage()));
        }
    }

    private static Set<Parameter> parameters(Map<String, ?> map) {
        Set<Parameter> out = EnumSet.noneOf(Parameter.class);
        map.keySet().forEach(key -> Parameter.find(key).ifPresent(out::add));
        return out;
    }

    private static List<LearnerKind> learners(Map<String, ?> map) {
        String name = map.containsKey("learner") ? Entries.text(map.get("learner"), "learner") : "kernel";
        List<LearnerKind> kinds = Arrays.stream(LearnerKind.values())
                .filter(kind -> name.equals(BOTH) || name.equals(kind.label()))
                .toList();
        if (kinds.isEmpty()) {
            throw EntryException.ofValue("learner", "must be kernel, network or both: \"" + name + "\"");
        }
        return kinds;
    }

    private List<TrainingRun> runs(Map<String, ?> map, Scenario base, Set<Parameter> known) {
        if (map.containsKey("runs")) {
            if (map.containsKey("observed")) {
                throw EntryException.ofKey("observed", "belongs into the runs, where there are runs");
            }
            List<?> list = Entries.list(map.get("runs"), "runs");
            List<TrainingRun> out = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                String path = EntryException.element("runs", i);
                out.add(run(Entries.map(list.get(i), path), path, base, known));
            }
            return out;
        }
        List<Observation> observed = observed(map.get("observed"), "observed");
        Scenario sized = sized(base, known, observed);
        return List.of(made("observed", () -> new TrainingRun(ONLY_RUN, sized, Set.of(), Map.of(), observed)));
    }

    private TrainingRun run(Map<String, Object> map, String path, Scenario base, Set<Parameter> known) {
        Entries.requireKnown(map, RUN_KEYS, path);
        String name = Entries.text(map.get("name"), EntryException.child(path, "name"));
        String at = EntryException.child(path, "known");
        Map<String, Object> own = map.containsKey("known") ? Entries.map(map.get("known"), at) : Map.of();
        Scenario scenario = scenarios.withBase(base).read(own, at);
        List<Observation> observed = map.containsKey("observed")
                ? observed(map.get("observed"), EntryException.child(path, "observed"))
                : List.of();
        Set<Parameter> all = EnumSet.noneOf(Parameter.class);
        all.addAll(known);
        all.addAll(parameters(own));
        Scenario sized = sized(scenario, all, observed);
        Map<Parameter, Double> times = times(map, path);
        return made(path, () -> new TrainingRun(name, sized, parameters(own), times, observed));
    }

    /** Sizes of item sets are those that were counted, unless somebody knows better. */
    private static Scenario sized(Scenario scenario, Set<Parameter> known, List<Observation> observed) {
        Scenario sized = TrainingRun.sized(scenario, observed);
        for (Parameter size : List.of(Parameter.PUBLIC_ITEMS, Parameter.FRESH_ITEMS, Parameter.WORK_TASKS)) {
            sized = known.contains(size) ? sized.with(size, scenario.get(size)) : sized;
        }
        return sized;
    }

    private static Map<Parameter, Double> times(Map<String, Object> map, String path) {
        Map<Parameter, Double> out = new EnumMap<>(Parameter.class);
        if (map.containsKey("times")) {
            String at = EntryException.child(path, "times");
            Entries.map(map.get("times"), at).forEach((key, value) -> {
                String place = EntryException.child(at, key);
                out.put(parameter(key, place), Entries.number(value, place));
            });
        }
        return out;
    }

    private static Parameter parameter(String key, String path) {
        List<String> names =
                Arrays.stream(Parameter.values()).map(Parameter::label).toList();
        return Parameter.find(key).orElseThrow(() -> Entries.unknown("parameter", key, names, path));
    }

    private static List<Observation> observed(@Nullable Object value, String path) {
        List<?> list = Entries.list(value, path);
        List<Observation> out = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String at = EntryException.element(path, i);
            out.add(observation(Entries.map(list.get(i), at), at));
        }
        return out;
    }

    private static Observation observation(Map<String, Object> map, String path) {
        Entries.requireKnown(map, List.of("measure", "right", "score", "gain", "items"), path);
        Quantity quantity = quantity(map.get("measure"), EntryException.child(path, "measure"));
        String itemsPath = EntryException.child(path, "items");
        double items = Entries.number(map.get("items"), itemsPath);
        String key = quantity.isGain() ? "gain" : map.containsKey("right") ? "right" : "score";
        for (String other : List.of("right", "score", "gain")) {
            if (map.containsKey(other) && !other.equals(key)) {
                throw EntryException.ofKey(
                        EntryException.child(path, other), "leave it out: " + quantity + " is given by " + key);
            }
        }
        String at = EntryException.child(path, key);
        double number = Entries.number(map.get(key), at);
        made(itemsPath, () -> new Observation(quantity, 0, items));
        if ("right".equals(key)) {
            if (number != Math.rint(number)) {
                String problem = "right must be a whole number of answers, or give score: ";
                throw EntryException.ofValue(at, problem + Parameter.text(number));
            }
            return made(at, () -> new Observation(quantity, number, items));
        }
        double least = quantity.isGain() ? -1 : 0;
        if (!(number >= least && number <= 1)) {
            String range = " must be in [" + (int) least + ", 1], a share of items: ";
            throw EntryException.ofValue(at, key + range + Parameter.text(number));
        }
        return new Observation(quantity, number * items, items);
    }

    private static Quantity quantity(@Nullable Object value, String path) {
        String label = Entries.text(value, path);
        List<String> names = Quantity.all().stream().map(Quantity::label).toList();
        return Quantity.labelled(label)
                .orElseThrow(() -> EntryException.ofValue(
                        path, "unknown measure \"" + label + "\"" + Entries.suggestion(label, names)));
    }

    private static List<Unknown> unknown(Map<String, ?> map, Set<Parameter> known) {
        if (!map.containsKey("unknown")) {
            return Evidence.usualUnknown(known, learners(map));
        }
        return unknown(map.get("unknown"), "unknown", Optional.empty());
    }

    private static List<Unknown> ofRuns(Map<String, ?> map) {
        List<Unknown> out = new ArrayList<>();
        if (map.get("runs") instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                String path = EntryException.element("runs", i);
                Map<String, Object> run = Entries.map(list.get(i), path);
                if (run.containsKey("unknown")) {
                    out.addAll(unknown(
                            run.get("unknown"),
                            EntryException.child(path, "unknown"),
                            Optional.of(String.valueOf(run.get("name")))));
                }
            }
        }
        return out;
    }

    private static List<Unknown> unknown(@Nullable Object value, String path, Optional<String> run) {
        List<Unknown> out = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                String at = EntryException.element(path, i);
                Parameter parameter = parameter(Entries.text(list.get(i), at), at);
                if (out.stream().anyMatch(each -> each.parameter() == parameter)) {
                    throw EntryException.ofValue(at, parameter.label() + " is unknown twice; name it once");
                }
                out.add(new Unknown(parameter, Prior.byDefault(parameter), run));
            }
            return out;
        }
        Entries.map(value, path).forEach((key, prior) -> {
            String at = EntryException.child(path, key);
            Parameter parameter = parameter(key, at);
            out.add(made(at, () -> new Unknown(parameter, prior(parameter, prior, at), run)));
        });
        return out;
    }

    private static Prior prior(Parameter parameter, @Nullable Object value, String path) {
        if ("default".equals(value)) {
            return Prior.byDefault(parameter);
        }
        if (!(value instanceof Map)) {
            throw EntryException.ofValue(
                    path, "must be default, or one of uniform, logUniform, normal, logNormal, fixed with its numbers");
        }
        Map<String, Object> map = Entries.map(value, path);
        List<String> kinds =
                Arrays.stream(Prior.Kind.values()).map(Prior.Kind::label).toList();
        Entries.requireKnown(map, kinds, path);
        if (map.size() != 1) {
            throw EntryException.ofValue(path, "must be one prior, such as {uniform: [0, 1]}");
        }
        Map.Entry<String, ?> given = map.entrySet().iterator().next();
        String kind = given.getKey();
        String at = EntryException.child(path, kind);
        if (kind.equals(Prior.Kind.FIXED.label())) {
            return Prior.fixed(Entries.value(parameter, given.getValue(), at));
        }
        List<?> numbers = Entries.list(given.getValue(), at);
        if (numbers.size() != 2) {
            throw EntryException.ofValue(at, "must be two numbers, such as [0, 1]");
        }
        double first = Entries.number(numbers.get(0), EntryException.element(at, 0));
        double second = Entries.number(numbers.get(1), EntryException.element(at, 1));
        return made(at, () -> switch (kind) {
            case "uniform" -> Prior.uniform(first, second);
            case "logUniform" -> Prior.logUniform(first, second);
            case "logNormal" -> Prior.logNormal(first, second);
            default -> Prior.normal(first, second);
        });
    }

    private static void requireUnheld(List<Unknown> unknown, Set<Parameter> held) {
        for (Unknown each : unknown) {
            if (held.contains(each.parameter()) && each.run().isEmpty()) {
                throw EntryException.ofKey("known." + each.parameter().label(), "is unknown too; say one or the other");
            }
        }
    }

    private static List<Wanted> wanted(@Nullable Object value, String path, List<TrainingRun> runs) {
        List<?> list = Entries.list(value, path);
        List<Wanted> out = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String at = EntryException.element(path, i);
            Wanted each = wanted(list.get(i), at, runs, true);
            if (out.contains(each)) {
                throw EntryException.ofValue(at, each.quantity() + " is predicted twice; name it once");
            }
            out.add(each);
        }
        return out;
    }

    private static Wanted wanted(@Nullable Object value, String path, List<TrainingRun> runs, boolean mayCount) {
        if (value instanceof String) {
            return new Wanted(quantity(value, path), Evidence.lastObserved(runs).name(), 0);
        }
        Map<String, Object> map = Entries.map(value, path);
        Entries.requireKnown(map, mayCount ? List.of("measure", "run", "items") : List.of("measure", "run"), path);
        Quantity quantity = quantity(map.get("measure"), EntryException.child(path, "measure"));
        int items = map.containsKey("items") ? items(map, path) : 0;
        String run = run(map, path, runs);
        return made(path, () -> new Wanted(quantity, run, items));
    }

    private static String run(Map<String, Object> map, String path, List<TrainingRun> runs) {
        if (!map.containsKey("run")) {
            return Evidence.lastObserved(runs).name();
        }
        String at = EntryException.child(path, "run");
        String name = Entries.text(map.get("run"), at);
        List<String> names = runs.stream().map(TrainingRun::name).toList();
        if (!names.contains(name)) {
            throw EntryException.ofValue(
                    at, "there is no run \"" + name + "\"; name one of " + String.join(", ", names));
        }
        return name;
    }

    private static int items(Map<String, Object> map, String path) {
        String at = EntryException.child(path, "items");
        double items = Entries.number(map.get("items"), at);
        if (!(items >= 1 && items <= 100_000 && items == Math.rint(items))) {
            throw EntryException.ofValue(at, "items must be a whole number in [1, 100000]: " + Parameter.text(items));
        }
        return (int) items;
    }

    private static List<Candidate> candidates(@Nullable Object value, List<TrainingRun> runs) {
        String path = "next.measurements";
        List<?> list = Entries.list(value, path);
        List<Candidate> out = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String at = EntryException.element(path, i);
            Map<String, Object> map = Entries.map(list.get(i), at);
            Entries.requireKnown(map, List.of("measure", "run", "items"), at);
            Quantity quantity = quantity(map.get("measure"), EntryException.child(at, "measure"));
            int items = items(map, at);
            String run = run(map, at, runs);
            out.add(made(at, () -> new Candidate(quantity, run, items)));
        }
        return out;
    }
}
