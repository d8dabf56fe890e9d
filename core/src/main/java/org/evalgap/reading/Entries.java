package org.evalgap.reading;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.evalgap.Parameter;
import org.evalgap.internal.Names;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to what plan and scenario files hold: nested maps, lists, texts and numbers. Each method takes the path of the
 * value, and throws an {@link EntryException} that names it where the value has another type or is out of range.
 */
public final class Entries {
    /** Possessive, so that a text of many digits and a letter is not tried in every way to part the digits. */
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?+(?:\\d++(?:\\.\\d*+)?+|\\.\\d++)(?:[eE][+-]?+\\d++)?+");

    private Entries() {}

    /**
     * A map with texts as keys.
     *
     * @param value what was read; may be null
     * @param path where
     * @return its entries in order
     */
    public static Map<String, Object> map(@Nullable Object value, String path) {
        if (!(value instanceof Map<?, ?> map)) {
            throw EntryException.ofValue(path, "must be a map of names to values: " + shown(value));
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        map.forEach((key, entry) -> entries.put(String.valueOf(key), entry));
        return entries;
    }

    /**
     * A list of at least one element.
     *
     * @param value what was read; may be null
     * @param path where
     * @return the list
     */
    public static List<?> list(@Nullable Object value, String path) {
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list;
        }
        throw EntryException.ofValue(path, "must be a list of at least one element: " + shown(value));
    }

    /**
     * A text.
     *
     * @param value what was read; may be null
     * @param path where
     * @return the text, not blank
     */
    public static String text(@Nullable Object value, String path) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw EntryException.ofValue(path, "must be a text: " + shown(value));
    }

    /**
     * A finite number; a text that is a decimal number will do, as YAML takes {@code 1e3} for a text.
     *
     * @param value what was read; may be null
     * @param path where
     * @return the number
     */
    public static double number(@Nullable Object value, String path) {
        if (isNumber(value)) {
            return parse(value);
        }
        throw EntryException.ofValue(path, "must be a finite number: " + shown(value));
    }

    /**
     * A legal value of a parameter.
     *
     * @param parameter which
     * @param value what was read; may be null
     * @param path where
     * @return the value, within the parameter's range
     */
    public static double value(Parameter parameter, @Nullable Object value, String path) {
        if (isNumber(value) && parameter.range().contains(parse(value))) {
            return parameter.check(parse(value));
        }
        throw EntryException.ofValue(
                path,
                parameter.label() + " must be " + parameter.range().demand() + ": "
                        + (isNumber(value) ? Parameter.text(parse(value)) : shown(value)));
    }

    /**
     * Refuses a map that has a key beyond the known ones.
     *
     * @param map the map
     * @param known at least one name
     * @param path path of the map
     */
    public static void requireKnown(Map<String, ?> map, Collection<String> known, String path) {
        for (String key : map.keySet()) {
            if (!known.contains(key)) {
                throw unknown("key", key, known, EntryException.child(path, key));
            }
        }
    }

    /**
     * The error for a key that nothing is known by, with the nearest name that is.
     *
     * @param kind what the key should be, such as {@code parameter}
     * @param key the key
     * @param known at least one name
     * @param path path of the key, itself included
     * @return the exception
     */
    public static EntryException unknown(String kind, String key, Collection<String> known, String path) {
        return EntryException.ofKey(path, "unknown " + kind + " \"" + key + "\"" + Names.suggestionOrAll(key, known));
    }

    /**
     * The end of a sentence about a name that nobody knows: what was meant, where a known name is near.
     *
     * @param given what was written
     * @param known names that would do
     * @return {@code ; did you mean "NAME"?}, or a full stop
     */
    public static String suggestion(String given, Collection<String> known) {
        return Names.suggestion(given, known);
    }

    private static boolean isNumber(@Nullable Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue())
                || value instanceof String text
                        && DECIMAL.matcher(text).matches()
                        && Double.isFinite(Double.parseDouble(text));
    }

    private static double parse(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble((String) value);
    }

    private static String shown(@Nullable Object value) {
        if (value == null) {
            return "nothing is given";
        }
        if (value instanceof Map) {
            return "a map";
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "an empty list" : "a list";
        }
        String text = value.toString().replaceAll("\\R", " ");
        String cut = text.length() <= 40 ? text : text.substring(0, 39) + "…";
        return value instanceof String ? "\"" + cut + "\"" : cut;
    }
}
