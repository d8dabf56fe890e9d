package org.evalgap.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Numbers as text for files: the shortest decimal that reads back as the same double, the same text on every JDK.
 * {@code Double.toString} is not: up to JDK 18 it gives some doubles a digit too many.
 */
public final class Numbers {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private Numbers() {}

    /**
     * A number as text: whole numbers below 10⁷ in size without a fraction, NaN as nothing.
     *
     * @param value any number
     * @return its text
     */
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        return NumberOutput.toString(value, true);
    }

    /**
     * A number with a fixed number of decimals, for reading. Unlike {@code String.format} it rounds the exact value and needs
     * no locale, which takes long to load.
     *
     * @param value any number; NaN gives nothing
     * @param decimals how many
     * @return its text, without the sign of a zero
     */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "" : Double.toString(value);
        }
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** As {@link #fixed}, with the sign of what is above 0 too. */
    public static String signed(double value, int decimals) {
        String text = fixed(value, decimals);
        return value > 0 ? "+" + text : text;
    }

    /**
     * A generator of indented JSON with line feeds whose doubles are written like {@link #text}'s.
     *
     * @param out where to; not closed by the generator's {@code close}
     * @return the generator
     * @throws IOException if {@code out} throws
     */
    public static JsonGenerator json(Writer out) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        JsonGenerator generator = JSON.createGenerator(out);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        return generator.setPrettyPrinter(
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
    }

    /**
     * A record of comma-separated values, without line end; cells with commas, quotes or line breaks are quoted.
     *
     * @param cells the cells
     * @return the line
     */
    public static String csv(List<String> cells) {
        return cells.stream().map(Numbers::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && !cell.startsWith("#")
                && cell.equals(cell.strip());
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
