package org.evalgap.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.cli.page.Accessibility;
import org.evalgap.cli.page.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The explorer in a real browser. Pictures of it are left in {@code examples/target/screenshots}. Skipped where there is no
 * browser.
 */
class ExploreInBrowserTest {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final int SECONDS = 60;

    private static Browser browser;
    private static ExploreServer server;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.shared();
        server = ExploreServer.start(Scenario.withDefaults(), 1, 0, new PrintWriter(System.err, true));
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(browser.complaints).isEmpty();
        assertThat(browser.requests).isNotEmpty().allMatch(url -> url.startsWith(server.address()));
        browser.requests.clear();
    }

    private static String text(String expression) throws Exception {
        return browser.evaluate(expression).asText();
    }

    private static void open(int width, int height, boolean dark) throws Exception {
        browser.theme(dark);
        browser.open(server.address(), width, height);
        await("window.drawn !== undefined");
    }

    private static void await(String condition) throws Exception {
        for (int i = 0; i < 100 * SECONDS; i++) {
            if (browser.evaluate(condition).asBoolean()) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("waited in vain for " + condition);
    }

    private static void rest() throws Exception {
        await("underWay === null && window.drawn.replicates === MOST");
    }

    /** As a hand on the slider does it. */
    private static void slide(String parameter, double share) throws Exception {
        browser.evaluate("{ const s = document.getElementById('set-" + parameter + "'); s.value = Math.round(s.max * "
                + share + "); s.dispatchEvent(new Event('input')); }");
    }

    private static void begin(String start) throws Exception {
        browser.evaluate("{ window.drawn = undefined; const s = document.getElementById('start');"
                + " s.value = data.starts.findIndex(start => start.name === " + quoted(start) + ");"
                + " s.dispatchEvent(new Event('change')); }");
    }

    @Test
    void figuresFollowTheSliders() throws Exception {
        open(1440, 900, false);
        String before = text("document.getElementById('headline').textContent");
        assertThat(before).startsWith("Of 100 points gained in public, ").contains("are inflation");
        String bar = text("document.querySelector('#split canvas').toDataURL()");
        slide("inspiration", 1);
        await("document.getElementById('headline').textContent !== " + quoted(before));
        assertThat(text("document.querySelector('#split canvas').toDataURL()")).isNotEqualTo(bar);
        assertThat(text("document.getElementById('command').textContent"))
                .startsWith("evalgap simulate --set inspiration=1 --replicates ");
        assertThat(text("document.getElementById('set-inspiration').getAttribute('aria-valuetext')"))
                .isEqualTo("1 probability");
        browser.call("DOM.enable", Map.of());
        browser.evaluate("document.getElementById('set-inspiration').focus()");
        for (String kind : List.of("keyDown", "keyUp")) {
            browser.call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", kind, "key", "ArrowLeft", "code", "ArrowLeft", "windowsVirtualKeyCode", 37));
        }
        await("valueOf('inspiration') === 0.99");
        rest();
    }

    /** Every control has a name, and what is not known to a learner is not offered. */
    @Test
    @Tag("long")
    void controlsAreNamedAndThoseOfTheLearner() throws Exception {
        open(1440, 900, false);
        assertThat(browser.evaluate(
                                "[...document.querySelectorAll('input, select')].filter(e => e.labels.length !== 1).length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("document.getElementById('set-width').closest('.slider').hidden")
                        .asBoolean())
                .isTrue();
        assertThat(browser.evaluate("document.querySelectorAll('#sliders input[type=range]').length")
                        .asInt())
                .isEqualTo(Parameter.values().length);
        browser.evaluate("window.send = async () => {}");
        begin("pretrained");
        assertThat(browser.evaluate("document.getElementById('set-width').closest('.slider').hidden")
                        .asBoolean())
                .isFalse();
        assertThat(browser.evaluate("document.getElementById('set-breadth').closest('.slider').hidden")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whatIsAskedInVainIsSaid() throws Exception {
        open(390, 844, false);
        browser.evaluate("{ settings.rounds = 8; set('environments', 4); }");
        await("!document.getElementById('problem').hidden");
        assertThat(text("document.getElementById('problem').textContent"))
                .isEqualTo("rounds must be at most environments = 4: 8; every round adds at least one environment");
        browser.complaints.removeIf(complaint -> complaint.contains("status of 400"));
    }

    @Test
    @Tag("long")
    void bothWidthsAndThemesFitTheWindow() throws Exception {
        for (int width : new int[] {390, 1440}) {
            for (boolean dark : new boolean[] {false, true}) {
                open(width, 900, dark);
                assertThat(browser.evaluate("document.documentElement.scrollWidth")
                                .asInt())
                        .isLessThanOrEqualTo(width);
                browser.screenshot(PICTURES.resolve("explore-" + width + (dark ? "-dark" : "") + ".png"));
            }
        }
        assertThat(Accessibility.allFaults(browser)).isEmpty();
    }

    /** Where work is lost, the bar goes left and is hatched; the picture to save has the bar and both curves. */
    @Test
    @Tag("long")
    void lossesAreDrawnAndEverythingIsSaved() throws Exception {
        open(1440, 900, false);
        begin("The target peaks and falls");
        await("window.drawn !== undefined");
        assertThat(text("document.getElementById('headline').textContent"))
                .startsWith("For 100 points gained in public, jobs lose ")
                .contains("work moves by −");
        assertThat(text("document.getElementById('split-text').textContent")).contains("(a loss where it is hatched)");
        assertThat(text("document.getElementById('goodhart-text').textContent"))
                .matches("Work is at its best after \\d+ % of the training, and [0-9.]+ points lower at the end\\..*");
        browser.screenshot(PICTURES.resolve("explore-loss.png"));
        browser.evaluate(
                "{ window.save = (name, blob) => { const reader = new FileReader();"
                        + " reader.onload = () => { window.saved = reader.result; }; reader.readAsDataURL(blob); }; picture(); }");
        await("window.saved !== undefined");
        String saved = text("window.saved");
        assertThat(saved).startsWith("data:image/png;base64,").hasSizeGreaterThan(50_000);
        Files.write(
                PICTURES.resolve("explored.png"), Base64.getDecoder().decode(saved.substring(saved.indexOf(',') + 1)));
    }

    /** Twenty moves of the hand, each waited for, after twenty to warm up; their median counts. For a machine with nothing beside. */
    @Test
    @Tag("long")
    void aDragIsDrawnWithinATenthOfASecond() throws Exception {
        open(1440, 900, false);
        rest();
        Map<String, Double> medians = new TreeMap<>();
        for (String parameter : List.of("inspiration", "memorization")) {
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                browser.evaluate("window.began = performance.now(); window.drawn = undefined");
                slide(parameter, (i % 20) / 20.0);
                await("window.drawn !== undefined");
                millis.add(browser.evaluate("window.drawn.took - window.began").asDouble());
            }
            List<Double> warm = millis.subList(20, 40).stream().sorted().toList();
            System.err.printf(
                    "A drag of %s is drawn within %.0f ms (median; least %.0f, most %.0f)%n",
                    parameter, warm.get(10), warm.get(0), warm.get(19));
            medians.put(parameter, warm.get(10));
        }
        assertThat(medians)
                .as("ms, by what is dragged")
                .allSatisfy((parameter, median) -> assertThat(median).isLessThan(100));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "\\'") + "'";
    }
}
