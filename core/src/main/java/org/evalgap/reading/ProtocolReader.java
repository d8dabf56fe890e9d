package org.evalgap.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.evalgap.protocol.Protocol;
import org.evalgap.protocol.StandardProtocol;
import org.evalgap.protocol.Telling;
import org.jspecify.annotations.Nullable;

/**
 * Reads a protocol: a name such as {@code open}, or a map of names with their numbers, such as {@code {rotating: 2}} or
 * {@code {private: {}, ladder: 0.01, limited: 3}}.
 */
public final class ProtocolReader {
    private static final String OPEN = "open";
    private static final String PRIVATE = "private";
    private static final String DELAYED = "delayed";
    private static final String ROTATING = "rotating";
    private static final String LIMITED = "limited";
    private static final String NOISY = "noisy";
    private static final String LADDER = "ladder";
    private static final String THRESHOLDOUT = "thresholdout";
    private static final String ROUNDED = "rounded";
    private static final String FREE = "free";
    private static final List<String> CONTENTS = List.of(OPEN, PRIVATE, DELAYED);
    private static final List<String> NAMES =
            List.of(OPEN, PRIVATE, DELAYED, ROTATING, LIMITED, NOISY, LADDER, THRESHOLDOUT, ROUNDED);
    private static final List<String> OF_THRESHOLDOUT = List.of("threshold", "noise", "budget", "law");

    private ProtocolReader() {}

    /**
     * Reads a protocol.
     *
     * @param value what was read; may be null
     * @param path where
     * @return the protocol
     * @throws EntryException if a name is unknown, a number is out of range, or names contradict each other
     */
    public static Protocol read(@Nullable Object value, String path) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (value instanceof String name) {
            if (!NAMES.contains(name)) {
                EntryException unknown = Entries.unknown("protocol", name, NAMES, path);
                throw EntryException.ofValue(path, unknown.problem());
            }
            map.put(name, null);
        } else {
            map.putAll(Entries.map(value, path));
            if (map.isEmpty()) {
                throw EntryException.ofValue(
                        path, "must name a protocol, one or several of " + String.join(", ", NAMES));
            }
        }
        return read(map, path);
    }

    private static Protocol read(Map<String, @Nullable Object> map, String path) {
        for (String key : map.keySet()) {
            if (!NAMES.contains(key)) {
                throw Entries.unknown("protocol", key, NAMES, EntryException.child(path, key));
            }
        }
        List<String> contents = CONTENTS.stream().filter(map::containsKey).toList();
        if (contents.size() > 1) {
            throw EntryException.ofValue(
                    path,
                    contents.get(0) + " and " + contents.get(1)
                            + " contradict each other: both say which contents labs see; keep one of them");
        }
        StandardProtocol protocol = contents(map, path);
        if (map.containsKey(LIMITED)) {
            protocol = count(map, LIMITED, path, protocol::limited);
        }
        for (Telling telling : tellings(map, path)) {
            StandardProtocol before = protocol;
            protocol = at(path, () -> before.telling(telling));
        }
        return at(path, protocol::requireConsistent);
    }

    private static StandardProtocol contents(Map<String, @Nullable Object> map, String path) {
        if (map.containsKey(DELAYED)) {
            return rotating(map, path, count(map, DELAYED, path, StandardProtocol::delayed));
        }
        for (String name : List.of(OPEN, PRIVATE)) {
            if (map.containsKey(name)) {
                requireNothing(map.get(name), EntryException.child(path, name));
                StandardProtocol named = name.equals(OPEN) ? StandardProtocol.open() : StandardProtocol.privately();
                return rotating(map, path, named);
            }
        }
        return map.containsKey(ROTATING)
                ? count(map, ROTATING, path, StandardProtocol::retiring)
                : StandardProtocol.open();
    }

    private static StandardProtocol rotating(
            Map<String, @Nullable Object> map, String path, StandardProtocol contents) {
        return map.containsKey(ROTATING) ? count(map, ROTATING, path, contents::rotating) : contents;
    }

    private static void requireNothing(@Nullable Object value, String path) {
        boolean nothing =
                value == null || value instanceof Map<?, ?> map && map.isEmpty() || Boolean.TRUE.equals(value);
        if (!nothing) {
            throw EntryException.ofValue(path, "has no number; write {}: " + value);
        }
    }

    private static List<Telling> tellings(Map<String, @Nullable Object> map, String path) {
        List<Telling> out = new ArrayList<>();
        if (map.containsKey(NOISY)) {
            String at = EntryException.child(path, NOISY);
            double scale = Entries.number(map.get(NOISY), at);
            out.add(at(at, () -> Telling.noisy(scale)));
        }
        if (map.containsKey(LADDER)) {
            out.add(ladder(map.get(LADDER), EntryException.child(path, LADDER)));
        }
        if (map.containsKey(THRESHOLDOUT)) {
            out.add(thresholdout(map.get(THRESHOLDOUT), EntryException.child(path, THRESHOLDOUT)));
        }
        if (map.containsKey(ROUNDED)) {
            out.add(count(map, ROUNDED, path, Telling::rounded));
        }
        return out;
    }

    private static Telling ladder(@Nullable Object value, String path) {
        boolean free = value == null || FREE.equals(value) || value instanceof Map<?, ?> map && map.isEmpty();
        if (free) {
            return Telling.ladder();
        }
        double step = Entries.number(value, path);
        return at(path, () -> Telling.ladder(step));
    }

    private static Telling thresholdout(@Nullable Object value, String path) {
        Map<String, Object> map = Entries.map(value, path);
        Entries.requireKnown(map, OF_THRESHOLDOUT, path);
        double threshold = Entries.number(map.get("threshold"), EntryException.child(path, "threshold"));
        double noise = Entries.number(map.get("noise"), EntryException.child(path, "noise"));
        int budget = map.containsKey("budget") ? whole(map.get("budget"), path, "budget") : Integer.MAX_VALUE;
        Object law = map.getOrDefault("law", "laplace");
        if (!"laplace".equals(law) && !"gaussian".equals(law)) {
            throw EntryException.ofValue(EntryException.child(path, "law"), "must be laplace or gaussian: " + law);
        }
        return at(
                path,
                () -> "gaussian".equals(law)
                        ? Telling.gaussianThresholdout(threshold, noise, budget)
                        : Telling.thresholdout(threshold, noise, budget));
    }

    private static <T> T count(Map<String, @Nullable Object> map, String name, String path, IntFunction<T> made) {
        int number = whole(map.get(name), path, name);
        return at(EntryException.child(path, name), () -> made.apply(number));
    }

    private static int whole(@Nullable Object value, String path, String name) {
        String at = EntryException.child(path, name);
        if (value == null) {
            throw EntryException.ofValue(at, "needs a number; write {" + name + ": 2}");
        }
        double number = Entries.number(value, at);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw EntryException.ofValue(at, name + " must be a whole number: " + value);
        }
        return (int) number;
    }

    private static <T> T at(String path, Supplier<T> step) {
        try {
            return step.get();
        } catch (EntryException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw EntryException.ofValue(path, e.getMessage());
        }
    }
}
