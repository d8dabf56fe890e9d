package org.evalgap.cli.logs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evalgap.cli.input.InputException;

/** Samples of lm-evaluation-harness: one object an item and filter, with a value a metric. */
final class HarnessSamples {
    /** What an object has beside values of metrics. */
    private static final Set<String> KNOWN = Set.of("doc_id", "doc_hash", "filter", "metrics", "target");

    private static final int HASH = 8;

    private final Path file;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();

    private HarnessSamples(Path file) {
        this.file = file;
    }

    /** Reads a file. The model is told by the folder's name, until the results beside it say better. */
    static Run read(Path file, InputStream in) {
        HarnessSamples samples = new HarnessSamples(file);
        LogJson.read(file.toString(), in, samples::objects);
        Map<String, Scores> scorers = new LinkedHashMap<>();
        samples.tallies.forEach((name, tally) -> scorers.put(name, tally.scores()));
        return new Run(
                file,
                HarnessNames.folder(file),
                HarnessNames.task(file),
                HarnessNames.date(file),
                Run.SUCCESS,
                0,
                0,
                scorers);
    }

    private void objects(JsonParser parser) throws IOException {
        int count = 0;
        while (parser.nextToken() != null) {
            if (parser.currentToken() != JsonToken.START_OBJECT || !object(parser)) {
                String problem = ": no samples of lm-evaluation-harness, which have doc_id and values of metrics";
                if (count == 0) {
                    throw new NoLogException(file + problem);
                }
                throw new InputException(
                        file + ", line " + parser.currentTokenLocation().getLineNr() + problem);
            }
            count++;
        }
        if (count == 0) {
            throw new InputException(file + ": no samples; the file is empty");
        }
    }

    /** Reads one object; whether it is an item's. */
    private boolean object(JsonParser parser) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Grade> grades = new LinkedHashMap<>();
        List<String> metrics = new ArrayList<>();
        LogJson.fields(parser, (name, value) -> {
            if (name.equals("metrics")) {
                LogJson.elements(value, element -> metrics.add(LogJson.text(element)));
            } else if (KNOWN.contains(name)) {
                texts.put(name, name.equals("target") ? "" : LogJson.text(value));
                value.skipChildren();
            } else if (value.currentToken() == JsonToken.VALUE_STRING) {
                // Prompts' hashes and the like; metrics are numbers.
                value.skipChildren();
            } else if (value.currentToken().isScalarValue() || metrics.contains(name)) {
                grades.put(name, Grade.of(value));
            } else {
                value.skipChildren();
            }
        });
        String id = texts.getOrDefault("doc_id", "");
        if (id.isEmpty()) {
            return false;
        }
        String hash = texts.getOrDefault("doc_hash", "");
        String item = hash.isEmpty() ? id : id + "#" + hash.substring(0, Math.min(HASH, hash.length()));
        String named = texts.getOrDefault("filter", "");
        String filter = named.isEmpty() ? "none" : named;
        grades.keySet().removeIf(name -> !metrics.isEmpty() && !metrics.contains(name));
        grades.forEach((metric, grade) -> tallies.computeIfAbsent(metric + "," + filter, any -> new Tally())
                .add(item, 1, grade, ""));
        return true;
    }
}
