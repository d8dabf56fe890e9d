package org.evalgap.cli.input;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.evalgap.Scenario;
import org.evalgap.reading.ScenarioReader;
import org.jspecify.annotations.Nullable;

/**
 * A scenario together with what it said of its sources.
 *
 * @param scenario the scenario, consistent
 * @param sources the entries {@code eval}, {@code work} and {@code designer} as they were given; often none
 */
public record ScenarioFile(Scenario scenario, Map<String, @Nullable Object> sources) {
    /**
     * A scenario without a file.
     *
     * @param base what holds where nothing is set
     * @param settings values by name, each legal
     * @return the scenario
     * @throws InputException if the settings do not fit together
     */
    public static ScenarioFile of(Scenario base, Map<String, String> settings) {
        return consistent("", ScenarioReader.withDefaults().withBase(base).read(settings, ""), Map.of());
    }

    /**
     * Reads a file of YAML or JSON. Files of tasks that it names are looked for beside it.
     *
     * @param file the path of the file
     * @param settings values by name, each legal, which override the file's
     * @return the scenario
     * @throws InputException if the file cannot be used
     */
    public static ScenarioFile read(Path file, Map<String, String> settings) {
        YamlMap yaml = YamlMap.read(file);
        ScenarioReader reader = ScenarioReader.withDefaults().withTaskFiles(TaskTable.beside(file));
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(yaml.entries());
        merged.putAll(settings);
        Map<String, @Nullable Object> sources = new LinkedHashMap<>(yaml.entries());
        sources.keySet().retainAll(ScenarioReader.sources());
        return consistent(file.toString(), yaml.read(entries -> reader.read(merged, "")), sources);
    }

    private static ScenarioFile consistent(String where, Scenario scenario, Map<String, @Nullable Object> sources) {
        return new ScenarioFile(Legal.of(where, scenario::requireConsistent), sources);
    }
}
