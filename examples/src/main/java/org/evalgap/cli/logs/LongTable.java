package org.evalgap.cli.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.ParserMessage;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.store.ParquetRows;
import org.jspecify.annotations.Nullable;

/** Long tables of answers as CSV and Parquet, read row by row. */
final class LongTable implements ParquetRows.Sink {
    private static final int LONGEST_CELL = 1 << 16;
    private static final char MARK = '\uFEFF';

    private static final CsvFactory FACTORY = CsvFactory.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.ALLOW_COMMENTS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_CELL)
                    .build())
            .build();

    private final Path file;
    private @Nullable LongColumns columns;

    private LongTable(Path file) {
        this.file = file;
    }

    /** Reads Parquet. */
    static List<Run> parquet(Path file) {
        LongTable table = new LongTable(file);
        ParquetRows.read(file, table);
        return table.known().runs();
    }

    @Override
    public void columns(List<String> names) {
        columns = new LongColumns(file, names);
    }

    @Override
    public void row(long number, @Nullable Object[] values) {
        List<@Nullable String> cells = new ArrayList<>();
        for (Object value : values) {
            boolean fraction = value instanceof Double || value instanceof Float;
            cells.add(value == null ? null : fraction ? number((Number) value) : value.toString());
        }
        known().row(file + ", row " + number, cells);
    }

    private static String number(Number value) {
        return Numbers.text(value.doubleValue());
    }

    private LongColumns known() {
        LongColumns found = columns;
        if (found == null) {
            throw new IllegalStateException("rows before columns");
        }
        return found;
    }

    /** Reads comma-separated values. */
    static List<Run> csv(Path file, InputStream in) {
        LongTable table = new LongTable(file);
        try (Reader reader = new InputStreamReader(
                        in,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT));
                CsvParser parser = FACTORY.createParser(reader)) {
            parser.nextToken();
            table.rows(parser);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new InputException(file + ", line " + line + ": " + ParserMessage.plain(e));
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            throw LogJson.damaged(file.toString(), e);
        }
        return table.known().runs();
    }

    private void rows(CsvParser parser) throws IOException {
        List<@Nullable String> cells = new ArrayList<>();
        int width = -1;
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            int line = cells(parser, cells);
            if (width < 0) {
                width = cells.size();
                columns(cells.stream()
                        .map(cell -> String.valueOf(cell).replace(String.valueOf(MARK), ""))
                        .toList());
            } else if (cells.size() == width) {
                known().row(file + ", line " + line, cells);
            } else {
                throw new InputException(file + ", line " + line + ": " + cells.size() + " cells, but the header has "
                        + width + " columns; quote cells that hold commas");
            }
        }
        if (width < 0) {
            throw new InputException(file + ": the file is empty; give a header line and at least one row");
        }
    }

    private static int cells(CsvParser parser, List<@Nullable String> cells) throws IOException {
        cells.clear();
        int line = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            line = cells.isEmpty() ? parser.currentTokenLocation().getLineNr() : line;
            cells.add(parser.getText());
        }
        return line;
    }
}
