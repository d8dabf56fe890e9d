package org.evalgap.cli.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Tree;
import org.evalgap.reading.EntryException;
import org.evalgap.reading.ScenarioReader;
import org.evalgap.task.MisfitException;
import org.jspecify.annotations.Nullable;

/** What the page may set: the declared parameters and words, within what can be drawn while somebody drags. Immutable. */
final class Vocabulary {
    private final Scenario start;
    private final Map<Parameter, List<Double>> ticks = new EnumMap<>(Parameter.class);

    Vocabulary(Scenario start) {
        this.start = start;
        List<Scenario> shown = new ArrayList<>(List.of(Scenario.withDefaults(), start));
        Arrays.stream(Preset.values()).map(Preset::scenario).forEach(shown::add);
        PublishedCase.all().stream().map(PublishedCase::scenario).forEach(shown::add);
        for (Parameter parameter : Parameter.values()) {
            TreeSet<Double> values = new TreeSet<>(Ticks.of(parameter));
            shown.forEach(scenario -> values.add(scenario.get(parameter)));
            ticks.put(parameter, List.copyOf(values));
        }
    }

    /** The values of a slider, ascending: what any start has is among them. */
    List<Double> ticks(Parameter parameter) {
        return ticks.get(parameter);
    }

    /**
     * The scenario of some settings. Sources of tasks, which may be files, are no settings.
     *
     * @throws InputException if there is no such setting, or its value is not legal, or too large to be drawn live
     */
    Scenario scenario(Map<String, Object> settings) {
        settings.forEach(this::check);
        try {
            return ScenarioReader.withDefaults().read(settings, "").requireConsistent();
        } catch (EntryException e) {
            throw new InputException(e.problem());
        } catch (MisfitException e) {
            throw new InputException(e.getMessage());
        }
    }

    private void check(String name, Object value) {
        if (Word.find(name).isPresent()) {
            return;
        }
        Parameter parameter = Parameter.find(name)
                .orElseThrow(() -> new InputException(
                        "unknown parameter \"" + Question.shortened(name) + "\"; evalgap parameters lists all"));
        List<Double> values = ticks.get(parameter);
        double most = values.get(values.size() - 1);
        if (value instanceof Double number && parameter.range().contains(number) && number > most) {
            throw new InputException(name + " can be drawn live up to " + Parameter.text(most) + ": "
                    + Parameter.text(number) + "; evalgap simulate takes more");
        }
    }

    /** Numbers that differ from the default. */
    static Map<Parameter, Double> numbers(Scenario scenario) {
        Map<Parameter, Double> out = new EnumMap<>(Parameter.class);
        for (Parameter parameter : Parameter.values()) {
            if (scenario.get(parameter) != parameter.byDefault()) {
                out.put(parameter, scenario.get(parameter));
            }
        }
        return out;
    }

    /** Words that differ from the default. */
    static Map<Word, String> words(Scenario scenario) {
        Map<Word, String> out = new EnumMap<>(Word.class);
        for (Word word : Word.values()) {
            if (!scenario.get(word).equals(word.byDefault())) {
                out.put(word, scenario.get(word));
            }
        }
        return out;
    }

    private static Map<String, Object> settings(Scenario scenario) {
        Map<String, Object> out = new LinkedHashMap<>();
        words(scenario).forEach((word, value) -> out.put(word.label(), value));
        numbers(scenario).forEach((parameter, value) -> out.put(parameter.label(), value));
        return out;
    }

    /** Everything that the page says of parameters, words and where to start. */
    Map<String, @Nullable Object> tree(long seed) {
        List<Object> parameters = new ArrayList<>();
        for (Parameter parameter : Parameter.values()) {
            parameters.add(Tree.of(
                    "name", parameter.label(),
                    "unit", parameter.unit(),
                    "meaning", parameter.meaning(),
                    "stage", parameter.stage().name(),
                    "byDefault", parameter.byDefault(),
                    "ticks", ticks.get(parameter),
                    "learners", learners(parameter)));
        }
        List<Object> words = new ArrayList<>();
        for (Word word : Word.values()) {
            words.add(Tree.of(
                    "name", word.label(),
                    "meaning", word.meaning(),
                    "stage", word.stage().name(),
                    "words", words(word)));
        }
        return Tree.of("parameters", parameters, "words", words, "starts", starts(), "seed", seed);
    }

    /** Which learners a parameter means something to: they take another value than its default. */
    private List<String> learners(Parameter parameter) {
        List<Double> values = ticks.get(parameter);
        int at = values.indexOf(parameter.byDefault());
        double other = values.get(at > 0 ? at - 1 : at + 1);
        return Word.LEARNER.words().stream()
                .filter(learner -> isKnown(
                        Scenario.withDefaults().with(Word.LEARNER, learner).with(parameter, other)))
                .toList();
    }

    /** By word, the learners that take it. */
    private static Map<String, @Nullable Object> words(Word word) {
        Map<String, @Nullable Object> out = Tree.of();
        for (String value : word.words()) {
            out.put(
                    value,
                    word == Word.LEARNER
                            ? word.words()
                            : Word.LEARNER.words().stream()
                                    .filter(learner -> isKnown(Scenario.withDefaults()
                                            .with(Word.LEARNER, learner)
                                            .with(word, value)))
                                    .toList());
        }
        return out;
    }

    private static boolean isKnown(Scenario scenario) {
        try {
            scenario.requireConsistent();
            return true;
        } catch (MisfitException e) {
            return false;
        }
    }

    private List<Object> starts() {
        List<Object> out = new ArrayList<>();
        if (Arrays.stream(Preset.values()).noneMatch(preset -> preset.scenario().equals(start))) {
            out.add(start("as the command says", "given", "", start));
        }
        for (Preset preset : Preset.values()) {
            out.add(start(preset.label(), "Presets", preset.origin(), preset.scenario()));
        }
        for (PublishedCase published : PublishedCase.all()) {
            out.add(start(published.name(), "Published cases", published.source(), published.scenario()));
        }
        return out;
    }

    private Object start(String name, String group, String source, Scenario scenario) {
        return Tree.of(
                "name", name,
                "group", group,
                "source", source,
                "settings", settings(scenario),
                "first", scenario.equals(start));
    }
}
