package org.evalgap.cli.logs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.ParserMessage;

/** Logs as streams of JSON: what is not asked for is passed over, never held. */
final class LogJson {
    /** What is taken from a log as text: names, dates, grades. Prompts and answers may be of any length. */
    private static final int LONGEST_TEXT = 1 << 16;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    private LogJson() {}

    /** Reads something of a document. */
    interface Reading {
        void read(JsonParser parser) throws IOException;
    }

    /** Reads a field; the parser stands at its value, and must be left at its end. */
    interface Field {
        void read(String name, JsonParser parser) throws IOException;
    }

    /**
     * Opens a document and closes it.
     *
     * @param where file, and part of it, for errors
     */
    static void read(String where, InputStream in, Reading reading) {
        try (JsonParser parser = FACTORY.createParser(in)) {
            reading.read(parser);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place =
                    at == null || at.getLineNr() < 1 ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new InputException(
                    where + place + ": " + ParserMessage.plain(e) + "; the log is damaged or was cut off");
        } catch (IOException e) {
            throw damaged(where, e);
        }
    }

    /** What unpacking says of a file that is not whole. */
    static InputException damaged(String where, IOException e) {
        String what = e instanceof EOFException || e instanceof ZipException
                ? "damaged or cut off (" + e.getMessage() + "); copy it anew"
                : "cannot be read (" + e.getMessage() + ")";
        return new InputException(where + ": " + what);
    }

    /** All fields of the object at which the parser stands; what stands there instead is passed over. */
    static void fields(JsonParser parser, Field field) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            field.read(name, parser);
        }
    }

    /** All elements of the array at which the parser stands; what stands there instead is passed over. */
    static void elements(JsonParser parser, Reading element) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read(parser);
        }
    }

    /** How many elements the array has at which the parser stands. */
    static int count(JsonParser parser) throws IOException {
        int[] count = {0};
        elements(parser, element -> {
            count[0]++;
            element.skipChildren();
        });
        return count[0];
    }

    /** A scalar as text; empty for null, lists and objects, which are passed over. */
    static String text(JsonParser parser) throws IOException {
        if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) {
            return parser.getText();
        }
        parser.skipChildren();
        return "";
    }

    /** A whole number from 0 to two thousand millions; 0 for all else. */
    static int whole(JsonParser parser) throws IOException {
        if (parser.currentToken().isNumeric()) {
            double value = parser.getDoubleValue();
            return value >= 0 && value <= Integer.MAX_VALUE ? (int) value : 0;
        }
        parser.skipChildren();
        return 0;
    }

    /** A number; NaN for all else. */
    static double number(JsonParser parser) throws IOException {
        if (parser.currentToken().isNumeric()) {
            return parser.getDoubleValue();
        }
        parser.skipChildren();
        return Double.NaN;
    }
}
