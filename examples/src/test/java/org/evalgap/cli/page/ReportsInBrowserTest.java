package org.evalgap.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages of everything but sweeps in a real browser, as commands write them. Pictures of them are left in
 * {@code examples/target/screenshots}. Skipped where there is no browser.
 */
class ReportsInBrowserTest {
    @RegisterExtension
    private static final Visit VISIT = new Visit();

    private static final Pattern HEADLINE = Pattern.compile(
            "Under \"([a-z-]+)\", (\\d+) of (\\d+) models are called inflated at a false discovery rate of (\\d+) %");

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = VISIT.browser();
    }

    private static String text(String expression) throws Exception {
        return VISIT.text(expression);
    }

    private static String picture(String chart) throws Exception {
        return VISIT.picture(chart);
    }

    /** Its pictures: wide, and dark on a phone. Faults of pages like it are looked for in the long run, by {@link AccessibilityTest}. */
    private static void looksRight(String name) throws Exception {
        VISIT.screenshot(name);
        browser.theme(true);
        browser.window(390, 800);
        VISIT.screenshot(name + "-phone-dark");
        browser.theme(false);
    }

    @Tag("long")
    @Test
    void theHonestLeaderboardChangesWithTheAssumption() throws Exception {
        Path scores = Files.writeString(folder.resolve("scores.csv"), """
                model,family,public,publicItems,fresh,freshItems
                </script><b>a</b>,x,0.90,500,0.70,500
                b,x,0.80,500,0.79,500
                c,y,0.70,500,0.71,500
                d,y,0.60,500,0.58,500
                e,y,0.50,500,0.49,500
                """);
        Path page = folder.resolve("estimate");
        String said = Cli.run("estimate", scores, "--verbose", "--reference", "y", "--level", "0.7", "--report", page)
                .out();
        VISIT.open(page.resolve("index.html"), 1280, 900);
        assertThat(headlines(5, "30")).isEqualTo(EstimatePageTest.found(said));
        assertThat(browser.evaluate("document.querySelectorAll('#rows tbody tr').length")
                        .asInt())
                .isEqualTo(5);
        String before = picture("forest");
        assume(0);
        assertThat(picture("forest")).isNotEqualTo(before);
        assertThat(Accessibility.faults(browser)).isEmpty();
        looksRight("estimate");
    }

    private static void assume(int assumption) throws Exception {
        VISIT.put("assumption", Integer.toString(assumption), "change");
    }

    /** How many the page's first line calls inflated, under each assumption. */
    private static List<String> headlines(int models, String rate) throws Exception {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assume(i);
            String line = text("document.getElementById('lead-line').textContent");
            Matcher matcher = HEADLINE.matcher(line);
            assertThat(matcher.find()).as(line).isTrue();
            assertThat(List.of(matcher.group(3), matcher.group(4))).containsExactly("" + models, rate);
            shown.add(matcher.group(1) + " " + matcher.group(2));
        }
        return shown;
    }

    /** Under every assumption: what the page's first line counts is what the command counts. The test above has another level. */
    @Tag("long")
    @Test
    void theHeadlineOfTheLeaderboardIsTheCommands() throws Exception {
        Path page = folder.resolve("headline");
        List<String> found =
                EstimatePageTest.found(Cli.run("estimate", EstimatePageTest.GSM1K, "--verbose", "--report", page)
                        .out());
        VISIT.open(page.resolve("index.html"), 1280, 900);
        assertThat(headlines(63, "5")).hasSize(3).isEqualTo(found);
        printsWholeAndLight();
    }

    /** On paper every row is there, and nothing of a dark screen. */
    private static void printsWholeAndLight() throws Exception {
        String rows = "document.querySelectorAll('#rows tbody tr').length";
        String ground = "getComputedStyle(document.body).backgroundColor";
        browser.theme(true);
        String dark = text(ground);
        assertThat(browser.evaluate(rows).asInt()).isEqualTo(50);
        browser.evaluate("dispatchEvent(new Event('beforeprint'))");
        assertThat(browser.evaluate(rows).asInt()).isEqualTo(63);
        assertThat(text(ground)).isEqualTo("rgb(255, 255, 255)").isNotEqualTo(dark);
        assertThat(browser.evaluate("charts.every(c => c.getHeight() <= PAPER.height)")
                        .asBoolean())
                .isTrue();
        browser.evaluate("dispatchEvent(new Event('afterprint'))");
        assertThat(browser.evaluate(rows).asInt()).isEqualTo(50);
        assertThat(text(ground)).isEqualTo(dark);
        browser.theme(false);
    }

    @Test
    void studiesHaveTheSameFrame() throws Exception {
        Cli.run("study", "bug-loop", "--out", folder.resolve("study"));
        VISIT.open(folder.resolve("study/index.html"), 1280, 900);
        assertThat(text("document.getElementById('theme').hidden")).isEqualTo("false");
        assertThat(browser.evaluate("[...document.images].every(i => i.naturalWidth > 0 && i.alt.length > 20)")
                        .asBoolean())
                .isTrue();
        looksRight("study");
    }

    @Tag("long")
    @Test
    void explanationsAndBoardsHaveNoFault() throws Exception {
        Path evidence = Files.writeString(folder.resolve("evidence.yaml"), """
                name: little
                known: {environments: 16, dimension: 2, workTasks: 60}
                unknown: {competence: {normal: [0, 1]}, budget: {logUniform: [4, 4096]}}
                observed:
                  - {measure: publicScoreBefore, right: 20, items: 40}
                  - {measure: publicScore, right: 32, items: 40}
                predict: [workGain]
                next: {measurements: [{measure: workScore, items: 50}]}
                """);
        Path plan = Files.writeString(folder.resolve("plan.yaml"), """
                scenario: {publicItems: 12, freshItems: 20, workTasks: 20, environments: 8, dimension: 2}
                labs: [{count: 2, competence: {from: -1, to: 1}}, {name: swarm, candidates: 3}]
                releases: 2
                protocols: [open, {rotating: 1}]
                target: toldInflation <= 90 points
                replicates: 3
                """);
        Cli.out("explain", evidence, "--precision", 100, "--report", folder.resolve("explain"));
        Cli.out("protocols", plan, "--report", folder.resolve("protocols"));
        for (String name : List.of("explain", "protocols")) {
            VISIT.open(folder.resolve(name).resolve("index.html"), 1440, 900);
            assertThat(Accessibility.faults(browser)).isEmpty();
            looksRight(name);
        }
    }

    @Tag("long")
    @Test
    void anAuditShowsItsFiguresAndTablesOnAPhoneToo() throws Exception {
        List<Object> args = new ArrayList<>(List.of("audit", "--kernels=8", "--report", folder.resolve("audit")));
        for (String set : List.of("public", "fresh", "work", "environments")) {
            List<String> rows = Files.readAllLines(Path.of("data/suite/" + set + ".jsonl"));
            args.addAll(List.of("--" + set, Files.write(folder.resolve(set + ".jsonl"), rows.subList(0, 12))));
        }
        Cli.out(args.toArray());
        VISIT.open(folder.resolve("audit/index.html"), 1440, 900);
        for (String chart : List.of("exposure", "influence")) {
            assertThat(picture(chart)).startsWith("data:image/png");
        }
        assertThat(text("document.querySelector('.pair blockquote').textContent"))
                .hasSizeGreaterThan(50);
        assertThat(browser.evaluate("document.querySelectorAll('#items tbody tr').length")
                        .asInt())
                .isEqualTo(10);
        looksRight("audit");
    }
}
