package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.evalgap.cli.Cli;
import org.evalgap.cli.input.CsvTable;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.text.SensitivityText;
import org.evalgap.sensitivity.IndexEstimate;
import org.evalgap.sensitivity.InputSensitivity;
import org.evalgap.sensitivity.OutputSensitivity;
import org.evalgap.sensitivity.SensitivityResult;
import org.evalgap.sensitivity.SobolAnalysis;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitivityCommandTest {
    private static final String PLAN = "name: little\n"
            + "scenario: {publicItems: 12, freshItems: 20, workTasks: 20, environments: 8, dimension: 2}\n"
            + "vary:\n"
            + "  budget: {from: 8, to: 512, scale: log}\n"
            + "  breadth: [0.5, 1, 2]\n"
            + "  design of the lab:\n"
            + "    plain: {inspiration: 0}\n"
            + "    inspired: {inspiration: 1, departure: 0.5}\n"
            + "design: sobol\n"
            + "points: 128\n"
            + "replicates: 3\n"
            + "seed: 5\n";

    @TempDir
    private Path folder;

    private Path plan;

    @BeforeEach
    void writePlan() throws IOException {
        plan = Files.writeString(folder.resolve("plan.yaml"), PLAN);
    }

    private SensitivityResult expected(int samples) {
        return SobolAnalysis.of(PlanFile.read(plan).plan(Map.of(), null))
                .withSamples(samples)
                .run();
    }

    @Test
    void theTableRanksAxesAndSaysWhatMatters() {
        String out = Cli.out("sensitivity", plan, "--verbose");
        assertThat(out)
                .startsWith("public gain: ")
                .contains("little, 128 samples of 5 points, 3 replicates each, seed 5; 95 % intervals\n")
                .contains(
                        "\ninflation: ", "\nwork gain: ", "\ndisconnect: ", "\nshare of the variance, %  public gain ")
                .contains(" matters most: ", "\ninteractions ", "% of the variance between means of 3 replicates");
        assertThat(out.lines()).allMatch(line -> line.length() <= 100);
        OutputSensitivity gain = expected(128).output("publicGain");
        String[] rows = out.split("\npublic gain\n")[1].split("with others \\(total\\)\n")[1].split("\n");
        double before = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            String name = rows[i].split(" {2,}")[0];
            InputSensitivity input = gain.inputs().stream()
                    .filter(one -> one.input().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(rows[i]).contains(Numbers.fixed(100 * input.total().value(), 1));
            assertThat(input.total().value()).isLessThanOrEqualTo(before);
            before = input.total().value();
        }
    }

    @Test
    void csvHoldsWhatTheLibraryGives() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("out.csv"), Cli.out("sensitivity", plan, "--samples", 64, "--format", "csv"));
        CsvTable table = CsvTable.read(csv);
        SensitivityResult result = expected(64);
        assertThat(table.rows()).isEqualTo(3 * result.outputs().size());
        int row = 0;
        for (OutputSensitivity output : result.outputs()) {
            for (InputSensitivity input : output.inputs()) {
                assertThat(table.text(row, "measure")).isEqualTo(output.output());
                assertThat(table.text(row, "axis")).isEqualTo(input.input());
                assertThat(table.text(row, "first"))
                        .isEqualTo(Numbers.text(input.first().value()));
                assertThat(table.text(row, "totalHigh"))
                        .isEqualTo(Numbers.text(input.total().high()));
                assertThat(table.text(row, "noise"))
                        .isEqualTo(Numbers.text(output.noise().value()));
                assertThat(table.text(row, "samples")).isEqualTo("64");
                row++;
            }
        }
    }

    @Test
    void jsonHoldsWhatTheLibraryGives() throws IOException {
        String out = Cli.out("sensitivity", plan, "--measure", "workGain", "--format", "json", "--threads", 1);
        JsonNode root = new ObjectMapper().readTree(out);
        OutputSensitivity gain = expected(128).output("workGain");
        assertThat(root.at("/evaluations").asLong()).isEqualTo(128 * 5 * 3);
        assertThat(root.at("/measures").size()).isEqualTo(1);
        assertThat(root.at("/measures/0/axes/2/total/low").asDouble())
                .isEqualTo(gain.inputs().get(2).total().low());
        assertThat(root.at("/measures/0/finding").asText()).isEqualTo(SensitivityText.sentence(gain));
    }

    @Test
    void settingsPinAxes() {
        assertThat(Cli.out("sensitivity", plan, "--set", "budget=64", "--samples", 64, "--measure", "inflation"))
                .contains("little, 64 samples of 4 points")
                .doesNotContain("budget");
    }

    private static IndexEstimate about(double value, double error) {
        return new IndexEstimate(value, error, value - 2 * error, value + 2 * error);
    }

    private static OutputSensitivity output(double... totals) {
        List<InputSensitivity> inputs = new java.util.ArrayList<>();
        for (int i = 0; i < totals.length; i++) {
            inputs.add(
                    new InputSensitivity("abcd".substring(i, i + 1), about(totals[i] / 2, .01), about(totals[i], .01)));
        }
        return new OutputSensitivity("gain", 1, about(4, .1), about(.1, .01), about(.5, .01), inputs);
    }

    @Test
    void theSentenceNamesWhatMattersAndWhatDoesNot() {
        assertThat(SensitivityText.sentence(output(.2, .8, .001, .1)))
                .isEqualTo("b matters most: b makes 40 % of the variance alone, 80 % with others. Then a 20 %, d 10 %."
                        + " Not told from 0: c.");
        assertThat(SensitivityText.sentence(output(.79, .8))).startsWith("b or a matters most: b makes");
        assertThat(SensitivityText.sentence(output(.8))).endsWith("80 % with others.");
    }

    /** What is named as what matters most must be told from 0. */
    @Test
    void theSentenceDoesNotContradictItself() {
        List<InputSensitivity> inputs = List.of(
                new InputSensitivity("a", about(.5, .4), about(1.05, .6)),
                new InputSensitivity("b", about(.1, .1), about(.36, .1)),
                new InputSensitivity("c", about(.0, .1), about(.01, .1)));
        OutputSensitivity gain = new OutputSensitivity("gain", 1, about(4, .1), about(.1, .01), about(.5, .01), inputs);
        assertThat(SensitivityText.sentence(gain))
                .isEqualTo(
                        "what matters most cannot be told; more samples would tell. a has the greatest share, 105 % with"
                                + " others, but it is not told from 0. Told from 0: b 36 %. Not told from 0: a, c."
                                + " True shares lie between 0 and 100 %: what is outside is chance, and less of it with more samples.");
    }

    @Test
    void sharesAreNotCutWithoutAWord() {
        assertThat(SensitivityText.sentence(output(1.2)))
                .isEqualTo(
                        "a matters most: a makes 60 % of the variance alone, 120 % with others."
                                + " True shares lie between 0 and 100 %: what is outside is chance, and less of it with more samples.");
        assertThat(SensitivityText.sentence(output(1.004))).endsWith("100 % with others.");
    }

    /** The command that an author found it with, whose axis of the greatest share is not told from 0. */
    @Test
    void fewSamplesOfThePlanThatComesAlongNameNoAxis() {
        String out = Cli.out("sensitivity", "plans/sensitivity.yaml", "--samples", 64, "--measure", "inflation");
        assertThat(out.replaceAll("\\s+", " "))
                .contains(
                        "what matters most cannot be told; more samples would tell. breadth has the greatest share, 105 %"
                                + " with others, but it is not told from 0. Told from 0: publicItems 36 %.")
                .doesNotContain("matters most: ");
    }

    @Test
    void measuresThatDoNotVaryAreSaidNotTo() {
        assertThat(Cli.out("sensitivity", plan, "--measure", "workScoreBefore", "--samples", 64))
                .contains("work score before: the same at all points.\n")
                .doesNotContain("interactions");
    }

    @Test
    void badInputIsRefusedInAFewLines() throws IOException {
        Cli.refused(List.of("sensitivity", plan, "--samples", 100), "must be a power of two", "100; 64 would do");
        Cli.refused(List.of("sensitivity", plan, "--measure", "workgian"), plan, "did you mean \"workGain\"?");
        Cli.refused(List.of("sensitivity", plan, "--measure", "transfer"), plan, "ask for workGain and publicGain");
        Cli.refused(List.of("sensitivity", plan, "--threads", 0), "threads must be at least 1: 0");
        Files.writeString(plan, PLAN.replace("points: 128", "points: 100"));
        Cli.refused(
                List.of("sensitivity", plan),
                plan,
                "points are the samples (or give --samples): ",
                "(or give --samples)");
        Files.writeString(plan, PLAN.replace("replicates: 3", "replicates: 1"));
        Cli.refused(List.of("sensitivity", plan), plan, "replicates must be at least 2");
        Files.writeString(plan, "replicates: 2\n");
        Cli.refused(List.of("sensitivity", plan), plan, "inputs must be 1 to 500: 0");
    }

    /** The page says of each measure what the table says, and has a row an axis. */
    @Test
    void thePageSaysWhatTheTableSays() throws IOException {
        Path report = folder.resolve("report");
        Cli.Ended ended = Cli.run("sensitivity", plan, "--measure", "workGain", "--report", report);
        assertThat(ended.err()).contains("Report: ");
        String page = Files.readString(report.resolve("index.html"));
        OutputSensitivity work = expected(128).output("workGain");
        assertThat(page)
                .contains(
                        "</a>: " + SensitivityText.sentence(work).replaceAll("-(?=[0-9.])", "−"),
                        "What moves work gain",
                        "<th class=\"text\" scope=\"row\">design of the lab</th>")
                .doesNotContain(">NaN", "NaN %", folder.toString());
        InputSensitivity first = work.inputs().get(0);
        assertThat(page)
                .contains(">" + Numbers.fixed(100 * first.total().value(), 0).replace('-', '−') + " [");
    }
}
