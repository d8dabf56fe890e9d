package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.evalgap.cli.Cli;
import org.evalgap.cli.input.CsvTable;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.output.Numbers;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.Contrast;
import org.evalgap.sweep.run.SweepRow;
import org.evalgap.sweep.run.SweepRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evalgap sweep --baseline}. */
class ContrastCommandTest {
    private static final String PLAN = "scenario: {publicItems: 12, freshItems: 20, workTasks: 20, environments: 8}\n"
            + "vary:\n"
            + "  budget: [8, 64, 256]\n"
            + "  lab:\n"
            + "    plain: {inspiration: 0}\n"
            + "    \"eager, very\": {inspiration: 1}\n"
            + "replicates: 18\n"
            + "seed: 3\n";

    @TempDir
    private Path folder;

    private Path plan;
    private Path csv;

    @BeforeEach
    void writePlan() throws IOException {
        plan = Files.writeString(folder.resolve("plan.yaml"), PLAN);
        csv = folder.resolve("contrasts.csv");
    }

    private static List<SweepRow> rows(SweepPlan plan) {
        List<SweepRow> rows = new ArrayList<>();
        SweepRunner.withDefaults().run(plan, rows::add);
        return rows;
    }

    @Test
    void theFileHoldsEveryDifference() {
        String out = Cli.out("sweep", plan, "--baseline", "budget=64,lab=plain", "--contrasts", csv);
        assertThat(out)
                .contains(
                        "Points against the baseline, ± half of a paired 95 % interval:",
                        "\nbudget 8, lab plain  ", "so many times the replicates (median over\ncells)")
                .doesNotContain("\nbudget 64, lab plain  +");
        CsvTable table = CsvTable.read(csv);
        List<SweepRow> rows = rows(PlanFile.read(plan).plan(Map.of(), null, Map.of("budget", "64", "lab", "plain")));
        int lines = table.rows() / rows.size();
        assertThat(table.rows()).isEqualTo(6 * lines);
        for (int line = 0; line < table.rows(); line++) {
            SweepRow row = rows.get(line / lines);
            assertThat(table.text(line, "point")).isEqualTo(Integer.toString(line / lines));
            assertThat(table.text(line, "baseline")).isEqualTo("2");
            assertThat(table.text(line, "lab")).isEqualTo(line / lines % 2 == 0 ? "plain" : "eager, very");
            Contrast contrast = row.contrast().orElseThrow();
            String name = table.text(line, "measure");
            Contrast.Difference difference = name.endsWith("Gain")
                    ? contrast.ofGain(Score.gaining(name).orElseThrow())
                    : contrast.of(Measure.labelled(name).orElseThrow());
            assertThat(table.text(line, "difference")).isEqualTo(Numbers.text(difference.value()));
            Contrast adjusted = contrast.adjusted();
            Contrast.Difference better = name.endsWith("Gain")
                    ? adjusted.ofGain(Score.gaining(name).orElseThrow())
                    : adjusted.of(Measure.labelled(name).orElseThrow());
            assertThat(table.text(line, "differenceAdjusted")).isEqualTo(Numbers.text(better.value()));
            assertThat(table.text(line, "differenceAdjustedStandardError"))
                    .isEqualTo(Numbers.text(better.standardError()));
            assertThat(table.text(line, "standardError")).isEqualTo(Numbers.text(difference.standardError()));
            assertThat(table.text(line, "unpairedStandardError"))
                    .isEqualTo(Numbers.text(difference.unpairedStandardError()));
            assertThat(table.text(line, "varianceSaved")).isEqualTo(Numbers.text(difference.varianceSaved()));
            assertThat(table.text(line, "replicates")).isEqualTo("18");
        }
    }

    @Test
    void aPlanMayNameItsBaselineAndTheCommandLineWins() throws IOException {
        Files.writeString(plan, PLAN + "baseline: {budget: 8}\n");
        assertThat(Cli.out("sweep", plan))
                .contains("\nbudget 64, lab plain  ")
                .doesNotContain("\nbudget 8, lab plain  +");
        assertThat(Cli.out("sweep", plan, "--baseline", "budget=64")).contains("\nbudget 8, lab plain  ");
    }

    @Test
    void rowsAreTheSameWithAndWithoutABaseline() throws IOException {
        Path with = folder.resolve("with.csv");
        Path without = folder.resolve("without.csv");
        Cli.out("sweep", plan, "--out", with, "--baseline", "budget=8");
        Cli.out("sweep", plan, "--out", without);
        assertThat(with).hasSameBinaryContentAs(without);
    }

    /** Blocks that a store holds have no pairs: they are simulated again, and nothing is kept twice. */
    @Test
    void aStoreChangesNoContrast() throws IOException {
        Path store = folder.resolve("store.duckdb");
        Path fresh = folder.resolve("fresh.csv");
        Cli.out("sweep", plan, "--baseline", "budget=8", "--contrasts", fresh);
        Cli.out("sweep", plan, "--store", store, "--set", "budget=64");
        Cli.out("sweep", plan, "--store", store, "--baseline", "budget=8", "--contrasts", csv);
        assertThat(csv).hasSameBinaryContentAs(fresh);
        Cli.out("sweep", plan, "--store", store, "--baseline", "budget=8", "--contrasts", csv);
        assertThat(csv).hasSameBinaryContentAs(fresh);
    }

    @Test
    void badBaselinesAreRefusedInAFewLinesAndNothingIsWritten() throws IOException {
        Cli.refused(List.of("sweep", plan, "--baseline", "budget"), "--baseline budget: write AXIS=LEVEL");
        Cli.refused(List.of("sweep", plan, "--baseline", "budget=8,budget=64"), "budget is given twice");
        Cli.refused(List.of("sweep", plan, "--baseline", "budget=9"), plan, "one of its levels, 8, 64, 256: 9");
        Cli.refused(List.of("sweep", plan, "--baseline", "bugdet=8"), plan, "did you mean \"budget\"?");
        Cli.refused(List.of("sweep", plan, "--contrasts", csv), "there is no baseline; give --baseline AXIS=LEVEL");
        Cli.refused(List.of("sweep", plan, "--baseline", "budget=8", "--contrasts", plan), "would overwrite the plan");
        Cli.refused(
                List.of("sweep", plan, "--baseline", "budget=8", "--contrasts", folder), "a directory; give a file");
        Files.writeString(plan, PLAN + "baseline: {budget: 9}\n");
        Cli.refused(List.of("sweep", plan), plan, "line 9", "one of its levels");
        assertThat(csv).doesNotExist();
    }
}
