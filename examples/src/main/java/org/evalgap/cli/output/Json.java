package org.evalgap.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trees as JSON: maps, lists, arrays of doubles, texts, truth values and numbers, which are the shortest decimals that read
 * back as the same doubles; what is not finite is null.
 */
public final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private final JsonGenerator generator;
    private final boolean points;

    private Json(JsonGenerator generator, boolean points) {
        this.generator = generator;
        this.points = points;
    }

    /**
     * A tree as indented text with a line feed at its end. Doubles below 10⁷ that are whole are written without a point.
     *
     * @param tree its root
     * @return the text
     */
    public static String text(Object tree) {
        return text(tree, false);
    }

    /**
     * A tree as {@link #text(Object)}, but for doubles that are whole: they keep their points, as in {@code 3.0}.
     *
     * @param tree its root
     * @return the text
     */
    public static String withPoints(Object tree) {
        return text(tree, true);
    }

    /**
     * A tree in one line, without its end.
     *
     * @param tree its root
     * @return the text
     */
    public static String line(Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            new Json(generator, false).value(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String text(Object tree, boolean points) {
        StringWriter text = new StringWriter();
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            new Json(generator, points).value(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    /**
     * Writes a tree into what is being written; doubles keep their points.
     *
     * @param generator where to
     * @param tree its root
     * @throws IOException if the generator throws
     */
    public static void write(JsonGenerator generator, Object tree) throws IOException {
        new Json(generator, true).value(tree);
    }

    private void value(@Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Iterable<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                value(element);
            }
            generator.writeEndArray();
        } else if (value instanceof double[] numbers) {
            generator.writeStartArray();
            for (double number : numbers) {
                number(number);
            }
            generator.writeEndArray();
        } else if (value instanceof Long || value instanceof Integer) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            number(number.doubleValue());
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else {
            generator.writeString(value.toString());
        }
    }

    private void object(Map<?, ?> map) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            generator.writeFieldName(String.valueOf(entry.getKey()));
            value(entry.getValue());
        }
        generator.writeEndObject();
    }

    private void number(double value) throws IOException {
        if (!Double.isFinite(value)) {
            generator.writeNull();
        } else if (!points && value == Math.rint(value) && Math.abs(value) < 1e7) {
            generator.writeNumber((long) value);
        } else {
            generator.writeNumber(value);
        }
    }
}
