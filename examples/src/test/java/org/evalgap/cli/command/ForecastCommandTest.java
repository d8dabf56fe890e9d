package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.Test;

class ForecastCommandTest {
    /** The table whose worlds cost least. */
    private static final Object[] CHEAP = {
        "forecast",
        "training-on-the-test-task",
        "--score",
        "0.45",
        "--items",
        "100",
        "--fresh-items",
        "300",
        "--precision",
        "110"
    };

    @Test
    void jsonHoldsTheIntervalAndItsProvenance() throws IOException {
        JsonNode tree = new ObjectMapper().readTree(Cli.out(with("--format", "json")));
        assertThat(tree.get("source").asText()).contains("arXiv:2407.07890");
        assertThat(tree.at("/given/items").asInt()).isEqualTo(100);
        JsonNode forecast = tree.get("forecast");
        assertThat(forecast.get("measure").asText()).isEqualTo("publicScore");
        assertThat(forecast.get("q05").asDouble())
                .isLessThan(forecast.get("q50").asDouble())
                .isLessThan(forecast.get("q95").asDouble());
        assertThat(tree.get("effectiveSampleSize").asDouble()).isGreaterThan(100);
    }

    private static Object[] with(Object... more) {
        Object[] all = java.util.Arrays.copyOf(CHEAP, CHEAP.length + more.length);
        System.arraycopy(more, 0, all, CHEAP.length, more.length);
        return all;
    }

    @Test
    void theTextAnswersWithinEightyColumns() {
        String out = Cli.out(CHEAP);
        assertThat(out)
                .startsWith("The public score on 300 items will be ")
                .contains("given: public score before, 100 items", "arXiv:2407.07890")
                .doesNotContain("Tried on rows");
        assertThat(out.lines()).allMatch(line -> line.length() <= 80);
        String wide = Cli.shown(160, false, with("--verbose"));
        assertThat(wide).contains("Tried on rows", table(out));
        assertThat(wide.lines()).allMatch(line -> line.length() <= 160);
        assertThat(Cli.out(with("--format", "csv")))
                .startsWith(
                        "preset,score,items,measure,freshItems,mean,q05,q50,q95,below,known,word,effectiveSampleSize\n");
    }

    private static String table(String text) {
        return text.substring(text.indexOf("\npoints "), text.indexOf("\nIf "));
    }

    @Test
    void presetsAreListedWithTheirSources() {
        assertThat(Cli.out("forecast").replaceAll("\\s+", " "))
                .contains("gsm8k", "training-on-the-test-task", "coinrun", "arXiv:2405.00332")
                .contains("tried on rows that it had not seen: one half of the families predicted the other");
    }

    @Test
    void whatCannotBeForecastIsRefused() {
        Cli.refused(List.of("forecast", "gsm9k", "--score", "0.5"), "unknown preset \"gsm9k\"", "gsm8k");
        Cli.refused(List.of("forecast", "gsm8k"), "--score");
        Cli.refused(List.of("forecast", "--score", "0.5"), "--score", "without a preset", "gsm8k");
        Cli.refused(List.of("forecast", "--format", "json"), "--format", "without a preset");
        Cli.refused(List.of("forecast", "--fit"), "--fit", "without a preset");
        Cli.refused(List.of("forecast", "gsm8k", "--fit", "--score", "0.5"), "--score", "with --fit");
        Cli.refused(List.of("forecast", "gsm8k", "--fit", "--seed", "2"), "--seed", "with --fit");
        Cli.refused(List.of("forecast", "gsm8k", "--score", "1.2"), "--score", "in [0, 1]");
        Cli.refused(List.of("forecast", "gsm8k", "--score", "NaN"), "--score", "in [0, 1]");
        Cli.refused(List.of("forecast", "coinrun", "--score", "0.05"), "--score 0.05: not one in a million models");
        Cli.refused(List.of("forecast", "gsm8k", "--score", "0.5", "--items", "-3"), "--items");
        Cli.refused(List.of("forecast", "gsm8k", "--score", "0.5", "--fresh-items", "0"), "--fresh-items");
        Cli.refused(List.of("forecast", "gsm8k", "--score", "0.5", "--threads", "0"), "--threads");
        Cli.refused(
                List.of("forecast", "gsm8k", "--score", "0.5", "--precision", "99"),
                "--precision",
                "in [100, 10000]: 99");
    }
}
