package org.evalgap.cli.suite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.ParserMessage;

/** Items of a file with one object of JSON a line. Empty lines are skipped, fields that no column is named after are counted. */
final class JsonLines {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final SetBuilder into;
    private final Row row = new Row();

    private JsonLines(Path file, SetBuilder into) {
        this.file = file;
        this.into = into;
    }

    /** Adds all items of a file. */
    static void read(Path file, SetBuilder into) {
        JsonLines reader = new JsonLines(file, into);
        try (Lines lines = Lines.open(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    reader.row.begin(file + ", line " + lines.number());
                    reader.object(line);
                    into.add(reader.row);
                }
            }
        }
    }

    private void object(String line) {
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw row.refuse("no object; a line of JSONL is such as {\"id\": \"a\", \"text\": \"…\"}");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                field(parser, name);
            }
            if (parser.nextToken() != null) {
                throw row.refuse("something stands behind the object; give one object a line");
            }
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
            throw row.refuse("column " + column + ": " + ParserMessage.plain(e));
        } catch (IOException e) {
            throw Lines.unreadable(file, e);
        }
    }

    private void field(JsonParser parser, String name) throws IOException {
        Optional<Column> column = Column.find(name);
        if (column.isEmpty()) {
            into.unknown(file, name);
            parser.skipChildren();
        } else if (column.get() == Column.EMBEDDING) {
            row.position(Vectors.json(parser, row));
        } else if (parser.currentToken() == JsonToken.VALUE_NULL) {
            row.set(column.get(), null);
        } else if (parser.currentToken().isScalarValue()) {
            row.set(column.get(), parser.getText());
        } else {
            throw new InputException(row.where() + ", field \"" + name + "\": must be a text or a number");
        }
    }
}
