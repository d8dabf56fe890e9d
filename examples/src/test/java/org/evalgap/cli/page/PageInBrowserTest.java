package org.evalgap.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.evalgap.Parameter;
import org.evalgap.cli.output.Numbers;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.Design;
import org.evalgap.sweep.Scale;
import org.evalgap.sweep.SweepPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages of sweeps in a real browser. Pictures of them are left in {@code examples/target/screenshots}. Skipped where there is no
 * browser.
 */
class PageInBrowserTest {
    @RegisterExtension
    private static final Visit VISIT = new Visit();

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path sweep;

    @BeforeAll
    static void start() throws Exception {
        browser = VISIT.browser();
        sweep = SweepPageTest.page(SweepPageTest.plan(), folder.resolve("sweep"));
    }

    private static String text(String expression) throws Exception {
        return VISIT.text(expression);
    }

    private static String picture(String chart) throws Exception {
        return VISIT.picture(chart);
    }

    private static void slide(String id, int to) throws Exception {
        VISIT.put(id, Integer.toString(to), "input");
    }

    private static List<Double> numbers(int column) throws Exception {
        JsonNode cells = browser.evaluate("[...document.querySelectorAll('#rows tbody tr td:nth-child(" + column
                + ")')].map(cell => parseFloat(cell.textContent.replace('−', '-')))");
        List<Double> numbers = new ArrayList<>();
        cells.forEach(cell -> numbers.add(cell.asDouble()));
        return numbers;
    }

    @Test
    void everyFigureIsDrawnAndDescribed() throws Exception {
        VISIT.open(sweep, 1280, 900);
        for (String chart : List.of("waterfall", "response", "heat", "goodhart", "pareto")) {
            assertThat(browser.evaluate("{ const c = document.querySelector('#" + chart
                                    + " canvas'); const p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                                    + " new Set(new Uint32Array(p.buffer)).size }")
                            .asInt())
                    .as("colours of %s", chart)
                    .isGreaterThan(10);
            assertThat(text("document.getElementById('" + chart + "').getAttribute('aria-label')"))
                    .hasSizeGreaterThan(20);
        }
        assertThat(browser.evaluate("window.hacked === undefined").asBoolean()).isTrue();
        assertThat(text("document.querySelector('.meta').textContent")).contains("</script>", "18 labs × 4 replicates");
        VISIT.screenshot("sweep-wide");
    }

    @Test
    void slidersChangeFiguresAndTheSentence() throws Exception {
        VISIT.open(sweep, 1280, 900);
        for (int axis = 0; axis < 3; axis++) {
            String sentence = text("document.getElementById('headline').textContent");
            String before = picture("waterfall");
            boolean last = browser.evaluate("document.getElementById('slider-" + axis + "').value === '1'")
                    .asBoolean();
            slide("slider-" + axis, last ? 0 : 1);
            assertThat(picture("waterfall")).isNotEqualTo(before);
            assertThat(text("document.getElementById('headline').textContent")).isNotEqualTo(sentence);
        }
        slide("slider-0", 0);
        slide("slider-1", 2);
        slide("slider-2", 1);
        // Choices come first, then inspiration and budget in the order of their declaration.
        double gain = SweepPageTest.rows(SweepPageTest.plan())
                .numbers("publicGain")[browser.evaluate("state.row").asInt()];
        assertThat(text("document.getElementById('headline').textContent"))
                .contains(Numbers.signed(100 * gain, 1).replace('-', '−'));
        assertThat(text("document.getElementById('slider-2').getAttribute('aria-valuetext')"))
                .isNotBlank();
    }

    @Test
    void theScaleOfLogitsIsAnother() throws Exception {
        VISIT.open(sweep, 1280, 900);
        String before = picture("response");
        browser.evaluate("document.querySelector('input[value=logits]').click()");
        assertThat(picture("response")).isNotEqualTo(before);
        assertThat(text("document.getElementById('waterfall-text').textContent"))
                .contains("logits of ability");
    }

    @Test
    void headersSortRowsBothWays() throws Exception {
        VISIT.open(sweep, 1280, 900);
        String header = "[...document.querySelectorAll('#rows th')].find(h => h.textContent.startsWith('work gain'))";
        int column = browser.evaluate("[...document.querySelectorAll('#rows th')].indexOf(" + header + ") + 1")
                .asInt();
        browser.evaluate(header + ".querySelector('button').click()");
        assertThat(numbers(column)).hasSize(18).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(text(header + ".getAttribute('aria-sort')")).isEqualTo("descending");
        browser.evaluate(header + ".querySelector('button').click()");
        assertThat(numbers(column)).isSorted();
        assertThat(text(header + ".getAttribute('aria-sort')")).isEqualTo("ascending");
    }

    @Test
    void everyControlHasALabelAndCanBeReachedByKeyboard() throws Exception {
        VISIT.open(sweep, 1280, 900);
        assertThat(browser.evaluate("[...document.querySelectorAll('input, select')].every(c => c.labels.length === 1)")
                        .asBoolean())
                .isTrue();
        assertThat(browser.evaluate(
                                "[...document.querySelectorAll('button, input, select')].every(c => c.tabIndex === 0)")
                        .asBoolean())
                .isTrue();
        browser.evaluate("document.getElementById('slider-1').focus()");
        String before = picture("waterfall");
        for (String type : List.of("rawKeyDown", "keyUp")) {
            browser.call(
                    "Input.dispatchKeyEvent", Map.of("type", type, "key", "ArrowLeft", "windowsVirtualKeyCode", 37));
        }
        browser.drawn();
        assertThat(picture("waterfall")).isNotEqualTo(before);
    }

    private static void choose(String id, String value) throws Exception {
        VISIT.put(id, value, "change");
    }

    /** Two axes in a panel, the third from panel to panel; a click shows a lab, and the address shows it again. */
    @Test
    void panelsShowEveryLabAndTheAddressRemembersOne() throws Exception {
        VISIT.open(sweep, 1280, 900);
        assertThat(browser.evaluate("document.querySelectorAll('#panels td').length")
                        .asInt())
                .isEqualTo(18);
        assertThat(browser.evaluate("document.querySelectorAll('#effects tbody tr').length")
                        .asInt())
                .isEqualTo(3);
        String before = text("document.getElementById('headline').textContent");
        browser.evaluate("document.querySelector('#panels td:not(.current)').click()");
        String after = text("document.getElementById('headline').textContent");
        assertThat(after).isNotEqualTo(before);
        assertThat(text("document.getElementById('split').textContent")).contains("reach jobs", "inflation", "impact");
        assertThat(text("location.hash")).contains("lab=", "scale=share");
        browser.evaluate("{ state.row = data.start; recall(); }");
        assertThat(text("document.getElementById('headline').textContent")).isEqualTo(after);
    }

    /** The same axis twice has no cells, and must not keep the map from being drawn again. */
    @Test
    void axesOfTheHeatMapCanBeExchangedOneAfterTheOther() throws Exception {
        VISIT.open(sweep, 390, 800);
        String before = picture("heat");
        choose("heat-y", "0");
        assertThat(text("document.getElementById('heat-text').textContent")).contains("two different axes");
        choose("heat-x", "1");
        assertThat(picture("heat")).isNotEqualTo(before);
        VISIT.screenshot("sweep-phone-exchanged");
    }

    @Test
    void itFitsBothWidthsInLightAndDark() throws Exception {
        VISIT.open(sweep, 1440, 800);
        for (int width : new int[] {1440, 390}) {
            browser.window(width, 800);
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(width);
        }
        VISIT.screenshot("sweep-phone");
        String light = text("getComputedStyle(document.body).backgroundColor");
        browser.evaluate("document.getElementById('theme').click()");
        assertThat(text("getComputedStyle(document.body).backgroundColor")).isNotEqualTo(light);
        VISIT.screenshot("sweep-phone-dark");
    }

    @Tag("long")
    @Test
    void aDesignWithoutGridHasFiguresToo() throws Exception {
        Path page = SweepPageTest.page(
                SweepPlan.builder()
                        .scenario(SweepPageTest.SMALL)
                        .vary(Axis.between(Parameter.INSPIRATION, 0, 1, Scale.LINEAR))
                        .vary(Axis.between(Parameter.BUDGET, 1, 1000, Scale.LOG))
                        .design(Design.SOBOL, 64)
                        .replicates(2)
                        .build(),
                folder.resolve("sobol"));
        VISIT.open(page, 1280, 900);
        String before = picture("pareto");
        slide("slider-row", 40);
        assertThat(picture("pareto")).isNotEqualTo(before);
        assertThat(text("document.getElementById('effects').textContent")).contains("quadratic surface", "budget");
        assertThat(text("document.getElementById('parallel-text').textContent")).contains("Each line is a lab");
        VISIT.screenshot("sobol");
        theSurfaceFindsAQuadraticExactly();
    }

    /**
     * y = 3 + 2u − 1.5u² + uv of the scaled axes, u of inspiration and v of the logarithm of budget: from one end of u to the
     * other 4 + 2 times the mean of v, from one end of v to the other 2 times the mean of u.
     */
    private static void theSurfaceFindsAQuadraticExactly() throws Exception {
        browser.evaluate(
                "{ const on = (a, f) => { const x = axes[a].values.map(f); const [l, h] = [Math.min(...x), Math.max(...x)];"
                        + " return x.map(v => 2 * (v - l) / (h - l) - 1); };"
                        + " window.u = on(0, v => v); window.v = on(1, Math.log);"
                        + " columns.made = { name: 'made', label: 'made', unit: '', values: u.map((x, i) => 3 + 2 * x - 1.5 * x * x + x * v[i]) }; }");
        String mean = "window.%s.reduce((a, b) => a + b) / rowCount";
        double u = browser.evaluate(String.format(mean, "u")).asDouble();
        double v = browser.evaluate(String.format(mean, "v")).asDouble();
        assertThat(browser.evaluate("fittedEffect(0, 'made').value").asDouble()).isCloseTo(4 + 2 * v, within(1e-8));
        assertThat(browser.evaluate("fittedEffect(1, 'made').value").asDouble()).isCloseTo(2 * u, within(1e-8));
        assertThat(browser.evaluate("fittedEffect(1, 'made').half").asDouble()).isCloseTo(0, within(1e-6));
        assertThat(browser.evaluate("surface('made').explained").asDouble()).isCloseTo(1, within(1e-12));
    }

    /** Processor time of the page's main thread, so that a busy machine does not matter; the best of three. */
    @Tag("long")
    @Test
    void tenThousandPointsOpenWithinTwoSeconds() throws Exception {
        Path page = SweepPageTest.page(SweepPageTest.large(), folder.resolve("large"));
        browser.call("Performance.enable", Map.of("timeDomain", "threadTicks"));
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            VISIT.open(page, 1280, 900);
            picture("pareto");
            best = Math.min(best, busySeconds());
        }
        browser.call("Performance.disable", Map.of());
        assertThat(best).isBetween(0.01, 2.0);
        VISIT.screenshot("large");
    }

    /** Since the navigation, with which the browser's count starts anew. */
    private static double busySeconds() throws Exception {
        for (JsonNode metric : browser.call("Performance.getMetrics", Map.of()).path("metrics")) {
            if (metric.path("name").asText().equals("TaskDuration")) {
                return metric.path("value").asDouble();
            }
        }
        throw new IllegalStateException("the browser does not count its time");
    }
}
