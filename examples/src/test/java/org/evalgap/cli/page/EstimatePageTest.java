package org.evalgap.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's headline without a browser; {@link PageInBrowserTest} reads it off the screen. */
class EstimatePageTest {
    static final String GSM1K = "data/gsm1k.csv";

    private static final Pattern FOUND = Pattern.compile("(?m)^([a-z-]+) +shift .*; (\\d+) found inflated");

    @TempDir
    private Path folder;

    /** What the command says: how many models are found inflated, under each assumption. */
    static List<String> found(String text) {
        List<String> out = new ArrayList<>();
        Matcher matcher = FOUND.matcher(text);
        while (matcher.find()) {
            out.add(matcher.group(1) + " " + matcher.group(2));
        }
        return out;
    }

    /**
     * Whom the script gets as found has a q-value of at most 1 − level. References have none, and null must not be taken for
     * 0: 12 of them were counted.
     */
    @Test
    void theDataLetThePageCountWhatTheCommandCounts() throws IOException {
        countsAreTheCommands("0.95");
    }

    @Tag("long")
    @Test
    void theDataLetThePageCountWhatTheCommandCountsAtAnotherLevel() throws IOException {
        countsAreTheCommands("0.7");
    }

    private void countsAreTheCommands(String level) throws IOException {
        Cli.Ended ended = Cli.run("estimate", GSM1K, "--verbose", "--level", level, "--report", folder.resolve(level));
        assertThat(ended.code()).isZero();
        String page = Files.readString(folder.resolve(level).resolve("index.html"));
        String data = page.substring(page.indexOf("id=\"data\">") + 10);
        JsonNode tree = new ObjectMapper().readTree(data.substring(0, data.indexOf("</script>")));
        double rate = 1 - tree.get("level").asDouble();
        List<String> counted = new ArrayList<>();
        for (JsonNode estimate : tree.get("estimates")) {
            int found = 0;
            for (JsonNode model : estimate.get("models")) {
                JsonNode q = model.get("qValue");
                boolean inflated = !q.isNull() && q.asDouble() <= rate;
                assertThat(model.get("found").asBoolean()).isEqualTo(inflated);
                found += inflated ? 1 : 0;
            }
            counted.add(estimate.get("assumption").asText() + " " + found);
        }
        assertThat(counted).hasSize(3).isEqualTo(found(ended.out()));
        if (level.equals("0.95")) {
            assertThat(counted).contains("same-recipe 0", "reference 12");
        }
    }

    /** The rule stands in no script, and the script knows no level of its own. */
    @Test
    void theScriptTakesWhoIsFoundAndTheLevelFromTheData() {
        assertThat(Page.template("estimate.js"))
                .containsOnlyOnce("const found = (model) => model.found;")
                .doesNotContain("qValue <=")
                .doesNotContain("0.05")
                .doesNotContain("5 %");
    }
}
