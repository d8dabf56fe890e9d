package org.evalgap.cli.logs;

import static org.evalgap.cli.logs.LogJson.elements;
import static org.evalgap.cli.logs.LogJson.fields;
import static org.evalgap.cli.logs.LogJson.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Samples of a log of inspect_ai: those in full, their summaries, or what was made of them over all epochs. */
final class InspectSamples {
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final List<String> bare = new ArrayList<>();
    private int choices;
    private int unnamed;

    /** A value of a scorer, before it is known whose. */
    private record Found(String scorer, Grade grade) {}

    /** Reads a sample: its name, its epoch, its scores. */
    void sample(JsonParser parser) throws IOException {
        String[] id = {""};
        int[] epoch = {1};
        List<Found> found = new ArrayList<>();
        fields(parser, (name, value) -> {
            switch (name) {
                case "id" -> id[0] = text(value);
                case "epoch" -> epoch[0] = LogJson.whole(value);
                case "choices" -> choices = Math.max(choices, LogJson.count(value));
                case "scores" -> fields(value, (scorer, score) -> score(scorer, score, found));
                default -> value.skipChildren();
            }
        });
        unnamed += id[0].isBlank() ? 1 : 0;
        for (Found each : found) {
            tally(each.scorer()).add(id[0], epoch[0], each.grade(), "");
        }
        if (found.isEmpty()) {
            bare.add(id[0]);
        }
    }

    private Tally tally(String scorer) {
        return tallies.computeIfAbsent(scorer, any -> new Tally());
    }

    private static void score(String scorer, JsonParser parser, List<Found> found) throws IOException {
        fields(parser, (name, value) -> {
            if (name.equals("value")) {
                value(scorer, value, found);
            } else {
                value.skipChildren();
            }
        });
    }

    /** A scorer may give several values by name: each is one of its own. */
    private static void value(String scorer, JsonParser parser, List<Found> found) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            fields(parser, (key, value) -> found.add(new Found(scorer + "/" + key, Grade.of(value))));
        } else {
            found.add(new Found(scorer, Grade.of(parser)));
        }
    }

    /** Reads what one scorer says of each sample over all its epochs. */
    void reduction(JsonParser parser) throws IOException {
        String[] names = {"", "mean"};
        Map<String, List<Found>> found = new LinkedHashMap<>();
        fields(parser, (name, value) -> {
            switch (name) {
                case "scorer" -> names[0] = text(value);
                case "reducer" -> names[1] = text(value);
                case "samples" -> elements(value, sample -> reduced(sample, found));
                default -> value.skipChildren();
            }
        });
        if (names[1].isEmpty() || names[1].equals("mean")) {
            found.forEach((id, values) ->
                    values.forEach(each -> tally(names[0] + each.scorer()).add(id, 1, each.grade(), "")));
        }
    }

    private static void reduced(JsonParser parser, Map<String, List<Found>> found) throws IOException {
        String[] id = {""};
        List<Found> values = new ArrayList<>();
        fields(parser, (name, value) -> {
            switch (name) {
                case "sample_id" -> id[0] = text(value);
                case "value" -> value("", value, values);
                default -> value.skipChildren();
            }
        });
        found.computeIfAbsent(id[0], any -> new ArrayList<>()).addAll(values);
    }

    boolean any() {
        return !tallies.isEmpty() || !bare.isEmpty();
    }

    int choices() {
        return choices;
    }

    /** What each scorer says; a sample without any score lacks that of each. */
    Map<String, Scores> scorers() {
        Map<String, Scores> out = new LinkedHashMap<>();
        tallies.forEach((name, tally) -> {
            bare.forEach(item -> tally.add(item, 1, Grade.NONE, ""));
            out.put(
                    name,
                    unnamed == 0 ? tally.scores() : Scores.useless(Words.count(unnamed, "sample") + " without id"));
        });
        return out;
    }
}
