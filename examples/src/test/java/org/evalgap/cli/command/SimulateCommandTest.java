package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.Word;
import org.evalgap.cli.Cli;
import org.evalgap.cli.input.CsvTable;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulateCommandTest {
    private static final Scenario SMALL = Scenario.withDefaults()
            .withEnvironments(16)
            .withPublicItems(20)
            .withFreshItems(30)
            .withWorkTasks(40)
            .withFormatLearning(0.25);

    private static final Set<Parameter> OF_NETWORKS = EnumSet.range(Parameter.WIDTH, Parameter.PRETRAINING_TASKS);

    private static final List<String> SET_SMALL = List.of(
            "--set", "environments=16",
            "--set", "publicItems=20",
            "--set", "freshItems=30",
            "--set", "workTasks=40",
            "--set", "formatLearning=0.25");

    @TempDir
    private Path folder;

    private static Object[] simulate(Object... more) {
        List<Object> args = new ArrayList<>(List.of("simulate"));
        args.addAll(SET_SMALL);
        args.addAll(Arrays.asList(more));
        return args.toArray();
    }

    /** The small scenario with as many environments as 32 replicates need to be adjusted for luck. */
    private static Object[] many(Object... more) {
        return Arrays.stream(simulate(more))
                .map(arg -> arg.equals("environments=16") ? "environments=48" : arg)
                .toArray();
    }

    private static JsonNode json(Object... args) throws IOException {
        List<Object> all = new ArrayList<>(List.of(args));
        all.add("--format=json");
        return new ObjectMapper().readTree(Cli.out(all.toArray()));
    }

    /** From 32 replicates on people see adjusted means; programs see both. */
    @Test
    void meansAreAdjustedForLuckUnlessRawOnesAreAskedFor() throws IOException {
        Summary summary = Simulator.ofEverything().withLuck().summarize(SMALL.withEnvironments(48), 1, 32);
        JsonNode inflation = json(many("--replicates=32")).get("measures").get("inflation");
        assertThat(inflation.get("mean").doubleValue()).isEqualTo(summary.mean(Measure.INFLATION));
        assertThat(inflation.get("adjustedMean").doubleValue())
                .isEqualTo(summary.adjusted().mean(Measure.INFLATION));
        assertThat(inflation.get("adjustedStandardError").doubleValue())
                .isEqualTo(summary.adjusted().standardError(Measure.INFLATION).orElseThrow())
                .isLessThan(inflation.get("standardError").doubleValue() / 2);
        String adjusted = Cli.out(many("--replicates=32"));
        String raw = Cli.out(many("--replicates=32", "--raw"));
        assertThat(oneLine(adjusted))
                .contains("32 replicates; ± is half of a 95 % interval, adjusted for luck but for format gap.");
        assertThat(oneLine(raw)).contains("32 replicates; ± is half of a 95 % interval.");
        assertThat(share(adjusted))
                .isEqualTo(String.format(
                        Locale.ROOT, "%.2f", 100 * summary.adjusted().mean(Measure.INFLATION)));
        assertThat(share(raw)).isEqualTo(String.format(Locale.ROOT, "%.2f", 100 * summary.mean(Measure.INFLATION)));
        assertThat(Cli.out(many("--replicates=31"))).doesNotContain("luck");
    }

    /** What is not foreseen is not said to be adjusted; nor is anything where environments are few. */
    @Test
    void theHeadingSaysWhichMeansAreAdjusted() {
        assertThat(oneLine(Cli.out(many("--set=errorFocus=1", "--replicates=32"))))
                .contains(
                        ", adjusted for luck: work score, impact score, public score, public score before, fresh score,"
                                + " fresh score before, work score before, impact score before.");
        String narrowing = oneLine(Cli.out(many("--set=narrowing=1", "--replicates=32", "--verbose")));
        assertThat(narrowing.substring(narrowing.indexOf(", adjusted for luck")))
                .startsWith(", adjusted for luck but for ")
                .contains("format gap", "environment success", "peak time", "overoptimization")
                .doesNotContain("inflation", " gain", "transfer");
        assertThat(oneLine(Cli.out(simulate("--replicates=32"))))
                .contains("interval. With so few environments it takes --replicates 96 to adjust means for luck.");
        assertThat(Cli.out(simulate("--replicates=32", "--raw"))).doesNotContain("luck");
        assertThat(oneLine(Cli.out(simulate("--replicates=96"))))
                .contains(", adjusted for luck")
                .doesNotContain("it takes");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static String share(String table) {
        Matcher matcher =
                Pattern.compile("less inflation.*? [+]?(-?[0-9]+[.][0-9]{2})").matcher(table);
        assertThat(matcher.find()).as(table).isTrue();
        return matcher.group(1);
    }

    private static void assertMeasures(JsonNode measures, Summary summary) {
        assertThat(measures.size()).isEqualTo(Measure.count());
        for (Measure measure : Measure.values()) {
            JsonNode node = measures.get(measure.label());
            assertThat(node.get("mean").doubleValue()).as(measure.label()).isEqualTo(summary.mean(measure));
            assertThat(node.get("standardError").doubleValue())
                    .as(measure.label())
                    .isEqualTo(summary.standardError(measure).orElseThrow());
        }
    }

    @Test
    void jsonHoldsTheLibrarysNumbersToTheLastBit() throws IOException {
        JsonNode json = json(simulate("--replicates", "3", "--seed", "9007199254740993"));
        assertThat(json.fieldNames()).toIterable().containsExactly("scenario", "seed", "replicates", "measures");
        assertThat(json.get("seed").longValue()).isEqualTo(9007199254740993L);
        assertThat(json.get("replicates").intValue()).isEqualTo(3);
        for (Parameter parameter : Parameter.values()) {
            assertThat(json.get("scenario").get(parameter.label()).doubleValue())
                    .as(parameter.label())
                    .isEqualTo(SMALL.get(parameter));
        }
        assertThat(json.get("scenario").get("trainer").textValue()).isEqualTo("flow");
        assertMeasures(json.get("measures"), Simulator.ofEverything().summarize(SMALL, 9007199254740993L, 3));
    }

    @Test
    void oneReplicateHasNullForStandardErrors() throws IOException {
        JsonNode json = json(simulate());
        assertThat(json.get("replicates").intValue()).isEqualTo(1);
        json.get("measures").forEach(measure -> {
            assertThat(measure.get("mean").isNumber()).isTrue();
            assertThat(measure.get("standardError").isNull()).isTrue();
        });
    }

    @Test
    void transferIsNullWhereThePublicScoreDoesNotMove() throws IOException {
        JsonNode transfer = json(simulate("--set", "budget=0", "--replicates=2"))
                .get("measures")
                .get("transfer");
        assertThat(transfer.get("mean").isNull()).isTrue();
        assertThat(transfer.get("standardError").isNull()).isTrue();
        assertThat(Cli.out(simulate("--set", "budget=0"))).contains("did not rise");
        // A hundredth of a decision moves the public score by less than a tenth of a point.
        assertThat(Cli.out(simulate("--set", "budget=0.01")).replace('\n', ' '))
                .contains("what share of its gain is gained at work (transfer) is not determined.")
                .doesNotContain("Of 100 points");
    }

    @Test
    void csvIsOneRowOfParametersSeedReplicatesMeasuresAndErrors() throws IOException {
        Path file = Files.writeString(
                folder.resolve("r.csv"), Cli.out(simulate("--format", "CSV", "--replicates=2", "--seed=-4")));
        CsvTable table = CsvTable.read(file);
        Summary summary = Simulator.ofEverything().summarize(SMALL, -4, 2);
        assertThat(table.rows()).isEqualTo(1);
        int plain = Parameter.values().length + Word.values().length + 3 + 2 * Measure.count();
        assertThat(table.header().subList(0, plain)).noneMatch(name -> name.contains("Adjusted"));
        // Behind them what is adjusted for luck, which takes more than two replicates.
        assertThat(table.header().subList(plain, table.header().size()))
                .contains("inflationAdjusted", "inflationAdjustedStandardError")
                .allMatch(name -> name.matches("[a-zA-Z]+Adjusted(StandardError)?"));
        assertThat(table.text(0, "inflationAdjusted")).isEqualTo(table.text(0, "inflation"));
        assertThat(table.text(0, "environments")).isEqualTo("16");
        assertThat(table.text(0, "trainer")).isEqualTo("flow");
        assertThat(table.text(0, "seed")).isEqualTo("-4");
        assertThat(table.text(0, "replicates")).isEqualTo("2");
        for (Measure measure : Measure.values()) {
            assertThat(Double.parseDouble(table.text(0, measure.label()))).isEqualTo(summary.mean(measure));
            assertThat(Double.parseDouble(table.text(0, measure.label() + "StandardError")))
                    .isEqualTo(summary.standardError(measure).orElseThrow());
        }
    }

    /** The rows in order, each against the library's numbers in the printed precision. */
    @Test
    void theTableTellsTheStoryWithTheLibrarysNumbers() {
        Summary summary = Simulator.ofEverything().summarize(SMALL, 1, 4);
        String out = Cli.out(simulate("--replicates", "4", "--verbose"));
        assertThat(out.replace('\n', ' ')).contains("environments=16", "formatLearning=0.25", "seed 1", "4 replicates");
        List<String> all = out.lines().toList();
        List<String> lines = all.subList(all.indexOf("") + 2, all.size());
        assertScore(lines.get(0), "Public eval", summary, Score.PUBLIC);
        assertGap(lines.get(1), "inflation", summary, Measure.INFLATION);
        assertScore(lines.get(2), "Fresh items", summary, Score.FRESH);
        assertGap(lines.get(3), "distribution gap", summary, Measure.DISTRIBUTION_GAP);
        assertGap(lines.get(4), "eval's format", summary, Measure.FORMAT_GAP);
        assertScore(lines.get(5), "Work", summary, Score.WORK);
        assertGap(lines.get(6), "reliability gap", summary, Measure.RELIABILITY_GAP);
        assertScore(lines.get(7), "10 decisions", summary, Score.IMPACT);
        assertThat(lines.get(8)).isEmpty();
        assertThat(lines.get(11)).contains("inflation", logits(summary, Measure.INFLATION_LOGITS));
        assertThat(lines.get(13)).contains("distribution gap", logits(summary, Measure.DISTRIBUTION_GAP_LOGITS));
        assertThat(out.replace('\n', ' '))
                .startsWith(String.format(
                        Locale.ROOT,
                        "The public score rises by %.1f points: %.1f inflation, ",
                        100 * summary.gain(Score.PUBLIC),
                        100 * summary.mean(Measure.INFLATION)))
                .contains(String.format(
                        Locale.ROOT,
                        "%.1f ±%.1f are gained at work",
                        100 * summary.mean(Measure.TRANSFER),
                        100 * T * summary.standardError(Measure.TRANSFER).orElseThrow()));
        assertThat(all).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    /** Student's t with 3 degrees of freedom at 97.5 %, from any printed table (3.182), to more digits. */
    private static final double T = 3.1824463;

    /** Where a terminal shows colours inflation has its own and impact its own; without them the text is the same. */
    @Test
    void inflationAndImpactHaveTheirColoursInATerminal() {
        Object[] args = {"simulate", "--set", "environments=4", "--replicates", "2", "--verbose"};
        String colours = Cli.shown(80, true, args);
        assertThat(colours.lines().filter(line -> line.contains("\u001b[38;5;166m")))
                .hasSize(2)
                .allMatch(line -> line.startsWith("  less inflation"));
        assertThat(colours.lines().filter(line -> line.contains("\u001b[38;5;36m")))
                .hasSize(2)
                .allMatch(line -> line.startsWith("Impact: jobs"));
        String plain = Cli.shown(80, false, args);
        assertThat(colours.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
        assertThat(Cli.out(args)).isEqualTo(plain);
    }

    private static void assertScore(String line, String label, Summary summary, Score score) {
        assertThat(line)
                .contains(
                        label,
                        String.format(Locale.ROOT, " %.1f ", 100 * summary.mean(score.before())),
                        String.format(Locale.ROOT, " %.1f ", 100 * summary.mean(score.after())),
                        points(
                                summary.gain(score),
                                summary.gainStandardError(score).orElseThrow()));
    }

    private static void assertGap(String line, String label, Summary summary, Measure gap) {
        assertThat(line)
                .contains(
                        label,
                        points(summary.mean(gap), summary.standardError(gap).orElseThrow()));
    }

    private static String points(double share, double error) {
        return String.format(Locale.ROOT, "%+.2f ±%.2f", 100 * share, 100 * T * error);
    }

    private static String logits(Summary summary, Measure logits) {
        return String.format(
                Locale.ROOT,
                "%+.3f ±%.3f",
                summary.mean(logits),
                T * summary.standardError(logits).orElseThrow());
    }

    /** Each in a simulator of its own, which has nothing from earlier scenarios to stand on. */
    @ParameterizedTest
    @EnumSource(Parameter.class)
    void everyParameterCanBeSetAndGivesNumbers(Parameter parameter) throws IOException {
        double value = parameter.range().whole() ? 2 : 0.3;
        List<Object> args = new ArrayList<>(List.of(simulate()));
        args.removeIf(arg -> arg.toString().startsWith(parameter.label() + "="));
        args.removeIf(arg -> arg.equals("--set"));
        if (OF_NETWORKS.contains(parameter)) {
            args.removeIf(arg -> arg.toString().startsWith(Parameter.FORMAT_LEARNING.label() + "="));
            args.addAll(List.of("learner=network", "updates=3"));
        }
        List<Object> all = new ArrayList<>(List.of("simulate", "--set", parameter.label() + "=" + value));
        args.subList(1, args.size()).forEach(arg -> all.addAll(List.of("--set", arg)));
        JsonNode json = json(all.toArray());
        assertThat(json.get("scenario").get(parameter.label()).doubleValue()).isEqualTo(value);
        json.get("measures")
                .fields()
                .forEachRemaining(e -> assertThat(e.getValue().get("mean").isNumber())
                        .as(e.getKey())
                        .isTrue());
    }

    @Test
    void anotherSeedGivesOtherNumbersAndTheSameSeedTheSame() {
        String first = Cli.out(simulate("--format=json", "--seed=1"));
        assertThat(Cli.out(simulate("--format=json"))).isEqualTo(first);
        assertThat(Cli.out(simulate("--format=json", "--seed=2"))).isNotEqualTo(first);
    }

    @Test
    void settingsOverrideTheFileWhichOverridesItsPreset() throws IOException {
        Path file = Files.writeString(
                folder.resolve("s.yaml"), "preset: broad\nbreadth: 2\nenvironments: 8\ntrainer: flow\n");
        JsonNode scenario = json("simulate", "--scenario", file, "--set", "environments=4", "--set", "budget=1e1")
                .get("scenario");
        assertThat(scenario.get("memorization").doubleValue())
                .isEqualTo(Preset.BROAD.scenario().memorization());
        assertThat(scenario.get("breadth").doubleValue()).isEqualTo(2);
        assertThat(scenario.get("environments").intValue()).isEqualTo(4);
        assertThat(scenario.get("budget").doubleValue()).isEqualTo(10);
    }

    @Test
    void sourcesOfAFileAreSimulatedAndReported() throws IOException {
        Files.writeString(folder.resolve("work.csv"), "x0,x1,difficulty,weight,id\n0,0,0.5,1,a\n1,-1,-0.5,3,b\n");
        Path file = Files.writeString(folder.resolve("s.json"), """
                {"dimension": 2, "environments": 16, "workTasks": 40, "publicItems": 20, "freshItems": 30,
                 "eval": {"mixture": [{"mean": [2, 0], "spread": 0.5, "difficultyMean": -1},
                                      {"weight": 2, "mean": [0, 2], "spread": 0.1}]},
                 "work": {"tasks": "work.csv"}}
                """);
        Scenario scenario = Scenario.withDefaults()
                .withDimension(2)
                .withEnvironments(16)
                .withWorkTasks(40)
                .withPublicItems(20)
                .withFreshItems(30)
                .withEval(GaussianMixture.of(List.of(
                        new GaussianMixture.Component(1, new double[] {2, 0}, 0.5, -1, 1.5),
                        new GaussianMixture.Component(2, new double[] {0, 2}, 0.1, 0, 1.5))))
                .withWork(TaskSet.builder(2)
                        .add(new double[] {0, 0}, 0.5, null, 1, "a")
                        .add(new double[] {1, -1}, -0.5, null, 3, "b")
                        .build());
        JsonNode json = json("simulate", "--scenario", file, "--replicates=2");
        assertMeasures(json.get("measures"), Simulator.ofEverything().summarize(scenario, 1, 2));
        assertThat(Cli.out("simulate", "--scenario", file, "--set", "trainer=sampled", "--set", "updates=5"))
                .contains("\ndimension=2 ")
                .contains("trainer=sampled eval from the file work from the file; seed 1");
        assertThat(json.at("/scenario/work/tasks").textValue()).isEqualTo("work.csv");
        assertThat(json.at("/scenario/eval/mixture/1/mean/1").intValue()).isEqualTo(2);
    }
}
