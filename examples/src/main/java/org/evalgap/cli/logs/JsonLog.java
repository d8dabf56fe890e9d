package org.evalgap.cli.logs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A file of JSON that may be a log of inspect_ai or results of lm-evaluation-harness: its fields tell which. */
final class JsonLog {
    private static final Set<String> BEFORE_EVAL = Set.of("version", "status");
    private static final Set<String> HARNESS = Set.of("configs", "versions", "n-shot", "n-samples", "group_subtasks");

    private final Path file;
    private final InspectLog inspect;
    private final HarnessResults harness;
    private boolean isInspect;
    private boolean isHarness;

    private JsonLog(Path file) {
        this.file = file;
        this.inspect = new InspectLog(file);
        this.harness = new HarnessResults(file);
    }

    /** Reads a file once, for both: each takes what it knows, and passes over the rest. */
    static List<Run> read(Path file, InputStream in) {
        JsonLog log = new JsonLog(file);
        LogJson.read(file.toString(), in, log::document);
        if (log.isInspect) {
            return List.of(log.inspect.run());
        }
        if (log.isHarness) {
            return log.harness.runs();
        }
        throw new NoLogException(file + ": JSON, but neither a log of inspect_ai nor results of lm-evaluation-harness");
    }

    private void document(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new NoLogException(file + ": no object of JSON; no log");
        }
        LogJson.fields(parser, (name, value) -> {
            isInspect |= name.equals("eval");
            isHarness |= HARNESS.contains(name);
            if (isInspect || BEFORE_EVAL.contains(name)) {
                inspect.part(name, value);
            } else {
                harness.part(name, value);
            }
        });
        if (parser.nextToken() != null) {
            throw new NoLogException(file + ": more than one object of JSON; no log");
        }
    }
}
