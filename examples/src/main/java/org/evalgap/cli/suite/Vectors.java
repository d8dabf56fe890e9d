package org.evalgap.cli.suite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** Embeddings that stand in a cell: arrays of finite numbers. */
final class Vectors {
    /** What a suite may have: the widest embeddings in use. */
    static final int MOST_DIMENSIONS = 4096;

    private static final JsonFactory FACTORY = new JsonFactory();

    private Vectors() {}

    /** The array at which a parser stands. */
    static double[] json(JsonParser parser, Row row) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw row.refuse("\"embedding\" must be an array of numbers, such as [0.1, -0.2]");
        }
        double[] vector = new double[64];
        int length = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null || !parser.currentToken().isNumeric()) {
                throw row.refuse("embedding, number " + (length + 1) + ": "
                        + Row.shown(String.valueOf(parser.getText())) + "; must be a finite number");
            }
            if (length == MOST_DIMENSIONS) {
                throw row.refuse("embedding has more than " + MOST_DIMENSIONS + " numbers");
            }
            vector = length == vector.length ? Arrays.copyOf(vector, 2 * length) : vector;
            vector[length++] = parser.getDoubleValue();
        }
        return Arrays.copyOf(vector, length);
    }

    /** The array that a cell of CSV holds as JSON. */
    static double[] cell(String cell, Row row) {
        try (JsonParser parser = FACTORY.createParser(cell)) {
            parser.nextToken();
            return json(parser, row);
        } catch (JsonProcessingException e) {
            throw row.refuse("\"embedding\" must be an array of numbers, such as \"[0.1, -0.2]\": " + Row.shown(cell));
        } catch (IOException e) {
            throw row.refuse("\"embedding\" cannot be read (" + e.getMessage() + ")");
        }
    }

    /** An array or list of a database. */
    static double[] list(Object[] numbers, Row row) {
        if (numbers.length > MOST_DIMENSIONS) {
            throw row.refuse("embedding has more than " + MOST_DIMENSIONS + " numbers: " + numbers.length);
        }
        double[] vector = new double[numbers.length];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = numbers[d] instanceof Number number ? number.doubleValue() : Double.NaN;
        }
        return vector;
    }
}
