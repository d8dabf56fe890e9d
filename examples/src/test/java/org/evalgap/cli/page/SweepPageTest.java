package org.evalgap.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.cli.Cli;
import org.evalgap.measure.Score;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the page of a sweep. */
class SweepPageTest {
    static final Scenario SMALL = Scenario.withDefaults()
            .withPublicItems(12)
            .withFreshItems(20)
            .withWorkTasks(20)
            .withEnvironments(8)
            .withDimension(2);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DATA = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*)</script>");

    @TempDir
    private Path folder;

    /** Three axes, one of them of choices whose labels would break a careless page. */
    static SweepPlan plan() {
        return SweepPlan.builder()
                .name("</script><script>window.hacked = 1</script>")
                .scenario(SMALL)
                .vary(Parameter.INSPIRATION, 0, 0.5, 1)
                .vary(Parameter.BUDGET, 8, 64, 512)
                .vary(Axis.choices(
                        "learner",
                        List.of(
                                new Axis.Choice("<b>narrow</b>", lab -> lab.withBreadth(0.5)),
                                new Axis.Choice("wide \"&\" </script>", lab -> lab.withBreadth(3)))))
                .replicates(4)
                .seed(7)
                .build();
    }

    static ResultTable rows(SweepPlan plan) {
        ResultTable.Collector rows = new ResultTable.Collector(org.evalgap.sweep.run.SweepColumns.of(plan));
        SweepRunner.withDefaults().run(plan, rows);
        return rows.table();
    }

    /** As commands show it: adjusted means take the place of plain ones, and have no columns of their own. */
    static Path page(SweepPlan plan, Path directory) {
        return new SweepPage(
                        rows(plan).adjusted(),
                        plan,
                        "# Why?\n#\n# <i>Because</i> </script>.\nname: x\n",
                        "evalgap sweep 'a b'")
                .write("--report", directory);
    }

    private static JsonNode data(String html) throws IOException {
        Matcher matcher = DATA.matcher(html);
        assertThat(matcher.find()).isTrue();
        assertThat(matcher.group(1)).doesNotContain("<");
        return JSON.readTree(matcher.group(1));
    }

    @Test
    void theDataHoldWhatEachCellAloneGives() throws IOException {
        SweepPlan plan = plan();
        JsonNode data = data(Files.readString(page(plan, folder)));
        assertThat(data.path("rows").asInt()).isEqualTo(18);
        assertThat(data.path("grid").asBoolean()).isTrue();
        // Student's t with 3 degrees of freedom at 97.5 %, from any printed table.
        assertThat(data.path("factor").asDouble()).isCloseTo(3.182, within(5e-4));
        for (JsonNode column : data.path("columns")) {
            if (column.path("name").asText().equals("workGain")) {
                for (int row = 0; row < 18; row++) {
                    Summary alone =
                            Simulator.ofScores().summarize(plan.point(row).scenario(), plan.seed(), plan.replicates());
                    double gain = alone.gain(Score.WORK);
                    assertThat(column.path("values").get(row).asDouble())
                            .isCloseTo(gain, within(1e-5 * Math.abs(gain)));
                }
            }
        }
    }

    /** Adjusted means stand in the place of plain ones, and the page has no other columns. */
    @Test
    void meansOfManyReplicatesAreAdjustedForLuck() {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL.withEnvironments(48))
                .vary(Parameter.INSPIRATION, 0.5, 1)
                .replicates(32)
                .build();
        ResultTable all = rows(plan);
        ResultTable adjusted = all.adjusted();
        assertThat(adjusted.names()).isEqualTo(all.plain().names()).doesNotContain("inflationAdjusted");
        assertThat(adjusted.numbers("inflation")).isEqualTo(all.numbers("inflationAdjusted"));
        assertThat(adjusted.numbers("workGainStandardError")).isEqualTo(all.numbers("workGainAdjustedStandardError"));
        assertThat(all.plain().numbers("inflation")).isEqualTo(all.numbers("inflation"));
        assertThat(new SweepPage(adjusted, plan, null, "x").html()).contains("adjusted for the luck of the draws");
        assertThat(new SweepPage(all.plain(), plan, null, "x").html()).doesNotContain("luck of the draws");
        SweepPlan some = SweepPlan.builder()
                .scenario(SMALL.withEnvironments(48).withInspiration(0.5).withDifficultySpread(1))
                .vary(Parameter.DIFFICULTY_SPREAD, 1, 100)
                .replicates(32)
                .build();
        assertThat(new SweepPage(rows(some).adjusted(), some, null, "x").html())
                .contains("adjusted for the luck of the draws in 1 of 2 rows, plain in the others.");
    }

    /** The page's headline and the terminal's answer, for a plan with published figures and for one without. */
    @Test
    void theHeadlineIsTheCommandsAnswer() throws IOException {
        String plan = """
                scenario: {publicItems: 12, freshItems: 20, workTasks: 20, environments: 8, dimension: 2}
                vary: {budget: [8, 64, 256], inspiration: [0, 0.5]}
                replicates: 3
                """;
        String figures = """
                reference:
                  source: a paper
                  figures:
                    - {name: somebody, measure: inflation, mean: 0.02, sd: 0.05, count: 4}
                """;
        for (String text : List.of(plan, plan + figures)) {
            Path file = Files.writeString(folder.resolve("plan.yaml"), text);
            String out = Cli.run("sweep", file, "--report", folder.resolve("page"))
                    .out()
                    .replace('\n', ' ');
            String html = Files.readString(folder.resolve("page/index.html"));
            Matcher headline = Pattern.compile(
                            "<h1 id=\"answer\">(.*?)</h1>\n<p class=\"lead\">(.*?) <strong>(.*?)</strong>")
                    .matcher(html);
            assertThat(headline.find()).isTrue();
            assertThat(out).startsWith(headline.group(1) + " " + headline.group(2) + " " + headline.group(3) + " ");
            assertThat(html).doesNotContain(folder.toString());
        }
    }

    @Test
    void textOfUsersIsNeverMarkup() throws IOException {
        String html = Files.readString(page(plan(), folder));
        assertThat(html).doesNotContain("<b>narrow", "<i>Because", "<script>window.hacked");
        assertThat(html).contains("&lt;i&gt;Because&lt;/i&gt; &lt;/script&gt;.</p>");
        assertThat(html.split("</script>", -1))
                .as("the four scripts of the page")
                .hasSize(4);
    }

    @Test
    void thePageAsksForNothing() throws IOException {
        String html = Files.readString(page(plan(), folder));
        String own = html.replaceFirst("(?s)<script>\\s*/\\*.*?</script>", "");
        assertThat(own).doesNotContainPattern("src=|url\\(|@import|fetch\\(|https?://");
        assertThat(html).contains("default-src 'none'");
    }

    @Test
    void mainFiguresAreImagesBesideThePage() throws IOException {
        page(plan(), folder);
        for (String name : List.of("waterfall", "waterfall-dark", "response", "pareto", "goodhart", "goodhart-dark")) {
            assertThat(ImageIO.read(folder.resolve(name + ".png").toFile()).getWidth())
                    .as(name)
                    .isEqualTo(1280);
        }
    }

    @Tag("long")
    @Test
    void aFileOfRowsGivesTheSamePage() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), """
                # What does the budget buy?
                scenario: {publicItems: 12, freshItems: 20, workTasks: 20, environments: 8, dimension: 2}
                vary: {budget: [8, 64, 256], inspiration: [0, 0.5]}
                replicates: 3
                seed: 9007199254740993
                """);
        Path rows = folder.resolve("rows.csv");
        Cli.run("sweep", plan, "--out", rows, "--report", folder.resolve("a"));
        Cli.run("report", rows, "--plan", plan, "--out", folder.resolve("b"));
        String first = Files.readString(folder.resolve("a/index.html"));
        assertThat(data(Files.readString(folder.resolve("b/index.html")))).isEqualTo(data(first));
        assertThat(first).contains("<p class=\"lead\">What does the budget buy?</p>", "seed 9007199254740993");
    }

    @Test
    void rowsOfAnotherPlanAreRefused() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), "vary: {budget: [8, 64]}\n");
        Path rows = folder.resolve("rows.csv");
        Cli.run(
                "sweep",
                plan,
                "--out",
                rows,
                "--set",
                "environments=4",
                "--set",
                "publicItems=5",
                "--set",
                "workTasks=5");
        Cli.refused(
                List.of("report", rows, "--plan", plan, "--out", folder.resolve("page")),
                "plan.yaml: point 0 of this plan",
                "--set");
        assertThat(folder.resolve("page")).doesNotExist();
    }

    @Test
    void aTableOfSomethingElseIsRefused() throws IOException {
        Path table = Files.writeString(folder.resolve("scores.csv"), "model,public\na,0.5\n");
        Cli.refused(
                List.of("report", table, "--out", folder.resolve("page")),
                "no column \"point\"",
                "evalgap sweep --out");
        assertThat(folder.resolve("page")).doesNotExist();
    }

    @Tag("long")
    @Test
    void tenThousandPointsStayBelowTenMegabytes() throws IOException {
        assertThat(Files.size(page(large(), folder))).isLessThan(10_000_000);
    }

    /** 10,000 points over three axes. */
    static SweepPlan large() {
        return SweepPlan.builder()
                .scenario(SMALL.withEnvironments(2)
                        .withPublicItems(4)
                        .withFreshItems(4)
                        .withWorkTasks(4))
                .vary(Parameter.INSPIRATION, steps(0, 1, 20))
                .vary(Parameter.BUDGET, steps(1, 400, 25))
                .vary(Parameter.MEMORIZATION, steps(0, 1, 20))
                .replicates(2)
                .build();
    }

    private static double[] steps(double from, double to, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = from + (to - from) * i / (count - 1);
        }
        return values;
    }
}
