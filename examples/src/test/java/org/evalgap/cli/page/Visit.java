package org.evalgap.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Looks at pages in a real browser; where there is none, tests are skipped. Behind each test the pages must have complained of
 * nothing and asked for no file but one page.
 */
final class Visit implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final Path PICTURES = Path.of("target/screenshots");

    private Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        browser = Browser.shared();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        browser.forget();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        asksForOnePageOnly();
    }

    /** That nothing went wrong since the last page was opened. */
    void asksForOnePageOnly() {
        assertThat(browser.complaints).isEmpty();
        assertThat(browser.requests).allMatch(url -> url.startsWith("file:") && url.endsWith("index.html"));
        assertThat(browser.requests).hasSizeLessThanOrEqualTo(1);
    }

    Browser browser() {
        return browser;
    }

    /** Opens a page in a window of some size; with the page before it nothing may have gone wrong. */
    void open(Path page, int width, int height) throws Exception {
        asksForOnePageOnly();
        browser.forget();
        browser.open(page, width, height);
    }

    /** The text of an expression of JavaScript. */
    String text(String expression) throws Exception {
        return browser.evaluate(expression).asText();
    }

    /** What a chart's canvas shows. */
    String picture(String chart) throws Exception {
        return text("document.querySelector('#" + chart + " canvas').toDataURL()");
    }

    /** Puts another value into a control, as a person would. */
    void put(String id, String value, String event) throws Exception {
        browser.evaluate("{ const s = document.getElementById('" + id + "'); s.value = '" + value
                + "'; s.dispatchEvent(new Event('" + event + "')); }");
    }

    /** Leaves a picture of the whole page in {@code examples/target/screenshots}. */
    void screenshot(String name) throws Exception {
        browser.screenshot(PICTURES.resolve(name + ".png"));
    }
}
