package org.evalgap.cli.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.ParserMessage;

/** Items of a file of comma-separated values, read row by row by the rules of {@link org.evalgap.cli.input.CsvTable}. */
final class CsvRows {
    private static final CsvFactory FACTORY = CsvFactory.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.ALLOW_COMMENTS)
            .build();

    private final Path file;
    private final SetBuilder into;
    private final Row row = new Row();

    private CsvRows(Path file, SetBuilder into) {
        this.file = file;
        this.into = into;
    }

    /** Adds all items of a file. */
    static void read(Path file, SetBuilder into) {
        CsvRows reader = new CsvRows(file, into);
        try (Lines lines = Lines.open(file);
                CsvParser parser = FACTORY.createParser(new LinesReader(lines))) {
            parser.nextToken();
            reader.rows(parser);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new InputException(file + ", line " + line + ": " + ParserMessage.plain(e));
        } catch (IOException e) {
            throw Lines.unreadable(file, e);
        }
    }

    private void rows(CsvParser parser) throws IOException {
        Header header = header(parser);
        int before = into.size();
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            row(parser, header);
            into.add(row);
        }
        if (into.size() == before) {
            throw new InputException(file + ": no rows below the header; give at least one");
        }
    }

    private Header header(CsvParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw new InputException(file + ": the file is empty; give a header line and at least one row");
        }
        List<String> names = new ArrayList<>();
        int line = 1;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            line = names.isEmpty() ? parser.currentTokenLocation().getLineNr() : line;
            names.add(parser.getText().strip());
        }
        if (names.size() == 1 && names.get(0).matches(".*[;\\t].*")) {
            throw new InputException(
                    file + ", line " + line + ": the header has no commas; save the table with commas between cells");
        }
        return Header.of(file, names, into.embedded());
    }

    private void row(CsvParser parser, Header header) throws IOException {
        double[] position = header.dimension() == 0 ? null : new double[header.dimension()];
        int cell = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (cell == 0) {
                row.begin(file + ", line " + parser.currentTokenLocation().getLineNr());
            }
            if (cell < header.width()) {
                String text = parser.getText().strip();
                if (position != null && header.axis(cell) >= 0) {
                    position[header.axis(cell)] = coordinate(text, header.name(cell));
                } else if (header.column(cell) != Column.EMBEDDING) {
                    row.set(header.column(cell), text);
                } else {
                    row.position(Vectors.cell(text, row));
                }
            }
            cell++;
        }
        if (cell != header.width()) {
            throw row.refuse(
                    cell + " cells, but the header has " + header.width() + " columns; quote cells that hold commas");
        }
        if (position != null) {
            row.position(position);
        }
    }

    private double coordinate(String text, String name) {
        double value = Decimals.parse(text);
        if (Math.abs(value) <= Double.MAX_VALUE) {
            return value;
        }
        throw new InputException(
                row.where() + ", column \"" + name + "\": " + Row.shown(text) + "; must be a finite number");
    }
}
