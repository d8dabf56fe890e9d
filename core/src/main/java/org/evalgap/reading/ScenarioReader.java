package org.evalgap.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.learner.GradientFlow;
import org.evalgap.learner.SampledTrainer;
import org.evalgap.learner.Trainer;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSet;
import org.evalgap.task.TaskSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scenario from nested maps, as files of YAML or JSON hold it: {@code preset}, parameters and {@linkplain Word words} by
 * name, {@code trainer}, {@code protocol}, and the sources {@code eval}, {@code work} and {@code designer}, each either a {@code mixture} of Gaussians or a file of
 * {@code tasks}. Immutable.
 *
 * <p>Of a component of a mixture, {@code mean} and {@code spread} must be given; {@code weight} is 1, and
 * {@code difficultyMean} and {@code difficultySpread} are the scenario's where they are not.
 */
public final class ScenarioReader {
    private static final String PRESET = "preset";
    private static final String TRAINER = "trainer";
    private static final String PROTOCOL = "protocol";
    private static final List<String> SOURCES = List.of("eval", "work", "designer", "pretrainingSource");
    private static final List<String> COMPONENT =
            List.of("weight", "mean", "spread", "difficultyMean", "difficultySpread");

    /** The trainers that a scenario can ask for by name. */
    private static final List<Map.Entry<String, Trainer>> TRAINERS =
            List.of(Map.entry("flow", GradientFlow.INSTANCE), Map.entry("sampled", SampledTrainer.INSTANCE));

    /** Reads the tables of explicit task sets, which the library itself does not. */
    @FunctionalInterface
    public interface TaskFiles {
        /**
         * Reads a table of tasks.
         *
         * @param file the file as the scenario names it
         * @return the tasks
         */
        TaskSet read(String file);
    }

    private final Scenario base;
    private final Optional<TaskFiles> files;

    private ScenarioReader(Scenario base, Optional<TaskFiles> files) {
        this.base = base;
        this.files = files;
    }

    /**
     * A reader that starts from the defaults and refuses files of tasks.
     *
     * @return the reader
     */
    public static ScenarioReader withDefaults() {
        return new ScenarioReader(Scenario.withDefaults(), Optional.empty());
    }

    /**
     * A reader that starts from another scenario where none is named by {@code preset}.
     *
     * @param scenario what holds where nothing is said
     * @return the reader
     */
    public ScenarioReader withBase(Scenario scenario) {
        return new ScenarioReader(Objects.requireNonNull(scenario, "base"), files);
    }

    /**
     * A reader that can read files of tasks.
     *
     * @param reader reads a file; what it throws is passed on
     * @return the reader
     */
    public ScenarioReader withTaskFiles(TaskFiles reader) {
        return new ScenarioReader(base, Optional.of(reader));
    }

    /**
     * Reads a scenario. What several parameters must agree on is not checked here but by
     * {@link Scenario#requireConsistent()}, because a sweep may vary one of them.
     *
     * @param map names to values
     * @param path path of the map in error messages; empty at the top
     * @return the scenario
     * @throws EntryException if a key is unknown or a value is not legal
     */
    public Scenario read(Map<String, ?> map, String path) {
        Scenario scenario = map.containsKey(PRESET) ? preset(map.get(PRESET), child(path, PRESET)) : base;
        Map<Parameter, Double> values = new EnumMap<>(Parameter.class);
        Map<Word, String> words = new EnumMap<>(Word.class);
        for (Map.Entry<String, ?> entry : map.entrySet()) {
            Optional<Parameter> parameter = Parameter.find(entry.getKey());
            Optional<Word> word = Word.find(entry.getKey());
            String at = child(path, entry.getKey());
            if (word.isPresent()) {
                words.put(word.get(), word(word.get(), entry.getValue(), at));
            } else if (parameter.isPresent()) {
                values.put(parameter.get(), Entries.value(parameter.get(), entry.getValue(), at));
            } else if (!structured().contains(entry.getKey())) {
                throw Entries.unknown("parameter", entry.getKey(), names(), at);
            }
        }
        Scenario changed = scenario.with(values);
        for (Map.Entry<Word, String> entry : words.entrySet()) {
            changed = changed.with(entry.getKey(), entry.getValue());
        }
        return parts(changed, map, path);
    }

    private static String word(Word word, @Nullable Object value, String path) {
        String text = Entries.text(value, path);
        try {
            return word.check(text);
        } catch (IllegalArgumentException e) {
            throw EntryException.ofValue(path, e.getMessage());
        }
    }

    /**
     * Every name that a scenario can hold: the parameters, the words and the parts that are neither.
     *
     * @return the names
     */
    public static List<String> names() {
        List<String> names = new ArrayList<>(structured());
        Arrays.stream(Word.values()).map(Word::label).forEach(names::add);
        Arrays.stream(Parameter.values()).map(Parameter::label).forEach(names::add);
        return List.copyOf(names);
    }

    /**
     * The names of the sources of tasks.
     *
     * @return {@code eval}, {@code work}, {@code designer} and {@code pretrainingSource}
     */
    public static List<String> sources() {
        return SOURCES;
    }

    private static List<String> structured() {
        List<String> names = new ArrayList<>(List.of(PRESET, TRAINER, PROTOCOL));
        names.addAll(SOURCES);
        return names;
    }

    private static Scenario preset(@Nullable Object value, String path) {
        try {
            return Preset.labelled(Entries.text(value, path)).scenario();
        } catch (EntryException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw EntryException.ofValue(path, e.getMessage());
        }
    }

    private Scenario parts(Scenario scenario, Map<String, ?> map, String path) {
        Scenario changed = scenario;
        if (map.containsKey(TRAINER)) {
            changed = changed.withTrainer(trainer(map.get(TRAINER), child(path, TRAINER)));
        }
        if (map.containsKey(PROTOCOL)) {
            changed = changed.withProtocol(ProtocolReader.read(map.get(PROTOCOL), child(path, PROTOCOL)));
        }
        for (String name : SOURCES) {
            if (map.containsKey(name)) {
                TaskSource source = source(map.get(name), scenario, child(path, name));
                changed = switch (name) {
                    case "eval" -> changed.withEval(source);
                    case "work" -> changed.withWork(source);
                    case "pretrainingSource" -> changed.withPretrainingSource(source);
                    default -> changed.withImagined(source);
                };
            }
        }
        return changed;
    }

    private static Trainer trainer(@Nullable Object value, String path) {
        String name = Entries.text(value, path);
        for (Map.Entry<String, Trainer> trainer : TRAINERS) {
            if (trainer.getKey().equals(name)) {
                return trainer.getValue();
            }
        }
        List<String> known = TRAINERS.stream().map(Map.Entry::getKey).toList();
        throw EntryException.ofValue(path, "unknown trainer \"" + name + "\"; give one of " + String.join(", ", known));
    }

    private TaskSource source(@Nullable Object value, Scenario scenario, String path) {
        Map<String, Object> map = Entries.map(value, path);
        Entries.requireKnown(map, List.of("mixture", "tasks"), path);
        if (map.size() != 1) {
            throw EntryException.ofValue(path, "must hold either a mixture or a file of tasks");
        }
        return map.containsKey("mixture")
                ? mixture(map.get("mixture"), scenario, child(path, "mixture"))
                : tasks(map.get("tasks"), child(path, "tasks"));
    }

    private TaskSet tasks(@Nullable Object value, String path) {
        String file = Entries.text(value, path);
        return files.orElseThrow(() -> EntryException.ofValue(
                        path, "files of tasks cannot be read here: " + file + "; give a mixture"))
                .read(file);
    }

    private static GaussianMixture mixture(@Nullable Object value, Scenario scenario, String path) {
        List<?> list = Entries.list(value, path);
        List<GaussianMixture.Component> components = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String at = EntryException.element(path, i);
            components.add(component(Entries.map(list.get(i), at), scenario, at));
        }
        try {
            return GaussianMixture.of(components);
        } catch (IllegalArgumentException e) {
            throw EntryException.ofValue(path, e.getMessage());
        }
    }

    private static GaussianMixture.Component component(Map<String, Object> map, Scenario scenario, String path) {
        Entries.requireKnown(map, COMPONENT, path);
        double[] mean = mean(map.get("mean"), child(path, "mean"));
        double[] numbers = COMPONENT.stream()
                .filter(name -> !"mean".equals(name))
                .mapToDouble(name -> map.containsKey(name) || "spread".equals(name)
                        ? Entries.number(map.get(name), child(path, name))
                        : otherwise(name, scenario))
                .toArray();
        try {
            return new GaussianMixture.Component(numbers[0], mean, numbers[1], numbers[2], numbers[3]);
        } catch (IllegalArgumentException e) {
            throw EntryException.ofValue(path, e.getMessage());
        }
    }

    private static double otherwise(String name, Scenario scenario) {
        return switch (name) {
            case "difficultyMean" -> scenario.difficultyMean();
            case "difficultySpread" -> scenario.difficultySpread();
            default -> 1;
        };
    }

    private static double[] mean(@Nullable Object value, String path) {
        List<?> list = Entries.list(value, path);
        double[] mean = new double[list.size()];
        Arrays.setAll(mean, d -> Entries.number(list.get(d), EntryException.element(path, d)));
        return mean;
    }

    private static String child(String path, String key) {
        return EntryException.child(path, key);
    }
}
