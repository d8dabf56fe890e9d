package org.evalgap.cli.output;

import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import org.evalgap.cli.input.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * Records of comma-separated values, each ended by a line feed. Cells are quoted only where they must be, which includes what
 * {@link org.evalgap.cli.input.CsvTable} would trim or take for a comment. What spreadsheets would compute is behind an apostrophe,
 * which that table takes away. Doubles are written as {@link Numbers#text} has
 * them, whatever is missing as an empty cell.
 */
public final class Csv {
    private static final CsvFactory FACTORY = CsvFactory.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    private static final CsvSchema LINES = CsvSchema.emptySchema().withLineSeparator("\n");

    private final CsvGenerator generator;

    /**
     * Writes to somewhere.
     *
     * @param out where to
     * @throws IOException if {@code out} throws
     */
    Csv(Writer out) throws IOException {
        generator = FACTORY.createGenerator(out);
        generator.setSchema(LINES);
    }

    /**
     * Records as one text.
     *
     * @param header the names of the columns
     * @param records the cells of each record, as many as there are columns
     * @return the lines
     */
    public static String text(List<?> header, Iterable<? extends List<?>> records) {
        StringWriter text = new StringWriter();
        try {
            Csv csv = new Csv(text);
            csv.record(header);
            for (List<?> record : records) {
                csv.record(record);
            }
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * An id as a cell that no spreadsheet takes for anything but a text, not even in vain: where it begins with one of = + - @, a tab or
     * a return, an apostrophe comes first.
     *
     * @param text what anybody may have written
     * @return the text, or the text behind an apostrophe; without one where a record gets its own
     */
    public static String harmless(String text) {
        boolean later = !ForeignText.cell(text).equals(text);
        return !later && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** Writes a record. */
    void record(Iterable<?> cells) throws IOException {
        generator.writeStartArray();
        for (Object cell : cells) {
            String text = text(cell);
            generator.configure(
                    CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS, text.startsWith("#") || !text.equals(text.strip()));
            generator.writeString(text);
        }
        generator.writeEndArray();
    }

    /** Writes a record. */
    void record(@Nullable Object[] cells) throws IOException {
        record(Arrays.asList(cells));
    }

    private static String text(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        return cell instanceof Double number ? Numbers.text(number) : ForeignText.cell(cell.toString());
    }

    /** Passes on every record that was written. */
    void flush() throws IOException {
        generator.flush();
    }
}
