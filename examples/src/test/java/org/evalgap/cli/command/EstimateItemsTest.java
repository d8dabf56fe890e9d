package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.Cli;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationFit;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.ItemFacts;
import org.evalgap.estimate.ItemRole;
import org.evalgap.estimate.ItemScore;
import org.evalgap.estimate.ItemScores;
import org.evalgap.estimate.ModelInflation;
import org.evalgap.estimate.ShiftAssumption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What models made of each item reaches the estimate: through {@code evalgap estimate} as through the library. */
class EstimateItemsTest {
    private static final int MODELS = 4;
    private static final int ITEMS = 30;
    private static final String HEADER = "model,eval,item,attempt,score,cluster";

    @TempDir
    private Path folder;

    /** Three attempts of each model at each item, some of them missing, some partly right; every three items are a cluster. */
    private static ItemScores scores() {
        ItemScores.Builder out = ItemScores.builder();
        for (int m = 0; m < MODELS; m++) {
            for (ItemRole role : ItemRole.values()) {
                for (int j = 0; j < ITEMS; j++) {
                    for (int k = 1; k <= 3 && !(m == 3 && j % 7 == 2); k++) {
                        int luck = (31 * m + 17 * j + 7 * k + 5 * role.ordinal()) % 10;
                        double score = luck < 3 + m ? 1 : luck == 9 && m == 1 ? 0.5 : 0;
                        out.add(new ItemScore("m" + m, "sums", role, "i" + (10 + j), k, score, "text" + j / 3));
                    }
                }
            }
        }
        return out.build();
    }

    private Path table(ItemScores scores, boolean clusters) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (int r = 0; r < scores.size(); r++) {
            ItemScore row = scores.row(r);
            lines.add(row.model() + "," + (row.role() == ItemRole.PUBLIC ? "sums" : "new") + "," + row.item() + ","
                    + row.attempt() + "," + row.score() + "," + (clusters ? row.cluster() : ""));
        }
        return Files.write(folder.resolve("long.csv"), lines);
    }

    private static List<Object> command(Object path, Object... more) {
        List<Object> all = new ArrayList<>(List.of("estimate", path, "--public", "sums", "--fresh", "new"));
        all.addAll(List.of(more));
        return all;
    }

    private static Cli.Ended run(Object path, Object... more) {
        return Cli.run(command(path, more).toArray());
    }

    private static InflationFit.Eval fit(ItemScores scores) {
        return new InflationEstimator(InflationSpec.withDefaults())
                .fit(scores, ItemFacts.none(), ShiftAssumption.ROBUST)
                .evals()
                .get(0);
    }

    @Test
    void theCommandSaysWhatTheLibrarySays() throws IOException {
        ItemScores scores = scores();
        Path table = table(scores, true);
        InflationFit.Eval fit = fit(scores);
        Cli.Ended ended = run(table, "--shift", "robust", "--format", "json");
        JsonNode tree = new ObjectMapper().readTree(ended.out());
        assertThat(tree.at("/publicCorrelation").asDouble()).isEqualTo(fit.publicCorrelation());
        assertThat(tree.at("/freshCorrelation").asDouble()).isEqualTo(fit.freshCorrelation());
        assertThat(tree.has("itemCorrelation")).isFalse();
        for (int m = 0; m < MODELS; m++) {
            ModelInflation model = fit.result().models().get(m);
            JsonNode told = tree.at("/estimates/0/models/" + m);
            assertThat(told.at("/model").asText()).isEqualTo("m" + m);
            assertThat(told.at("/gap").asDouble()).isEqualTo(model.gap().mean());
            assertThat(told.at("/inflationUpper").asDouble())
                    .isEqualTo(model.inflation().upper());
            assertThat(told.at("/honest").asDouble()).isEqualTo(model.honest().mean());
            assertThat(told.at("/public").asDouble())
                    .isCloseTo(fit.observed().get(m).publicScore().score(), within(1e-12));
        }
        assertThat(ended.err())
                .contains(
                        "Public: sums, scored by score, 26 to 30 items a model, up to 3 attempts an item",
                        "Estimated item by item, means of attempts: ",
                        " of the noise of public scores on 30 items and ",
                        " of that of fresh scores on 30 is common to all models");
    }

    /** By hand: with c right of 3 attempts pass@2 is 0, 2/3, 1 and 1 for c from 0 to 3. */
    @Test
    void passAtKIsTakenFromAllAttempts() throws IOException {
        List<String> lines = new ArrayList<>(List.of("model,eval,item,attempt,score"));
        for (int m = 0; m < 3; m++) {
            for (String eval : List.of("sums", "new")) {
                for (int j = 0; j < 12; j++) {
                    for (int k = 1; k <= 3; k++) {
                        lines.add("m" + m + "," + eval + "," + j + "," + k + "," + (k <= (j + m) % 4 ? 1 : 0));
                    }
                }
            }
        }
        Path table = Files.write(folder.resolve("long.csv"), lines);
        Cli.Ended ended = run(table, "--shift", "robust", "--format", "csv", "--pass-at", "2");
        assertThat(ended.err()).contains("Estimated item by item, pass@2: ");
        double expected = 3 * (0 + 2.0 / 3 + 1 + 1) / 12;
        for (String line : ended.out().lines().skip(1).toList()) {
            assertThat(Double.parseDouble(line.split(",")[4])).isCloseTo(expected, within(1e-12));
        }
        Cli.refused(command(table, "--pass-at", "4"), "\"sums\"", "\"m0\"", "pass@4 takes at least 4", ": 3 with");
        Cli.refused(command(table, "--pass-at", "-1"), "--pass-at", "at least 1: -1");
        Cli.refused(command(table, "--pass-at", "2", "--totals"), "--pass-at", "--totals");
    }

    @Test
    void whatItemsShowNobodyHasToSay() throws IOException {
        Path table = table(scores(), true);
        for (String option : List.of("--item-correlation", "--cluster-correlation")) {
            Cli.refused(command(table, option, "0.3"), option, "--totals");
            assertThat(run(table, option, "0.3", "--totals", "--shift", "robust")
                            .code())
                    .isZero();
        }
    }

    /** Where items do not do, totals are told to stand in for them, with their numbers and the reason. */
    @Test
    void totalsStandInForItemsThatDoNotDo() throws IOException {
        for (int m = 0; m < 3; m++) {
            for (String task : List.of("sums", "new")) {
                Files.writeString(folder.resolve(task + m + ".json"), results("m" + m, task, "0." + (5 + m)));
            }
        }
        assertThat(run(folder, "--shift", "robust").out())
                .contains("\nEstimated from totals: some logs do not tell items\n");
        Cli.refused(command(folder, "--pass-at", "1"), "--pass-at", "totals only");
        ItemScores.Builder few = ItemScores.builder();
        for (int m = 0; m < 3; m++) {
            for (ItemRole role : ItemRole.values()) {
                for (int j = 0; j < 30; j++) {
                    double score = (j + m) % 3 > 0 ? 1 : 0;
                    few.add(new ItemScore("m" + m, "sums", role, "i" + j, 1, score, "text" + j / 5));
                }
            }
        }
        Path table = table(few.build(), true);
        Cli.Ended ended = run(table, "--shift", "robust", "--format", "csv");
        assertThat(ended.err())
                .contains(
                        "Estimated from totals: eval \"sums\": public items that models with both halves met must be in"
                                + " at least 10 clusters: 6\n");
        assertThat(ended.out())
                .isEqualTo(run(table, "--shift", "robust", "--format", "csv", "--totals")
                        .out());
    }

    /** Results of lm-evaluation-harness without samples: the mean of one task. */
    private static String results(String model, String task, String mean) {
        return """
                {"results": {"%s": {"alias": "%s", "acc,none": %s}}, "configs": {"%s": {"metric_list": [{"metric": "acc"}]}},
                 "higher_is_better": {"%s": {"acc": true}}, "n-samples": {"%s": {"original": 40, "effective": 40}},
                 "config": {"model": "hf"}, "model_name": "%s"}
                """.formatted(task, task, mean, task, task, task, model);
    }
}
