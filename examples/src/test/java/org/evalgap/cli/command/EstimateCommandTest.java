package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evalgap.cli.Cli;
import org.evalgap.cli.EvalGap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EstimateCommandTest {
    private static final String GSM1K = "data/gsm1k.csv";

    @TempDir
    private Path folder;

    /** What a command line gave. */
    private record Run(int code, String out, String err) {}

    private static Run gsm1k;

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                EvalGap.commandLine(args).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = command.execute(args);
        return new Run(code, out.toString(), err.toString());
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("scores.csv"), text).toString();
    }

    /** Ten clean rows and a leaked one, as fractions. */
    private static String rows(String header, String pattern) {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < 10; i++) {
            text.append(pattern.replace("NAME", "m" + i)
                            .replace("P", 300 + 40 * i + "")
                            .replace("F", 300 + 40 * i + ""))
                    .append('\n');
        }
        return text.append(pattern.replace("NAME", "leaked").replace("P", "700").replace("F", "500"))
                .append('\n')
                .toString();
    }

    private static double inflation(Run run, String model) throws IOException {
        assertThat(run.err()).isEmpty();
        JsonNode models = new ObjectMapper().readTree(run.out()).at("/estimates/0/models");
        for (JsonNode node : models) {
            if (node.get("model").asText().equals(model)) {
                return node.get("inflation").asDouble();
            }
        }
        throw new AssertionError(run.out());
    }

    /** Estimated once for the tests that read it. */
    private static synchronized Run gsm1k() {
        if (gsm1k == null) {
            gsm1k = run("estimate", GSM1K, "--verbose");
        }
        return gsm1k;
    }

    @Test
    void gsm1kShowsAllThreeAssumptionsSideBySide() {
        Run run = gsm1k();
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("63 models score 2.1 points higher on the public test than on the fresh one, on\naverage.\n"
                        + "Found inflated: nobody if both tests were made the same way; 12 of 51 if the 12\n"
                        + "references are clean; nobody if most models are clean.\n")
                .contains(
                        "\n63 models; public minus fresh score +2.1 points on average, beyond 1.96 standard errors for 29 %.\n")
                .containsPattern("same-recipe +reference +robust\nYi-6B-Chat ")
                .containsPattern("robust +shift .* 0 found inflated")
                .contains("What these scores cannot tell");
        assertThat(run.out().lines().filter(l -> l.startsWith("gpt-4"))).isNotEmpty();
    }

    /** What docs/estimate.md quotes of these models, put together from what the command prints. */
    @Test
    void theDocumentQuotesWhatTheCommandPrints() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "estimate.md")).replaceAll("\\s+", " ");
        String out = gsm1k().out();
        List<String> cells = parts(out, "Yi-6B-Chat .*\\].*\\].*", " ([0-9.]+) \\[ *([0-9.]+), *([0-9.]+)\\]");
        assertThat(document)
                .contains("%s points [%s, %s]".formatted(cells.subList(6, 9).toArray()))
                .contains("Yi-6B-Chat has %s [0, %s]".formatted(cells.get(0), cells.get(2)));
        List<String> errors = parts(out, "reference +shift.*", "error ([0-9.]+) \\(predicted ([0-9.]+)\\)");
        assertThat(document).contains("missed by %s probit where the model expects %s".formatted(errors.toArray()));
    }

    /** The groups of all matches of a pattern in the first line that matches another. */
    private static List<String> parts(String text, String line, String pattern) {
        Matcher lines = Pattern.compile("(?m)^" + line + "$").matcher(text);
        assertThat(lines.find()).as(line).isTrue();
        List<String> out = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(lines.group());
        while (matcher.find()) {
            for (int g = 1; g <= matcher.groupCount(); g++) {
                out.add(matcher.group(g));
            }
        }
        return out;
    }

    @Test
    void csvHasOneRecordForEachModelAndAssumptionAndJsonTheSameNumbers() throws IOException {
        Run csv = run("estimate", GSM1K, "--format", "csv", "--shift", "reference,robust");
        List<String> lines = csv.out().lines().toList();
        assertThat(lines).hasSize(1 + 2 * 63);
        assertThat(lines.get(0)).startsWith("assumption,model,family,reference,public,fresh,inflation,inflationLower");
        Run json = run("estimate", GSM1K, "--format", "json", "--shift", "reference,robust");
        JsonNode tree = new ObjectMapper().readTree(json.out());
        assertThat(tree.at("/estimates")).hasSize(2);
        JsonNode first = tree.at("/estimates/0/models/0");
        String[] cells = lines.get(1).split(",");
        assertThat(first.get("model").asText()).isEqualTo(cells[1]);
        assertThat(first.get("inflation").asDouble()).isEqualTo(Double.parseDouble(cells[6]));
        assertThat(tree.at("/estimates/1/shift/slope/mean").asDouble()).isBetween(0.9, 1.1);
    }

    @Test
    void fractionsPercentagesPercentSignsAndCountsAreTheSameScores() throws IOException {
        String[] shift = {"--shift", "robust", "--format", "json", "--public-items", "1000", "--fresh-items", "1000"};
        double counts = inflation(run(args(file(rows("model,publicRight,freshRight", "NAME,P,F")), shift)), "leaked");
        assertThat(counts).isBetween(0.1, 0.25);
        for (String pattern : List.of("NAME,0.P,0.F", "NAME,P e-1,F e-1", "NAME,Pe-1%,Fe-1%")) {
            String text = rows("Model,Public Score,fresh_accuracy", pattern.replace(" ", ""));
            assertThat(inflation(run(args(file(text), shift)), "leaked"))
                    .as(pattern)
                    .isEqualTo(counts);
        }
    }

    private static String[] args(String file, String... more) {
        List<String> all = new ArrayList<>(List.of("estimate", file));
        Collections.addAll(all, more);
        return all.toArray(new String[0]);
    }

    @Test
    void columnsCanBeNamedAndSettingsCanStandInTheTable() throws IOException {
        String text = rows("id,old,new,n,guess", "NAME,0.P,0.F,1000,0.25");
        Run run = run(args(
                file(text),
                "--shift",
                "robust",
                "--format",
                "json",
                "--column",
                "model=id",
                "--column",
                "public=old",
                "--column",
                "fresh=new",
                "--column",
                "publicItems=n",
                "--column",
                "publicGuess=guess",
                "--fresh-items",
                "1000",
                "--fresh-guess",
                "0.25"));
        assertThat(inflation(run, "leaked")).isBetween(0.1, 0.25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model,public,fresh;a,0.5,0.5;b,0.6,45 | line 2; \"public\"; --scores percent",
                "model,public,fresh;a,0.5,0.5;b,0.6,x | line 3; \"fresh\"; x",
                "model,public,fresh;a,0.5,0.5;b,0.6, | line 3; \"fresh\"; empty",
                "model,public,fresh;a,0.5,0.5;b,101,0.3 | line 3; [0, 100]",
                "model,public,fresh;a,0.5,0.5;a,0.6,0.3 | line 3; \"model\"; no other row",
                "model,public;a,0.5;b,0.6 | \"fresh\"; --column fresh=HEADER",
                "model,public,fresh,Public Score;a,0.5,0.5,1;b,0.6,0.3,1 | could both be public",
                "model,public,fresh,reference;a,0.5,0.5,maybe;b,0.6,0.3,no | line 2; maybe; true or false",
                "model,public,fresh;a,0.5,0.5 | one row",
            })
    void tablesThatCannotBeUsedAreRefusedWithTheirPlace(String text, String parts) throws IOException {
        Run run = run(args(file(text.replace(";", "\n") + "\n"), "--public-items", "100", "--fresh-items", "100"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(parts.split("; "));
        assertThat(run.err().lines().count()).isLessThanOrEqualTo(4);
        assertThat(run.err()).doesNotContain("\tat ");
    }

    @Test
    void optionsThatCannotBeUsedAreRefused() throws IOException {
        String table = file(rows("model,public,fresh,publicItems,freshItems", "NAME,0.P,0.F,1000,1000"));
        for (String[] bad : new String[][] {
            {"--shift", "sideways"},
            {"--shift", "reference"},
            {"--threshold", "1"},
            {"--level", "0"},
            {"--item-correlation", "1"},
            {"--public-items", "0"},
            {"--fresh-guess", "1"},
            {"--column", "colour=public"},
            {"--column", "public=nowhere"},
            {"--format", "xml"},
        }) {
            Run run = run(args(table, bad));
            assertThat(run.code()).as("%s", (Object) bad).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines().count()).isLessThanOrEqualTo(4);
        }
        assertThat(run("estimate", "nowhere.csv").err()).contains("nowhere.csv", "no such file");
    }

    @Test
    void powerPrintsATableAndACurve() throws IOException {
        Run run = run("power", "--public-items", "1319", "--score", "0.6", "--models", "63", "--verbose");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("flag of 63", "unreachable", "Chance to detect 5 points of inflation");
        Path picture = folder.resolve("power.png");
        Run json = run("power", "--format", "json", "--chart", picture.toString());
        assertThat(new ObjectMapper().readTree(json.out()).at("/cases")).hasSize(3);
        assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G');
        Run overTime = run("power", "--public-items", "500", "--pressure", "0.03", "--submissions", "27");
        assertThat(overTime.out())
                .contains("Over time: 1500 fresh items a year keep learned inflation at 1.00 points or less")
                .containsPattern("12 months +1500 +1.00 +2.5\\d +1.29");
        assertThat(run("power", "--pressure", "0.03", "--format", "json").out()).contains("\"itemsAYear\" : 3000.0");
        assertThat(run("power", "--format", "csv").out().lines().count()).isEqualTo(1 + 3 * 14);
        for (String[] bad : new String[][] {
            {"power", "--inflation", "0.6"},
            {"power", "--power", "1"},
            {"power", "--pressure", "0"},
            {"power", "--pressure", "0.03", "--submissions", "0"},
            {"power", "--score", "NaN"},
            {"power", "--pairing", "1"},
            {"power", "--cluster-correlation", "2"},
            {"power", "--chart", "x.gif"},
        }) {
            Run refused = run(bad);
            assertThat(refused.code()).as("%s", (Object) bad).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
        }
    }

    @Test
    void checkIntervalsReportsEveryWorld() throws IOException {
        Run run = run("check-intervals", "--tables", "2", "--world", "prior", "--format", "json");
        assertThat(run.code()).isZero();
        JsonNode worlds = new ObjectMapper().readTree(run.out()).at("/worlds");
        assertThat(worlds).hasSize(10);
        assertThat(worlds.get(0).get("coverage").asDouble()).isBetween(0.5, 1.0);
        assertThat(run("check-intervals", "--tables", "1").code()).isEqualTo(2);
    }

    @Test
    void scoresThatNoNumberOfItemsHasAreKeptAndSaidToBeMeansOfAttempts() throws IOException {
        String table = file("""
                model,public,publicItems,fresh,freshItems
                a,66.1,400,60.25,400
                b,70,400,50.5,400
                c,33.3%,3,50,3
                """);
        Cli.Ended run = Cli.run("estimate", table, "--shift", "robust");
        assertThat(run.code()).isZero();
        // 66.1 % are 264.4 items, and 50 % of three are 1.5; one of three is 33.3 % to the digits given.
        assertThat(run.err().lines())
                .containsExactly(
                        "Note: " + table
                                + ": 2 scores are not those of a whole number of items and are kept as they are, means of attempts:",
                        "line 4, \"fresh\": 50; the nearest is 2 of 3 items, 67 (16.67 points off);",
                        "line 2, \"public\": 66.1; the nearest is 264 of 400 items, 66.0 (0.10 points off)");
    }

    /** 44 models and one far below chance, which alone once ended the estimate. */
    @Test
    void aModelFarBelowChanceIsAModel() throws IOException {
        String data = Files.readString(Path.of("data/mmlu-cf.csv"));
        String table = file(data.stripTrailing() + "\nBroken-1B,10,10,10\n");
        Cli.Ended run = Cli.run(
                "estimate",
                table,
                "--column",
                "public=validation",
                "--column",
                "fresh=test",
                "--public-items",
                "10000",
                "--fresh-items",
                "10000",
                "--public-guess",
                "0.25",
                "--fresh-guess",
                "0.25",
                "--verbose");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).containsPattern("Broken-1B +10\\.0 +10\\.0 +0\\.0 \\[ 0\\.0, +0\\.0\\]");
    }

    @Test
    void powerBlamesTheOptionThatIsWrong() {
        Cli.refused(List.of("power", "--public-items", "500", "--score", "1.2"), "--score", "below 1", "1.2");
        Cli.refused(List.of("power", "--public-items", "0"), "--public-items", "at least 1");
        Cli.refused(List.of("power", "--power", "1"), "--power", "below 1");
        Cli.refused(List.of("power", "--fresh-cluster", "0.5"), "--fresh-cluster", "at least 1");
        Cli.refused(List.of("power", "--false-alarm", "0.5"), "--false-alarm", "below 0.5");
        Cli.refused(List.of("power", "--inflation", "0.6"), "--inflation", "1 − score, 0.5");
    }

    /** A standard error says of how many items a score is: √(.6·.4/1000) and √(.5·.5/400), by hand, in points here. */
    @Test
    void standardErrorsStandForNumbersOfItems() throws IOException {
        StringBuilder counts = new StringBuilder("model,public,publicItems,fresh,freshItems\n");
        StringBuilder errors = new StringBuilder("model,public,publicSE,fresh,freshSE\n");
        for (int i = 0; i < 6; i++) {
            counts.append("m" + i + "," + (60 + i) + ",1000," + (50 + i) + ",400\n");
            double p = 0.6 + 0.01 * i;
            double f = 0.5 + 0.01 * i;
            errors.append("m" + i + "," + (60 + i) + "," + 100 * Math.sqrt(p * (1 - p) / 1000) + "," + (50 + i) + ","
                    + 100 * Math.sqrt(f * (1 - f) / 400) + "\n");
        }
        String[] more = {"--shift", "robust"};
        assertThat(run(args(file(errors.toString()), more)).out())
                .isEqualTo(run(args(file(counts.toString()), more)).out());
        Cli.Ended zero =
                Cli.run("estimate", file("model,public,publicSE,fresh,freshSE\na,0.5,0,0.5,0.1\nb,0.5,0.1,0.5,0.1\n"));
        assertThat(zero.code()).isEqualTo(2);
        assertThat(zero.err()).contains("line 2", "publicSE", "publicItems");
    }

    @Test
    void aChanceLevelThatSeemsToBeMissingIsAskedFor() throws IOException {
        StringBuilder table = new StringBuilder("model,public,publicItems,fresh,freshItems\n");
        for (int i = 0; i < 9; i++) {
            table.append("m" + i + "," + (26 + 6 * i) + ",1000," + (27 + 6 * i) + ",1000\n");
        }
        String name = file(table.toString());
        assertThat(Cli.run("estimate", name, "--shift", "robust").err())
                .contains("no chance level", "0.260", "4 choices", "--public-guess 0.25");
        assertThat(Cli.run("estimate", name, "--shift", "robust", "--public-guess", "0.25", "--fresh-guess", "0.25")
                        .err())
                .isEmpty();
    }

    /** Slope ½ is five prior deviations off: nobody is found, and the table says why in a word. */
    @Test
    void aRefutedAssumptionIsSaidAndFindsNobody() throws IOException {
        StringBuilder table = new StringBuilder("model,publicRight,publicItems,freshRight,freshItems\n");
        for (int i = 0; i < 20; i++) {
            table.append("m" + i + "," + (400 + 10 * i) + ",1000," + (100 + 40 * i) + ",1000\n");
        }
        String out = run("estimate", file(table.toString()), "--shift", "robust", "--verbose")
                .out();
        assertThat(out).contains("assumption refuted by its line; 0 found inflated");
    }
}
