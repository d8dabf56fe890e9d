package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.cli.Cli;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.ItemFacts;
import org.evalgap.estimate.ItemRole;
import org.evalgap.estimate.ItemScore;
import org.evalgap.estimate.ItemScores;
import org.evalgap.estimate.ShiftAssumption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evalgap estimate ANSWERS.csv --public TASK --cutoffs FILE}: items released before a model's cutoff are public for it. */
class EstimateDatedTest {
    private static final int MODELS = 4;
    private static final int ITEMS = 60;
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    @TempDir
    private Path folder;

    private final List<String> answers = new ArrayList<>(List.of("model,eval,item,score,released"));
    private final List<String> cutoffs = new ArrayList<>(List.of("model,cutoff"));
    private final Map<String, LocalDate> released = new HashMap<>();
    private ItemScores scores = ItemScores.builder().build();
    private Path table = Path.of("");
    private Path dates = Path.of("");

    /** An item every ten days; cutoffs of models in turn in April and September. */
    @BeforeEach
    void write() throws IOException {
        ItemScores.Builder rows = ItemScores.builder();
        for (int m = 0; m < MODELS; m++) {
            LocalDate cutoff = FIRST.plusDays(m % 2 == 0 ? 200 : 400);
            // A model may be called by what is behind its last slash.
            cutoffs.add((m == 2 ? "m2" : "lab/m" + m) + "," + cutoff);
            for (int j = 0; j < ITEMS; j++) {
                String item = "i" + (10 + j);
                LocalDate date = FIRST.plusDays(10L * j);
                released.put(item, date);
                int right = (29 * m + 17 * j) % 20 < 7 + 2 * m + (m == 1 && !date.isAfter(cutoff) ? 3 : 0) ? 1 : 0;
                rows.add(ItemScore.of("lab/m" + m, "sums", ItemRole.of(date, cutoff), item, right));
                answers.add("lab/m" + m + ",sums," + item + "," + right + "," + date);
            }
        }
        scores = rows.build();
        table = Files.write(folder.resolve("answers.csv"), answers);
        dates = Files.write(folder.resolve("cutoffs.csv"), cutoffs);
    }

    private List<Object> command(Object... more) {
        List<Object> all = new ArrayList<>(List.of("estimate", table, "--public", "sums", "--cutoffs", dates));
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void gapsAreThoseOfTheLibrary() throws IOException {
        InflationResult result = new InflationEstimator(InflationSpec.withDefaults())
                .fit(scores, ItemFacts.none().withReleased(released), ShiftAssumption.SAME_RECIPE)
                .evals()
                .get(0)
                .result();
        Cli.Ended ended =
                Cli.run(command("--shift", "same-recipe", "--format", "json").toArray());
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err())
                .contains(
                        "1 log read; 4 models with both evals.",
                        "Public: sums, scored by score, 21 to 41 items a model",
                        "Fresh: sums, scored by score, 19 to 39 items a model",
                        "Cutoffs are from 2024-07-19 to 2025-02-04; 20 items released between them tell inflation from a"
                                + " drift of difficulty",
                        "Estimated item by item, means of attempts, with a drift of difficulty: 0.");
        JsonNode models = new ObjectMapper().readTree(ended.out()).at("/estimates/0/models");
        for (int m = 0; m < MODELS; m++) {
            assertThat(models.at("/" + m + "/gap").asDouble())
                    .isEqualTo(result.models().get(m).gap().mean());
        }
        // Dates may stand in a table of their own, with columns in any order.
        List<String> own = new ArrayList<>(List.of("released,item"));
        released.forEach((item, date) -> own.add(date + "," + item));
        Path apart = Files.write(folder.resolve("dates.csv"), own);
        assertThat(Cli.run(command("--shift", "same-recipe", "--format", "json", "--released", apart)
                                .toArray())
                        .out())
                .isEqualTo(ended.out());
    }

    @Test
    void aModelWithoutCutoffIsLeftOutAndTold() throws IOException {
        cutoffs.remove(MODELS);
        Files.write(dates, cutoffs);
        Cli.Ended ended = Cli.run(command("--shift", "robust").toArray());
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("3 models with both evals.", "Left out: lab/m3: has no cutoff date");
    }

    @Test
    void whatIsWrongIsOneLine() throws IOException {
        Cli.refused(command("--fresh", "words"), "--cutoffs", "--fresh");
        Cli.refused(command("--totals"), "--cutoffs", "--totals");
        Cli.refused(command("--public-guess", "0.25"), "--cutoffs", "--public-guess", "--fresh-guess");
        Cli.refused(
                List.of("estimate", table, "--public", "sums", "--released", table), "--released", "--cutoffs FILE");
        Cli.refused(List.of("estimate", table, table, "--public", "sums", "--cutoffs", dates), "--released FILE");
        Path few = Files.writeString(folder.resolve("few.csv"), "item,released\ni10,2024-01-01\n");
        Cli.refused(command("--released", few), "few.csv", "\"i11\"", "released");
        cutoffs.set(1, "m0,July 2024");
        Files.write(dates, cutoffs);
        Cli.refused(command(), "cutoffs.csv", "model \"m0\"", "\"July 2024\"", "2024-05-31");
        cutoffs.set(1, "lab/m1,2024-07-20");
        Files.write(dates, cutoffs);
        Cli.refused(command(), "model \"lab/m1\"", "2024-07-20 and 2025-02-04");
    }

    /** One cutoff for all: a drift would pass for inflation, and totals are no way out. */
    @Test
    void oneCutoffForAllIsRefused() throws IOException {
        List<String> same = new ArrayList<>(List.of("model,cutoff"));
        for (int m = 0; m < MODELS; m++) {
            same.add("m" + m + ",2024-10-01");
        }
        Files.write(dates, same);
        Cli.refused(command(), "answers.csv", "drift of difficulty", "add models with other cutoffs");
    }
}
