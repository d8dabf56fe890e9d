package org.evalgap.cli.input;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.evalgap.Entries;
import org.evalgap.ScenarioReader;
import org.evalgap.sweep.SweepPlan;
import org.jspecify.annotations.Nullable;

/** Plans in files of YAML or JSON, and what the command line changes of them. */
public final class PlanFile {
    /** Where a plan says that results are kept; the plan itself is the same without. */
    private static final String STORE = "store";

    private PlanFile() {}

    /**
     * The store that a plan names.
     *
     * @param file the path of the file
     * @return as it is written, or null if there is none
     * @throws InputException if it is not a text
     */
    public static @Nullable String store(Path file) {
        return YamlMap.read(file)
                .read(entries -> entries.containsKey(STORE) ? Entries.text(entries.get(STORE), STORE) : "")
                .transform(text -> text.isEmpty() ? null : text);
    }

    /**
     * Reads a plan. Files of tasks that it names are looked for beside it.
     *
     * @param file the path of the file
     * @param settings values by name, each legal, which hold at every point, whatever the plan says or varies
     * @param seed in place of the plan's, if given
     * @throws InputException if the plan cannot be used
     */
    public static SweepPlan read(Path file, Map<String, String> settings, @Nullable Long seed) {
        return read(file, settings, seed, Map.of());
    }

    /**
     * Reads a plan, as {@link #read(Path, Map, Long)}.
     *
     * @param file the path of the file
     * @param settings values by name, each legal, which hold at every point, whatever the plan says or varies
     * @param seed in place of the plan's, if given
     * @param baseline levels by axis in place of the plan's baseline, if there are any
     * @throws InputException if the plan cannot be used
     */
    public static SweepPlan read(
            Path file, Map<String, String> settings, @Nullable Long seed, Map<String, String> baseline) {
        YamlMap yaml = YamlMap.read(file);
        Path folder = file.toAbsolutePath().getParent();
        ScenarioReader reader = ScenarioReader.withDefaults()
                .withTaskFiles(tasks -> TaskTable.read(folder == null ? Path.of(tasks) : folder.resolve(tasks)));
        SweepPlan plan = yaml.read(entries -> SweepPlan.from(changed(entries, settings, seed, baseline), reader));
        try {
            return plan.requireConsistent();
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": " + e.getMessage());
        }
    }

    private static Map<String, @Nullable Object> changed(
            Map<String, @Nullable Object> entries,
            Map<String, String> settings,
            @Nullable Long seed,
            Map<String, String> baseline) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(entries);
        changed.remove(STORE);
        if (seed != null) {
            changed.put("seed", seed);
        }
        if (!baseline.isEmpty()) {
            changed.put("baseline", baseline);
        }
        if (settings.isEmpty()) {
            return changed;
        }
        Object scenario = entries.getOrDefault("scenario", Map.of());
        Map<String, @Nullable Object> set = new LinkedHashMap<>(
                scenario instanceof String preset ? Map.of("preset", preset) : Entries.map(scenario, "scenario"));
        set.putAll(settings);
        changed.put("scenario", set);
        if (entries.containsKey("vary")) {
            Map<String, @Nullable Object> vary = new LinkedHashMap<>(Entries.map(entries.get("vary"), "vary"));
            vary.keySet().removeAll(settings.keySet());
            vary.replaceAll(
                    (axis, values) -> values instanceof Map<?, ?> choices ? without(choices, settings) : values);
            changed.put("vary", vary);
        }
        return changed;
    }

    /** Choices that set several things at once, without what the command line sets. */
    private static Map<Object, @Nullable Object> without(Map<?, ?> choices, Map<String, String> settings) {
        Map<Object, @Nullable Object> left = new LinkedHashMap<>(choices);
        left.replaceAll((label, choice) -> {
            if (!(choice instanceof Map<?, ?> together)) {
                return choice;
            }
            Map<Object, @Nullable Object> kept = new LinkedHashMap<>(together);
            kept.keySet().removeAll(settings.keySet());
            return kept;
        });
        return left;
    }
}
