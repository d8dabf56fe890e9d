package org.evalgap.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evalgap.reading.Entries;
import org.evalgap.reading.EntryException;
import org.evalgap.reading.ScenarioReader;
import org.jspecify.annotations.Nullable;

/**
 * An axis whose choices each set several things at once, so that parameters can be varied together: in a plan, a map of labels
 * to settings under a name of its own.
 */
final class SettingsAxis {
    private SettingsAxis() {}

    /** Whether an entry has the form of such an axis: a map of maps. */
    static boolean describes(@Nullable Object entry) {
        return entry instanceof Map<?, ?> map
                && !map.isEmpty()
                && map.values().stream().allMatch(Map.class::isInstance);
    }

    /**
     * Reads one.
     *
     * @param name its name, which is no parameter's
     * @param entry labels to settings
     * @param varied what the plan varies by other axes, which a choice may not set; what this one varies is added
     * @param scenarios reads settings
     * @param path path of the axis
     * @return the axis
     */
    static Axis read(String name, Object entry, Set<String> varied, ScenarioReader scenarios, String path) {
        List<Axis.Choice> choices = new ArrayList<>();
        Set<String> here = new HashSet<>();
        Entries.map(entry, path).forEach((label, value) -> {
            String at = EntryException.child(path, label);
            Map<String, Object> settings = Entries.map(value, at);
            settings.keySet().forEach(key -> requireFree(key, varied, EntryException.child(at, key)));
            here.addAll(settings.keySet());
            scenarios.read(settings, at);
            choices.add(new Axis.Choice(label, base -> scenarios.withBase(base).read(settings, at)));
        });
        varied.addAll(here);
        return Axis.choices(name, choices);
    }

    private static void requireFree(String key, Set<String> varied, String path) {
        if ("preset".equals(key)) {
            throw EntryException.ofKey(
                    path, "a preset cannot be one of several settings; vary preset, or set it in scenario");
        }
        if (varied.contains(key)) {
            throw EntryException.ofKey(path, key + " is both set here and varied by another axis; keep one");
        }
    }
}
