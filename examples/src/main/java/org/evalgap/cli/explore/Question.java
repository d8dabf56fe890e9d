package org.evalgap.cli.explore;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.evalgap.Scenario;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.ParserMessage;

/**
 * What a page asks: {@code {"page": "a1", "replicates": 16, "response": true, "settings": {"inspiration": 0.8}}}.
 *
 * @param page which page asks, by a name that it gave itself; a newer question of a page takes the older one's place
 * @param replicates how many worlds to draw
 * @param response whether the curve along inspiration is wanted, too; it takes several times as long
 * @param scenario what is assumed
 */
record Question(String page, int replicates, boolean response, Scenario scenario) {
    static final int MOST_REPLICATES = 256;

    private static final String FORM =
            "a question is {\"page\": …, \"replicates\": …, \"response\": …, \"settings\": {…}}";
    private static final int LONGEST_NAME = 32;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads a question.
     *
     * @param bytes the request's body
     * @param vocabulary which settings there are
     * @return the question
     * @throws InputException if it is none, or a setting is not legal
     */
    static Question read(byte[] bytes, Vocabulary vocabulary) {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            return read(json, vocabulary);
        } catch (JsonProcessingException e) {
            throw new InputException(
                    "no JSON: " + ParserMessage.plain(e).lines().findFirst().orElse("") + "; " + FORM);
        } catch (IOException e) {
            throw new InputException("no JSON; " + FORM);
        }
    }

    private static Question read(JsonParser json, Vocabulary vocabulary) throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, FORM);
        String page = "";
        int replicates = 0;
        boolean response = true;
        Map<String, Object> settings = Map.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "page" -> page = page(value, json.getValueAsString(""));
                case "replicates" -> replicates = replicates(value, json);
                case "response" -> response = response(value);
                case "settings" -> settings = settings(value, json);
                default -> throw new InputException("unknown entry \"" + shortened(name) + "\"; " + FORM);
            }
        }
        require(json.nextToken() == null && !page.isEmpty() && replicates > 0, FORM);
        return new Question(page, replicates, response, vocabulary.scenario(settings));
    }

    private static String page(JsonToken token, String name) {
        require(
                token == JsonToken.VALUE_STRING && name.matches("[0-9a-z]{1," + LONGEST_NAME + "}"),
                "page must be a text of 1 to " + LONGEST_NAME + " small letters and digits");
        return name;
    }

    private static int replicates(JsonToken token, JsonParser json) throws IOException {
        double value = token == JsonToken.VALUE_NUMBER_INT ? json.getDoubleValue() : 0;
        require(
                value >= 1 && value <= MOST_REPLICATES,
                "replicates must be a whole number in [1, " + MOST_REPLICATES + "]: " + shortened(json.getText()));
        return (int) value;
    }

    private static boolean response(JsonToken token) {
        require(token.isBoolean(), "response must be true or false");
        return token == JsonToken.VALUE_TRUE;
    }

    private static Map<String, Object> settings(JsonToken token, JsonParser json) throws IOException {
        require(token == JsonToken.START_OBJECT, "settings must be an object of numbers and words");
        Map<String, Object> settings = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            require(value.isScalarValue(), shortened(name) + " must be a number or a word");
            settings.put(name, value.isNumeric() ? (Object) json.getDoubleValue() : json.getText());
        }
        return settings;
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new InputException(otherwise);
        }
    }

    /** What was given may be long. */
    static String shortened(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
    }
}
