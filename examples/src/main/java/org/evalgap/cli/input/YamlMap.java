package org.evalgap.cli.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.evalgap.reading.EntryException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A file of YAML or JSON as nested maps, lists, texts, numbers and truth values, which remembers on which line and column
 * every entry stands, so that an error in the meaning of an entry can point into the file.
 *
 * <p>Keys must not occur twice; YAML's aliases, merge keys and further documents are refused rather than misread.
 */
final class YamlMap {
    /** As much as the parser of YAML takes, which is slow to say so. */
    private static final int MOST_BYTES = 3 << 20;

    /** What YAML takes for octal, hexadecimal or binary digits. */
    private static final Pattern NOT_DECIMAL = Pattern.compile("[+-]?+0[0-9a-zA-Z_]++");

    private final Path file;
    private final Map<String, JsonLocation> keys = new HashMap<>();
    private final Map<String, JsonLocation> values = new HashMap<>();
    private Map<String, @Nullable Object> entries = Map.of();

    private YamlMap(Path file) {
        this.file = file;
    }

    /**
     * Reads a file; JSON if its name ends in {@code .json}, YAML otherwise.
     *
     * @param file the path of the file
     * @return its entries
     * @throws InputException if the file is missing, empty, not UTF-8, broken, or not a map
     */
    static YamlMap read(Path file) {
        return of(file, TextFile.read(file, "a file of YAML or JSON"));
    }

    /**
     * Reads what a file held.
     *
     * @param file the path of the file, for messages and for its kind
     * @param bytes UTF-8
     * @return its entries
     * @throws InputException if they are none, broken, or not a map
     */
    static YamlMap of(Path file, byte[] bytes) {
        YamlMap map = new YamlMap(file);
        if (bytes.length > MOST_BYTES) {
            throw new InputException(file + ": " + bytes.length + " bytes; a plan or scenario may have " + MOST_BYTES
                    + ": put tasks into a table and name it, or fill axes by ranges");
        }
        try (JsonParser parser = factory(file).createParser(bytes)) {
            map.parse(parser);
        } catch (JsonProcessingException e) {
            throw map.broken(location(e), summary(ParserMessage.plain(e)));
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e.getMessage() + ")");
        }
        return map;
    }

    private static JsonFactory factory(Path file) {
        boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        return json ? new JsonFactory() : new YAMLFactory();
    }

    /** Where YAML's scanner stumbled, which may be behind the last token that Jackson saw. */
    private static @Nullable JsonLocation location(JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            Mark mark = marked.getProblemMark();
            return new JsonLocation(ContentReference.unknown(), -1, mark.getLine() + 1, mark.getColumn() + 1);
        }
        return e.getLocation();
    }

    /** YAML's parser says on several lines what it was doing and what went wrong, with excerpts of the file in between. */
    private static String summary(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining(": "));
    }

    private void parse(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            throw new InputException(file + ": the file is empty; give at least one entry, such as preset: default");
        }
        if (first != JsonToken.START_OBJECT) {
            throw broken(parser.currentTokenLocation(), "must be a map of names to values, such as preset: default");
        }
        entries = map(parser, "");
        if (parser.nextToken() != null) {
            throw broken(parser.currentTokenLocation(), "must end here; give one document a file");
        }
    }

    private Map<String, @Nullable Object> map(JsonParser parser, String path) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String at = EntryException.child(path, key);
            JsonLocation where = parser.currentTokenLocation();
            if (map.containsKey(key)) {
                throw broken(where, "\"" + key + "\" occurs twice; keep one");
            }
            keys.put(at, where);
            parser.nextToken();
            map.put(key, value(parser, at));
        }
        return map;
    }

    private List<@Nullable Object> list(JsonParser parser, String path) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, EntryException.element(path, list.size())));
        }
        return list;
    }

    private @Nullable Object value(JsonParser parser, String path) throws IOException {
        values.put(path, parser.currentTokenLocation());
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw broken(parser.currentTokenLocation(), "aliases cannot be read; write the value out");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(parser, path);
            case START_ARRAY -> list(parser, path);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    /**
     * Whole numbers that fit stay whole: a seed may have more digits than a double keeps. What YAML calls a number and is
     * none, such as {@code .nan}, stays a text, which whoever wants a number refuses. What it would read as octal or hexadecimal
     * is refused, since nobody means 8 by 010.
     */
    private Object number(JsonParser parser) throws IOException {
        String text = parser.getText();
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && NOT_DECIMAL.matcher(text).matches()) {
            throw broken(
                    parser.currentTokenLocation(),
                    text + " is no decimal number but " + parser.getNumberValue() + " in YAML; write the number that is"
                            + " meant, without a leading 0");
        }
        if (!Character.isDigit(text.charAt(text.length() - 1)) && !text.endsWith(".")) {
            return text;
        }
        JsonParser.NumberType type = parser.getNumberType();
        boolean whole = type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG;
        return whole ? (Object) parser.getLongValue() : (Object) parser.getDoubleValue();
    }

    /** The file as it was given. */
    Path file() {
        return file;
    }

    /** The entries in the order of the file. */
    Map<String, @Nullable Object> entries() {
        return entries;
    }

    /**
     * Makes something of the entries.
     *
     * @param reader takes the entries; throws an {@link EntryException} where it cannot
     * @return what the reader made
     * @throws InputException with file, line and column in place of an {@link EntryException}
     */
    <T> T read(Function<Map<String, @Nullable Object>, T> reader) {
        try {
            return reader.apply(entries);
        } catch (EntryException e) {
            JsonLocation where = (e.aboutKey() ? keys : values).get(e.path());
            throw where == null ? broken(nearest(e.path()), e.getMessage()) : broken(where, e.getMessage());
        }
    }

    /** Where something is missing: at the entry that should hold it. */
    private @Nullable JsonLocation nearest(String path) {
        String rest = path;
        while (!rest.isEmpty()) {
            rest = rest.substring(0, Math.max(0, Math.max(rest.lastIndexOf('.'), rest.lastIndexOf('['))));
            if (values.containsKey(rest)) {
                return values.get(rest);
            }
        }
        return null;
    }

    private InputException broken(@Nullable JsonLocation where, String problem) {
        String place = where == null ? "" : ", line " + where.getLineNr() + ", column " + where.getColumnNr();
        return new InputException(file + place + ": " + problem);
    }
}
