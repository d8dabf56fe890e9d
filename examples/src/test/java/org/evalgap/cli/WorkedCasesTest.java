package org.evalgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the worked cases of docs/explain.md to what their files of evidence give: every cell of their tables, and what is best
 * measured next. And its examples that take too long for every run.
 */
@Tag("long")
class WorkedCasesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /** Where the page has words for a name. */
    private static final Map<String, String> NAMES = Map.of(
            "public gain", "publicGain",
            "fresh gain", "freshGain",
            "work gain", "workGain",
            "part of the format", "formatGap",
            "memorisation", "memorization");

    private static final List<String> QUANTILES = List.of("q05", "q50", "q95");

    /** The lines of the page from a file's name to the next case. */
    private static List<String> section(String file) throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/explain.md"));
        int first = 0;
        while (!lines.get(first).contains("([" + file + "]")) {
            first++;
        }
        int last = first + 1;
        while (!lines.get(last).contains(".yaml](") && !lines.get(last).startsWith("## ")) {
            last++;
        }
        return lines.subList(first, last);
    }

    /** Of a quantity, whichever run it is of. */
    private static JsonNode numbers(JsonNode tree, String name) {
        String key = NAMES.getOrDefault(name, name);
        for (String part : List.of("predictions", "posterior")) {
            for (Iterator<String> names = tree.get(part).fieldNames(); names.hasNext(); ) {
                String each = names.next();
                if (each.equals(key) || each.startsWith(key + "@")) {
                    return tree.get(part).get(each);
                }
            }
        }
        throw new AssertionError("no " + key);
    }

    private static JsonNode next(JsonNode tree, String measure) {
        for (JsonNode each : tree.get("next")) {
            if (each.at("/measurement/measure").asText().equals(measure)) {
                return each;
            }
        }
        throw new AssertionError("no " + measure);
    }

    @ParameterizedTest
    @CsvSource({
        "yi-6b-chat.yaml, 3, publicScoreBefore, take 30 % off",
        "leaked-half.yaml, 4, freshScoreBefore, would take 74 % off",
        "test-task.yaml, 4, workScore, decide it (−96 %)"
    })
    void everyCellIsWhatTheFileGives(String file, int rows, String measure, String best) throws IOException {
        // On the way it says how far it is.
        Cli.Ended ended = Cli.run("explain", ROOT.resolve("examples/evidence/" + file), "--format", "json");
        assertThat(ended.code()).as(ended.err()).isZero();
        JsonNode tree = new ObjectMapper().readTree(ended.out());
        List<String> section = section(file);
        int told = 0;
        for (String line : section) {
            String[] cells = line.split(" *\\| *");
            if (line.startsWith("|") && cells.length == 5 && cells[2].matches("[−.0-9]+")) {
                JsonNode numbers = numbers(tree, cells[1]);
                for (int k = 0; k < QUANTILES.size(); k++) {
                    BigDecimal shown = new BigDecimal(cells[2 + k].replace('−', '-'));
                    BigDecimal found =
                            new BigDecimal(numbers.get(QUANTILES.get(k)).asDouble());
                    assertThat(found.setScale(shown.scale(), RoundingMode.HALF_EVEN))
                            .as(line + " " + QUANTILES.get(k))
                            .isEqualByComparingTo(shown);
                }
                told++;
            }
        }
        assertThat(told).isEqualTo(rows);
        String percent =
                Math.round(100 * next(tree, measure).get("expectedReduction").asDouble()) + " %";
        assertThat(best).contains(percent);
        assertThat(String.join(" ", section)).contains(best);
    }

    /** The forecast of language models, which takes long: the answer begins as the page shows it. */
    @Test
    void theForecastOfLanguageModelsBeginsAsShown() throws IOException {
        Matcher shown = Pattern.compile(
                        "(?m)^    examples/evalgap (forecast gsm8k .*)\\n\\nThe answer begins:\\n\\n((?:    .*\\n)+)")
                .matcher(Files.readString(ROOT.resolve("docs/explain.md")));
        assertThat(shown.find()).isTrue();
        Cli.Ended ended = Cli.run((Object[]) shown.group(1).split(" "));
        assertThat(ended.out()).startsWith(shown.group(2).replaceAll("(?m)^    ", ""));
    }

    /** The table of what was tried says so: the same bytes with one thread and with two. */
    @Test
    void threeGainsHaveOneAnswerWhoeverWorks() {
        Path file = ROOT.resolve("examples/evidence/three-gains.yaml");
        Cli.Ended one = Cli.run("explain", file, "--format", "json", "--threads", 1);
        assertThat(one.code()).as(one.err()).isZero();
        assertThat(Cli.run("explain", file, "--format", "json", "--threads", 2).out())
                .isEqualTo(one.out());
    }
}
