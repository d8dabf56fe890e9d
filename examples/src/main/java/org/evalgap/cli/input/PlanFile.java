package org.evalgap.cli.input;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.reading.Entries;
import org.evalgap.reading.EntryException;
import org.evalgap.reading.ScenarioReader;
import org.evalgap.store.ResultStore;
import org.evalgap.store.StoreException;
import org.evalgap.sweep.SweepPlan;
import org.jspecify.annotations.Nullable;

/**
 * A plan in a file of YAML or JSON, read once, so that it may come from a pipe; and what the command line changes of it.
 */
public final class PlanFile {
    /** Where a plan says that results are kept; the plan itself is the same without. */
    private static final String STORE = "store";

    private final Path file;
    private final String text;
    private final YamlMap yaml;

    /** Entries of the command line, in place of those of the file. */
    private final Map<String, ?> instead;

    private PlanFile(Path file, String text, YamlMap yaml, Map<String, ?> instead) {
        this.file = file;
        this.text = text;
        this.yaml = yaml;
        this.instead = instead;
    }

    /**
     * The same with other standard errors to be reached.
     *
     * @param errors by the name of a gain or a measure, in place of those of the file; none leaves them
     * @param most replicates that a point has at most, in place of what the file says; null leaves it
     * @return the plan in the file, so changed
     */
    public PlanFile withPrecision(Map<String, Double> errors, @Nullable Integer most) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (!errors.isEmpty()) {
            entries.put("precision", errors);
        }
        if (most != null) {
            entries.put("mostReplicates", most);
        }
        return new PlanFile(file, text, yaml, entries);
    }

    /**
     * Reads a file.
     *
     * @param file the path of the file
     * @return what it holds
     * @throws InputException if it cannot be read, or is no map of YAML or JSON
     */
    public static PlanFile read(Path file) {
        return of(file, TextFile.read(file, "a file of YAML or JSON"));
    }

    /** What a file held, as {@link #read} reads it. */
    static PlanFile of(Path file, byte[] bytes) {
        return new PlanFile(file, new String(bytes, StandardCharsets.UTF_8), YamlMap.of(file, bytes), Map.of());
    }

    /**
     * Where it was read from.
     *
     * @return the path as it was given
     */
    public Path path() {
        return file;
    }

    /**
     * The text of the file.
     *
     * @return every character of it
     */
    public String text() {
        return text;
    }

    /** Makes something of the entries; what is wrong with one is told with its place in the file. */
    <T> T read(Function<Map<String, @Nullable Object>, T> reader) {
        return yaml.read(reader);
    }

    /**
     * The store that the plan names.
     *
     * @return as it is written, or null if there is none
     * @throws InputException if it is not the path of a file
     */
    public @Nullable String store() {
        return yaml.read(entries ->
                        entries.containsKey(STORE) ? requireFile(Entries.text(entries.get(STORE), STORE)) : "")
                .transform(name -> name.isEmpty() ? null : name);
    }

    /** A plan may come from anybody: it names a file, which no database is given that has not made it, and no address. */
    private static String requireFile(String store) {
        try {
            ResultStore.requireUsable(Path.of(store));
            return store;
        } catch (InvalidPathException e) {
            throw EntryException.ofValue(STORE, "must be the path of a file: " + store);
        } catch (StoreException e) {
            throw EntryException.ofValue(STORE, e.problem() + ": " + store);
        }
    }

    /**
     * The plan. Files of tasks that it names are looked for beside it.
     *
     * @param settings values by name, each legal, which hold at every point, whatever the plan says or varies
     * @param seed in place of the plan's, if given
     * @return the plan, consistent
     * @throws InputException if the plan cannot be used
     */
    public SweepPlan plan(Map<String, String> settings, @Nullable Long seed) {
        return plan(settings, seed, Map.of());
    }

    /**
     * The plan, as {@link #plan(Map, Long)}.
     *
     * @param settings values by name, each legal, which hold at every point, whatever the plan says or varies
     * @param seed in place of the plan's, if given
     * @param baseline levels by axis in place of the plan's baseline, if there are any
     * @return the plan, consistent
     * @throws InputException if the plan cannot be used
     */
    public SweepPlan plan(Map<String, String> settings, @Nullable Long seed, Map<String, String> baseline) {
        return plan(settings, seed, baseline, TaskTable.beside(file));
    }

    SweepPlan plan(
            Map<String, String> settings,
            @Nullable Long seed,
            Map<String, String> baseline,
            ScenarioReader.TaskFiles tables) {
        ScenarioReader reader = ScenarioReader.withDefaults().withTaskFiles(tables);
        SweepPlan plan = yaml.read(entries -> made(changed(entries, settings, seed, baseline), reader, baseline));
        return Legal.of(file.toString(), plan::requireConsistent);
    }

    /**
     * The plan of a board, where the file holds one. Files of tasks that it names are looked for beside it.
     *
     * @param settings values by name, each legal, which hold for every lab, whatever the plan says or spreads
     * @param seed in place of the plan's, if given
     * @return the plan, consistent
     * @throws InputException if the plan cannot be used
     */
    public BoardPlan board(Map<String, String> settings, @Nullable Long seed) {
        return board(settings, seed, TaskTable.beside(file));
    }

    BoardPlan board(Map<String, String> settings, @Nullable Long seed, ScenarioReader.TaskFiles tables) {
        for (String name : List.of("rounds", "protocol")) {
            if (settings.containsKey(name)) {
                throw new InputException("--set " + name + "=" + settings.get(name) + ": " + name
                        + " is the board's to say; change " + (name.equals("rounds") ? "releases" : "protocols")
                        + " in the plan");
            }
        }
        ScenarioReader reader = ScenarioReader.withDefaults().withTaskFiles(tables);
        return yaml.read(entries -> {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>(entries);
            changed.remove(STORE);
            if (seed != null) {
                changed.put("seed", seed);
            }
            changed.computeIfPresent("labs", (key, labs) -> settings.isEmpty() ? labs : set(labs, settings));
            return BoardPlan.from(changed, reader);
        });
    }

    /** Labs with settings; what is no lab stays, and is refused in its place. */
    private static Object set(Object labs, Map<String, String> settings) {
        if (!(labs instanceof List<?> list)) {
            return labs;
        }
        List<@Nullable Object> out = new ArrayList<>();
        for (Object lab : list) {
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            if (lab instanceof String preset) {
                map.put("preset", preset);
            } else if (lab instanceof Map<?, ?> given) {
                map.putAll(given);
            } else {
                out.add(lab);
                continue;
            }
            map.putAll(settings);
            out.add(map);
        }
        return out;
    }

    private SweepPlan made(Map<String, @Nullable Object> entries, ScenarioReader reader, Map<String, String> baseline) {
        try {
            return SweepPlan.from(entries, reader);
        } catch (EntryException e) {
            boolean given = !baseline.isEmpty() && (e.path() + ".").startsWith("baseline.");
            throw given ? new InputException(file + ": --baseline: " + e.problem()) : e;
        }
    }

    private Map<String, @Nullable Object> changed(
            Map<String, @Nullable Object> entries,
            Map<String, String> settings,
            @Nullable Long seed,
            Map<String, String> baseline) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(entries);
        changed.remove(STORE);
        changed.putAll(instead);
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
