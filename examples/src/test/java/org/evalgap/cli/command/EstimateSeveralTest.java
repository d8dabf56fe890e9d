package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.estimate.evals.EvalShares;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evalgap estimate LOGS --eval PUBLIC=FRESH}, more than once: several evals, taken apart. */
class EstimateSeveralTest {
    private static final int MODELS = 5;
    private static final int ITEMS = 40;
    private static final List<String> EVALS = List.of("sums", "words");

    @TempDir
    private Path folder;

    private Path table = Path.of("");

    private ItemScores scores = ItemScores.builder().build();

    /** Five models on two evals; the last has some more of public items on both. */
    @BeforeEach
    void write() throws IOException {
        ItemScores.Builder rows = ItemScores.builder();
        List<String> lines = new ArrayList<>(List.of("model,eval,item,score"));
        for (int m = 0; m < MODELS; m++) {
            for (String eval : EVALS) {
                for (ItemRole role : ItemRole.values()) {
                    for (int j = 0; j < ITEMS; j++) {
                        int luck = (29 * m + 17 * j + 7 * role.ordinal() + eval.length()) % 20;
                        int known = m == MODELS - 1 && role == ItemRole.PUBLIC ? 5 : 0;
                        int right = luck < 6 + 2 * m + known ? 1 : 0;
                        rows.add(ItemScore.of("m" + m, eval, role, "i" + (10 + j), right));
                        lines.add("m" + m + "," + eval + (role == ItemRole.FRESH ? "-2026" : "") + ",i" + (10 + j) + ","
                                + right);
                    }
                }
            }
        }
        scores = rows.build();
        table = Files.write(folder.resolve("long.csv"), lines);
    }

    private List<Object> command(Object... more) {
        List<Object> all =
                new ArrayList<>(List.of("estimate", table, "--eval", "sums=sums-2026", "--eval", "words=words-2026"));
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void sharesAreThoseOfTheLibrary() throws IOException {
        InflationFit fit = new InflationEstimator(InflationSpec.withDefaults())
                .fit(scores, ItemFacts.none(), ShiftAssumption.SAME_RECIPE);
        EvalShares shares = EvalShares.of(fit, 0.95);
        Cli.Ended ended =
                Cli.run(command("--shift", "same-recipe", "--format", "json").toArray());
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err())
                .contains(
                        "sums: 1 log read; 5 models with both evals.", "words: Fresh: words-2026, scored by score, 40")
                .doesNotContain("of other evals");
        JsonNode tree = new ObjectMapper().readTree(ended.out());
        for (int m = 0; m < MODELS; m++) {
            EvalShares.ModelShare share = shares.models().get(m);
            JsonNode told = tree.at("/shares/0/models/" + m);
            assertThat(told.at("/model").asText()).isEqualTo(share.model());
            assertThat(told.at("/gap/mean").asDouble()).isEqualTo(share.share().mean());
            assertThat(told.at("/gap/upper").asDouble()).isEqualTo(share.share().upper());
            assertThat(told.at("/pValue").asDouble()).isEqualTo(share.pValue());
        }
        assertThat(tree.at("/shares/0/evals/1/eval").asText()).isEqualTo("words");
        assertThat(tree.at("/evals/words/estimates/0/models/4/gap").asDouble())
                .isEqualTo(fit.evals().get(1).result().models().get(4).gap().mean());
        // The one that knows more leads, by its share as by the library's.
        assertThat(shares.models().get(MODELS - 1).share().mean())
                .isEqualTo(shares.models().stream()
                        .mapToDouble(m -> m.share().mean())
                        .max()
                        .orElseThrow());
    }

    @Test
    void textAndRecordsNameModelsEvalsAndBoth() {
        String text = Cli.out(command("--shift", "robust,same-recipe").toArray());
        assertThat(text)
                .startsWith("Found inflated by 2 evals together: 1 of 5 models if both tests were made the\nsame way; ")
                .contains(
                        "\nrobust: gaps of models scatter by ",
                        "\nsame-recipe: gaps of models scatter by ",
                        ", of evals by ",
                        "\nm4                        2  11.",
                        "\naverage model, words          ",
                        "\n\nEach eval by itself\neval   assumption   ",
                        "\nsums: 1 log read; 5 models with both evals.\n")
                .doesNotContain("Sources");
        assertThat(text.lines().filter(line -> !line.contains(": ")).mapToInt(String::length))
                .allMatch(n -> n <= 80);
        assertThat(Cli.out(command("--shift", "robust", "--verbose").toArray())).contains("words: m4: " + table);
        List<String> lines = Cli.run(
                        command("--shift", "same-recipe", "--format", "csv").toArray())
                .out()
                .lines()
                .toList();
        assertThat(lines.get(0)).startsWith("assumption,kind,model,eval,gap,");
        assertThat(lines).hasSize(1 + MODELS + 2 + 2 * MODELS);
        assertThat(lines.get(1)).startsWith("same-recipe,model,m0,,");
        assertThat(lines.get(1 + MODELS)).startsWith("same-recipe,eval,,sums,");
        assertThat(lines.get(lines.size() - 1)).startsWith("same-recipe,cell,m4,words,");
    }

    /** References of the one eval only: nobody asked for that assumption, and so it is told that it is not there. */
    @Test
    void anAssumptionThatOneEvalDoesNotAllowIsTold() throws IOException {
        StringBuilder rows = new StringBuilder("model,eval,publicRight,publicItems,freshRight,freshItems,reference\n");
        for (int m = 0; m < MODELS; m++) {
            for (String eval : EVALS) {
                rows.append("m" + m + "," + eval + "," + (40 + 9 * m) + ",100," + (38 + 8 * m) + ",100,"
                        + (m < 3 && eval.equals("sums") ? "yes" : "no") + "\n");
            }
        }
        Path marked = Files.writeString(folder.resolve("marked.csv"), rows);
        String told = "reference: not estimated; fewer than 3 models with words are believed clean\n";
        assertThat(Cli.out("estimate", marked)).contains("\n" + told).doesNotContain("\nreference: gaps");
        assertThat(Cli.run("estimate", marked, "--format", "csv").err()).contains(told);
        assertThat(Cli.out("estimate", marked, "--shift", "robust")).doesNotContain(told);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Cli.refused(List.of("estimate", table, "--eval", "sums"), "--eval", "PUBLIC=FRESH", "sums");
        Cli.refused(command("--public", "sums"), "--eval", "--public");
        Cli.refused(command("--report", folder.resolve("page")), "--report", "one eval");
        Cli.refused(command("--eval", "sums=words-2026"), "--eval sums", "name each once");
        Cli.refused(command("--shift", "reference"), "at least 3", "--reference");
        assertThat(folder.resolve("page")).doesNotExist();
    }

    /** One eval named so is what {@code --public} and {@code --fresh} name. */
    @Test
    void oneEvalIsAsBefore() {
        Object[] before = {
            "estimate", table, "--public", "sums", "--fresh", "sums-2026", "--shift", "robust", "--format", "csv"
        };
        Object[] now = {"estimate", table, "--eval", "sums=sums-2026", "--shift", "robust", "--format", "csv"};
        assertThat(Cli.run(now)).isEqualTo(Cli.run(before));
    }

    /** Totals of several evals in one table, told apart by a column, are estimated as in a table of each. */
    @Test
    void aTableMayHoldSeveralEvals() throws IOException {
        StringBuilder all = new StringBuilder("model,eval,publicRight,publicItems,freshRight,freshItems\n");
        for (String eval : EVALS) {
            StringBuilder one = new StringBuilder("model,publicRight,publicItems,freshRight,freshItems\n");
            for (int m = 0; m < MODELS; m++) {
                String counts = "," + (40 + 9 * m) + ",100," + (38 + eval.length() + 8 * m) + ",100\n";
                all.append("m" + m + "," + eval + counts);
                one.append("m" + m + counts);
            }
            Files.writeString(folder.resolve(eval + ".csv"), one);
        }
        Path both = Files.writeString(folder.resolve("both.csv"), all);
        ObjectMapper mapper = new ObjectMapper();
        JsonNode tree = mapper.readTree(Cli.out("estimate", both, "--shift", "robust", "--format", "json"));
        for (String eval : EVALS) {
            JsonNode alone = mapper.readTree(
                    Cli.out("estimate", folder.resolve(eval + ".csv"), "--shift", "robust", "--format", "json"));
            assertThat(tree.at("/evals/" + eval)).isEqualTo(alone);
        }
        assertThat(tree.at("/shares/0/models")).hasSize(MODELS);
        assertThat(Cli.out("estimate", both, "--shift", "robust"))
                .startsWith("Found inflated by 2 evals together: nobody if most models are clean.\n\nrobust: ");
        Cli.refused(List.of("estimate", both, "--report", folder.resolve("page")), "--report", "not 2");
        Path twice = Files.writeString(folder.resolve("twice.csv"), all + "m0,sums,1,2,1,2\n");
        Cli.refused(List.of("estimate", twice), twice, "line 12", "\"model\"", "no other row of its eval has");
        Path single = Files.writeString(folder.resolve("single.csv"), all + "m0,third,1,2,1,2\n");
        Cli.refused(List.of("estimate", single), single, "one row of eval \"third\"");
    }
}
