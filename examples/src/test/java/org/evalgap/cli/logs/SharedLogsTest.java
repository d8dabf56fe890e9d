package org.evalgap.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real logs of inspect_ai, from its own tests: counts and means are those of the logs' own summaries, read here as trees. */
class SharedLogsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path folder = Path.of("");

    @BeforeAll
    static void find() {
        folder = Path.of(System.getProperty("evalgap.shared", "../../shared"), "data", "logs");
        if (!Files.isDirectory(folder)) {
            System.err.println("SKIPPED: no data/logs in the shared folder; give it with -Devalgap.shared=FOLDER");
        }
        Assumptions.assumeTrue(Files.isDirectory(folder), "no logs of inspect_ai");
    }

    private static JsonNode header(Path file) throws IOException {
        if (file.toString().endsWith(".json")) {
            return JSON.readTree(file.toFile());
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return JSON.readTree(zip.getInputStream(zip.getEntry("header.json")));
        }
    }

    @Test
    void countsAreThoseOfTheLogsOwnSummaries() throws IOException {
        Logs logs = Logs.read(List.of(folder), task -> true);
        assertThat(logs.damaged()).isEmpty();
        assertThat(logs.others()).isZero();
        assertThat(logs.runs()).hasSize(11);
        int answers = 0;
        for (Run run : logs.runs()) {
            JsonNode header = header(run.file());
            assertThat(run.model()).isEqualTo(header.at("/eval/model").asText());
            assertThat(run.task()).isEqualTo(header.at("/eval/task").asText());
            assertThat(run.ending()).isEqualTo(header.at("/status").asText());
            JsonNode scores = header.at("/results/scores");
            assertThat(run.scorers()).as(run.file().toString()).hasSize(scores.size());
            for (JsonNode score : scores) {
                Scores read = run.scorers().get(score.get("name").asText());
                assertThat(read.items())
                        .as(run.file().toString())
                        .isEqualTo(header.at("/results/completed_samples").asInt());
                assertThat(read.right() / read.items())
                        .isEqualTo(score.at("/metrics/accuracy/value").asDouble());
                assertThat(read.contradicted()).isFalse();
                assertThat(read.claimed()).isNotNaN();
                assertThat(run.finished()).isTrue();
                answers += read.items();
            }
        }
        // Ten more samples were never scored.
        assertThat(answers).isEqualTo(23);
    }
}
