package org.evalgap.protocol.board;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.protocol.Protocol;
import org.evalgap.reading.Entries;
import org.evalgap.reading.EntryException;
import org.evalgap.reading.ProtocolReader;
import org.evalgap.reading.ScenarioReader;
import org.jspecify.annotations.Nullable;

/** Reads plans of boards from nested maps. Every error names the path of its entry. */
final class BoardPlanReader {
    private static final List<String> KEYS =
            List.of("name", "scenario", "labs", "releases", "protocols", "target", "level", "replicates", "seed");
    private static final List<String> OF_A_LAB = List.of("name", "count", "copying");
    private static final int MOST_LABS = 1000;
    private static final double LEVEL = 0.5;

    private final Map<String, Object> plan;
    private final ScenarioReader scenarios;

    BoardPlanReader(Map<String, ?> plan, ScenarioReader scenarios) {
        this.plan = Entries.map(plan, "");
        this.scenarios = scenarios;
    }

    BoardPlan read() {
        Entries.requireKnown(plan, KEYS, "");
        int releases = plan.containsKey("releases") ? whole("releases", 1, 1024) : 10;
        List<Protocol> protocols = protocols();
        Optional<Target> target = plan.containsKey("target")
                ? Optional.of(at("target", () -> Target.parse(Entries.text(plan.get("target"), "target"), releases)))
                : Optional.empty();
        double level = plan.containsKey("level") ? Entries.number(plan.get("level"), "level") : level(target);
        int replicates = plan.containsKey("replicates") ? whole("replicates", 1, 1_000_000) : 32;
        long seed = plan.containsKey("seed") ? seed() : 1;
        List<BoardLab> labs = labs();
        BoardPlan out = at("level", () -> new BoardPlan(labs, releases, protocols, target, level, replicates, seed));
        at("labs", out::board);
        return out;
    }

    private static double level(Optional<Target> target) {
        return target.filter(t -> t.measure() == BoardMeasure.KENDALL_WORK)
                .map(Target::bound)
                .orElse(LEVEL);
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

    private int whole(String key, int least, int most) {
        return whole(plan.get(key), key, least, most);
    }

    private static int whole(@Nullable Object value, String path, int least, int most) {
        double number = Entries.number(value, path);
        if (!(number == Math.rint(number) && number >= least && number <= most)) {
            throw EntryException.ofValue(
                    path, "must be a whole number in [" + least + ", " + most + "]: " + Parameter.text(number));
        }
        return (int) number;
    }

    private long seed() {
        Object value = plan.get("seed");
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        throw EntryException.ofValue("seed", "must be a whole number: " + value);
    }

    private List<Protocol> protocols() {
        if (!plan.containsKey("protocols")) {
            throw EntryException.ofValue("", "there are no protocols; give protocols: [open, private]");
        }
        List<?> list = Entries.list(plan.get("protocols"), "protocols");
        List<Protocol> out = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String path = EntryException.element("protocols", i);
            Protocol protocol = ProtocolReader.read(list.get(i), path);
            if (!names.add(protocol.name())) {
                throw EntryException.ofValue(path, "is there twice: " + protocol.name() + "; keep one");
            }
            out.add(protocol);
        }
        return out;
    }

    private List<BoardLab> labs() {
        if (!plan.containsKey("labs")) {
            throw EntryException.ofValue("", "there are no labs; give labs: [{count: 5, competence: 0}]");
        }
        Scenario base = common();
        List<?> list = Entries.list(plan.get("labs"), "labs");
        List<BoardLab> out = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            read(list.get(i), i, base, out);
        }
        if (out.size() > MOST_LABS) {
            throw EntryException.ofValue("labs", "must be at most " + MOST_LABS + " in all: " + out.size());
        }
        return out;
    }

    /** What labs have in common. */
    private Scenario common() {
        Object entry = plan.get("scenario");
        if (entry instanceof String name) {
            return at("scenario", () -> Preset.labelled(name)).scenario();
        }
        Map<String, Object> settings = entry == null ? Map.of() : Entries.map(entry, "scenario");
        requireBoards(settings, "scenario");
        return scenarios.read(settings, "scenario");
    }

    private static void requireBoards(Map<String, Object> settings, String path) {
        for (String key : List.of("rounds", "protocol")) {
            if (settings.containsKey(key)) {
                String instead = key.equals("rounds") ? "releases" : "protocols";
                throw EntryException.ofKey(
                        EntryException.child(path, key),
                        key + " is the board's to say; use " + instead + " of the plan");
            }
        }
    }

    private void read(@Nullable Object entry, int index, Scenario base, List<BoardLab> out) {
        String path = EntryException.element("labs", index);
        Map<String, Object> map = Entries.map(entry instanceof String preset ? Map.of("preset", preset) : entry, path);
        requireBoards(map, path);
        String name = map.containsKey("name")
                ? Entries.text(map.get("name"), EntryException.child(path, "name"))
                : "lab " + (index + 1);
        int count = map.containsKey("count")
                ? whole(map.get("count"), EntryException.child(path, "count"), 1, MOST_LABS)
                : 1;
        double copying = map.containsKey("copying")
                ? Entries.number(map.get("copying"), EntryException.child(path, "copying"))
                : 0;
        Map<String, Object> settings = new LinkedHashMap<>(map);
        settings.keySet().removeAll(OF_A_LAB);
        for (int c = 0; c < count; c++) {
            Scenario scenario = scenarios.withBase(base).read(spread(settings, c, count, path), path);
            String own = count == 1 ? name : name + "." + (c + 1);
            out.add(at(EntryException.child(path, "copying"), () -> new BoardLab(own, scenario, copying)));
        }
    }

    /** A parameter that goes from one value to another is spread evenly over the labs of an entry. */
    private static Map<String, Object> spread(Map<String, Object> settings, int c, int count, String path) {
        Map<String, Object> out = new LinkedHashMap<>(settings);
        settings.forEach((name, value) -> {
            if (Parameter.find(name).isPresent() && value instanceof Map<?, ?>) {
                String at = EntryException.child(path, name);
                Map<String, Object> range = Entries.map(value, at);
                Entries.requireKnown(range, List.of("from", "to"), at);
                double from = Entries.number(range.get("from"), EntryException.child(at, "from"));
                double to = Entries.number(range.get("to"), EntryException.child(at, "to"));
                out.put(name, count == 1 ? from : from + (to - from) * c / (count - 1));
            }
        });
        return out;
    }
}
