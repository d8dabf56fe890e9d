package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.evalgap.cli.Cli;
import org.evalgap.cli.input.PlanFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evalgap protocols}, and protocols as an axis of sweeps. */
class ProtocolsCommandTest {
    private static final String SIZES =
            "dimension: 3, environments: 12, publicItems: 20, freshItems: 30, workTasks: 30";
    private static final String PLAN = String.join(
            "\n",
            "scenario: {" + SIZES + "}",
            "labs:",
            "  - {count: 2, competence: {from: -1, to: 1}}",
            "  - {name: swarm, candidates: 3, copying: 0.5}",
            "releases: 3",
            "protocols: [open, {rotating: 1}, {private: {}, ladder: 0.01, limited: 2}]",
            "target: toldInflation <= 90 points",
            "replicates: 5",
            "");

    @TempDir
    private Path folder;

    private Path plan;

    @BeforeEach
    void write() throws IOException {
        plan = Files.writeString(folder.resolve("plan.yaml"), PLAN);
    }

    @Test
    void theAnswerComesFirstInLinesThatFitATerminal() {
        String out = Cli.out("protocols", plan, "--verbose");
        assertThat(out)
                .startsWith(
                        "Cheapest that keeps inflation told at 90 points or less for 3 releases:\nopen (0 new items).\n");
        assertThat(out).contains("Inflation bought off by 100 new items, against open:\n  rotating 1: ");
        assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    /** Open is the last and writes nothing; what an item buys is said where another protocol writes fewer. */
    @Test
    void theCheapestNeedNotBeTheFirst() throws IOException {
        Path report = folder.resolve("report");
        Files.writeString(plan, PLAN.replaceFirst("protocols: .*", "protocols: [{rotating: 1}, {rotating: 2}, open]"));
        String out = Cli.out("protocols", plan, "--report", report, "--verbose");
        assertThat(out)
                .startsWith(
                        "Cheapest that keeps inflation told at 90 points or less for 3 releases:\nopen (0 new items).\n");
        assertThat(out)
                .containsPattern("\nInflation bought off by 100 new items, against rotating 1:\n"
                        + "  rotating 1: –\n      100 more than rotating 2: -?[0-9.]+ ±[0-9.]+ points\n"
                        + "  rotating 2: –\n      100 more than open: -?[0-9.]+ ±[0-9.]+ points\n$");
        assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(Files.readString(report.resolve("index.html")).replaceAll("base64,[^\"]+", ""))
                .contains("items written for the target", "<td>40</td><td>–</td><td>–</td>")
                .doesNotContain(">NaN", "± NaN");
    }

    @Test
    void protocolsThatWriteAsManyItemsHaveNoPrice() throws IOException {
        Files.writeString(
                plan, PLAN.replaceFirst("protocols: .*", "protocols: [{rotating: 1}, {private: {}, rotating: 1}]"));
        assertThat(Cli.out("protocols", plan, "--verbose")).doesNotContain("bought off", "NaN");
    }

    @Test
    void rowsHaveTheColumnsThatWereAskedForWhoeverWorked() {
        String one = Cli.out("protocols", plan, "--format", "csv", "--threads", 1);
        assertThat(Cli.out("protocols", plan, "--format", "csv", "--threads", 3))
                .isEqualTo(one);
        assertThat(Cli.out("protocols", plan, "--format", "csv", "--seed", 2)).isNotEqualTo(one);
        List<String> lines = one.lines().toList();
        assertThat(lines.get(0))
                .isEqualTo(
                        "protocol,release,lab,reportedScore,reportedScoreStandardError,publicScore,"
                                + "publicScoreStandardError,freshScore,freshScoreStandardError,workScore,workScoreStandardError,"
                                + "toldInflation,toldInflationStandardError,kendallWork,kendallWorkStandardError,kendallFresh,"
                                + "kendallFreshStandardError,regret,regretStandardError,freshItemsSpent,freshItemsSpentStandardError");
        assertThat(lines).hasSize(1 + 3 * 3 * 3);
        assertThat(lines.get(18)).startsWith("rotating 1,3,swarm,").endsWith(",40,0");
    }

    @Test
    void treesSayHalfLivesAndTheCheapest() throws IOException {
        JsonNode tree = new ObjectMapper().readTree(Cli.out("protocols", plan, "--format", "json"));
        assertThat(tree.get("cheapest").asText()).isEqualTo("open");
        assertThat(tree.get("target").asText()).isEqualTo("toldInflation <= 0.9 for 3 releases");
        assertThat(tree.get("protocols")).hasSize(3).allSatisfy(protocol -> {
            assertThat(protocol.has("halfLife")).isTrue();
            assertThat(protocol.get("keepsTarget").asBoolean()).isTrue();
            assertThat(protocol.get("releases")).hasSize(3).allSatisfy(release -> {
                assertThat(release.get("kendallWork").isNumber()).isTrue();
                assertThat(release.get("labs")).hasSize(3);
            });
        });
        assertThat(tree.get("protocols").get(0).get("inflationBoughtOffPerItem").isNull())
                .isTrue();
    }

    @Test
    void thePageNeedsNothingBesideItself() throws IOException {
        Path report = folder.resolve("report");
        Cli.out("protocols", plan, "--report", report, "--verbose");
        String page = Files.readString(report.resolve("index.html")).replaceAll("base64,[^\"]+", "");
        assertThat(page)
                .contains(
                        "Cheapest that keeps inflation told at 90 points or less",
                        "private + limited 2 + ladder 0.01",
                        "evalgap protocols")
                .doesNotContain(">NaN", "± NaN", "http://", folder.toString());
        for (String figure : List.of("inflation", "kendall-work", "told-and-true", "regret", "cost")) {
            assertThat(report.resolve(figure + ".png")).isNotEmptyFile();
            assertThat(report.resolve(figure + "-dark.png")).isNotEmptyFile();
        }
        titlesAreTheNumbersOf(page);
    }

    /** The table of the last release, cell by cell, has what titles say; here labs are few, and chance parts no boards. */
    private static void titlesAreTheNumbersOf(String page) {
        Map<String, List<String>> rows = Pattern.compile("<tr><td class=\"text\">(.*?)</td><td>(.*?)</td></tr>")
                .matcher(page.substring(page.indexOf("The last release"), page.indexOf("Who keeps")))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> List.of(row.group(2)
                                .replaceAll("&nbsp;±&nbsp;[0-9.]+", "")
                                .split("</td><td>"))));
        assertThat(rows).hasSize(3);
        double least = rows.values().stream()
                .mapToDouble(row -> Double.parseDouble(row.get(0)))
                .min()
                .orElseThrow();
        Matcher title = Pattern.compile("alt=\"([^\"]*) tells (−?[0-9.]+) points too much with ([0-9]+) new items")
                .matcher(page);
        assertThat(title.find()).isTrue();
        assertThat(number(title.group(2))).isCloseTo(least, Offset.offset(0.06));
        List<String> first = rows.get(title.group(1));
        assertThat(Double.parseDouble(first.get(0))).isEqualTo(least);
        assertThat(first).endsWith(title.group(3));
        assertThat(page).contains("Whiskers: 95 % intervals of 5 replicates.");
        endsAreThoseOf(page, rows, 0, "tells (NUMBER)(?: to (NUMBER))? points too much");
        endsAreThoseOf(page, rows, 1, "has τ (NUMBER)(?: to (NUMBER))? with work");
        endsAreThoseOf(page, rows, 6, "does (NUMBER)(?: to (NUMBER))? points less than the best at work");
    }

    /** A title with the least and the greatest of a column, told apart by name or in one breath. */
    private static void endsAreThoseOf(String page, Map<String, List<String>> rows, int column, String words) {
        String number = "−?[0-9.]*[0-9]";
        Matcher title = Pattern.compile("alt=\"At release 3 [^\"]*?" + words.replace("NUMBER", number)
                        + "(?:, [^:\"]*: (" + number + "))?\\. ")
                .matcher(page);
        assertThat(title.find()).as(words).isTrue();
        DoubleSummaryStatistics shown = rows.values().stream()
                .mapToDouble(row -> Double.parseDouble(row.get(column)))
                .summaryStatistics();
        assertThat(number(title.group(1))).isCloseTo(shown.getMin(), Offset.offset(0.06));
        String greatest = title.group(2) == null ? title.group(3) : title.group(2);
        assertThat(number(greatest)).isCloseTo(shown.getMax(), Offset.offset(0.06));
    }

    private static double number(String shown) {
        return Double.parseDouble(shown.replace('−', '-'));
    }

    /** Three protocols and five replicates, of which two were there; then all; the rows are those of a run without a store. */
    @Test
    void whatAStoreHoldsIsNotSimulatedAgain() throws Exception {
        Path store = folder.resolve("boards.duckdb");
        String undisturbed = Cli.out("protocols", plan, "--format", "csv");
        Path part = Files.writeString(
                folder.resolve("part.yaml"),
                PLAN.replace("replicates: 5", "replicates: 2")
                        .replace("target: toldInflation <= 90 points", "level: 0"));
        assertThat(Cli.out("protocols", part, "--store", store))
                .endsWith("\n0 boards, one protocol in one replicate each, were known from " + store + "\n");
        Path named = Files.writeString(folder.resolve("named.yaml"), PLAN + "store: " + store + "\n");
        assertThat(Cli.out("protocols", named))
                .endsWith("\n6 boards, one protocol in one replicate each, were known from " + store + "\n");
        assertThat(Cli.out("protocols", plan, "--store", store, "--threads", 3))
                .endsWith("\n15 boards, one protocol in one replicate each, were known from " + store + "\n");
        assertThat(Cli.out("protocols", plan, "--store", "jdbc:duckdb:" + store, "--format", "csv"))
                .isEqualTo(undisturbed);
        Cli.refused(List.of("protocols", plan, "--store", plan), "store " + plan, "no file of DuckDB");
        Files.writeString(named, PLAN + "store: jdbc:h2:mem:x\n");
        Cli.refused(List.of("protocols", named), named, "line 9", "store");
    }

    /** Every lab has the value, also the labs that the plan spreads it over. */
    @Test
    void settingsHoldForEveryLab() throws IOException {
        String set = Cli.out("protocols", plan, "--format", "csv", "--set", "competence=0.5", "--set", "candidates=2");
        Path written = Files.writeString(
                folder.resolve("written.yaml"),
                PLAN.replace("competence: {from: -1, to: 1}", "competence: 0.5, candidates: 2")
                        .replace("candidates: 3", "candidates: 2, competence: 0.5"));
        assertThat(set).isEqualTo(Cli.out("protocols", written, "--format", "csv"));
        assertThat(set).isNotEqualTo(Cli.out("protocols", plan, "--format", "csv"));
        Cli.refused(List.of("protocols", plan, "--set", "competense=1"), "--set competense=1", "unknown");
        Cli.refused(List.of("protocols", plan, "--set", "rounds=2"), "--set rounds=2", "releases in the plan");
        Cli.refused(List.of("protocols", plan, "--set", "protocol=private"), "--set protocol", "protocols in the plan");
        Cli.refused(List.of("protocols", plan, "--set", "inspiration=2"), "inspiration must be in [0, 1]");
    }

    @Test
    void badPlansAreRefusedWithTheirLine() throws IOException {
        refused(
                "protocols: [open, {rotating: 1}",
                "protocols: [opne, {rotating: 1}",
                "line 6",
                "did you mean \"open\"?");
        refused("rotating: 1}", "rotating: 0}", "line 6", "at least 1: 0");
        refused("ladder: 0.01", "open: {}", "line 6", "open and private contradict each other");
        refused("target: toldInflation", "target: toldInfation", "line 7", "did you mean \"toldInflation\"?");
        refused("labs:", "laps:", "line 2", "did you mean \"labs\"?");
        Files.writeString(plan, "protocols: [open]\n");
        Cli.refused(List.of("protocols", plan), plan, "there are no labs");
        Files.writeString(plan, "labs: []\nprotocols: [open]\n");
        Cli.refused(List.of("protocols", plan), plan, "line 1", "at least one element");
        Cli.refused(List.of("protocols", plan, "--threads", 0), "--threads must be at least 1: 0");
    }

    private void refused(String part, String instead, Object... message) throws IOException {
        Files.writeString(plan, PLAN.replace(part, instead));
        Cli.refused(List.of("protocols", plan), message);
    }

    @Test
    void protocolsAreAnAxisOfSweepsThatGoesOnFromAStore() throws IOException {
        Path sweep = Files.writeString(
                folder.resolve("sweep.yaml"),
                "scenario: {" + SIZES
                        + ", rounds: 3, candidates: 2}\nvary:\n  protocol: [open, private, {rotating: 1}, {limited: 2}]\n"
                        + "  inspiration: [0, 1]\nreplicates: 20\n");
        Path alone = folder.resolve("alone.csv");
        Path first = folder.resolve("first.csv");
        Path again = folder.resolve("again.csv");
        Path store = folder.resolve("store");
        Cli.run("sweep", sweep, "--out", alone);
        Cli.run(
                "sweep",
                Files.writeString(
                        folder.resolve("part.yaml"),
                        Files.readString(sweep).replace("replicates: 20", "replicates: 16")),
                "--store",
                store);
        Cli.Ended ended = Cli.run("sweep", sweep, "--store", store, "--out", first, "--threads", 2);
        assertThat(ended.err() + ended.out()).contains("128 replicates were known");
        Cli.run("sweep", sweep, "--store", store, "--out", again, "--threads", 1);
        assertThat(first).hasSameTextualContentAs(alone);
        assertThat(again).hasSameTextualContentAs(alone);
        List<String> rows = Files.readAllLines(alone);
        assertThat(rows.get(0)).contains("protocol");
        assertThat(rows).hasSize(9).anyMatch(row -> row.contains("rotating 1"));
        assertThat(numbers(rows, "open + limited 2"))
                .as("protocols see the same random numbers: where a limit limits nothing, all is as without")
                .hasSize(2)
                .isEqualTo(numbers(rows, "open"));
    }

    private static List<String> numbers(List<String> rows, String protocol) {
        return rows.stream()
                .filter(row -> List.of(row.split(",")).contains(protocol))
                .map(row -> row.replaceFirst("^\\d+,", "").replace("," + protocol + ",", ","))
                .map(row -> row.startsWith(protocol) ? row.substring(protocol.length()) : row)
                .toList();
    }

    @Test
    void plansThatComeWithTheProjectCanBeRead() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("protocols"))) {
            List<Path> plans = files.toList();
            assertThat(plans)
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allSatisfy(file -> assertThat(
                                    PlanFile.read(file).board(Map.of(), null).target())
                            .isPresent());
        }
    }
}
