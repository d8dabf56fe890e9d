package org.evalgap.cli.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with the page that a browser shows, on a wide window and on a phone, in light and in dark: what axe-core calls a
 * violation, and what does not fit the window. Everything that opens is open.
 */
public final class Accessibility {
    private static final int WIDE = 1440;
    private static final int PHONE = 390;
    private static final int HEIGHT = 900;

    private static final String AXE = Page.text(Browser.class, "/axe.min.js");

    /** Rules whose answer a width or a theme can change; of all others once is enough. */
    private static final String OF_LAYOUT =
            "['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']";

    private Accessibility() {}

    /** One line a fault, on a dark phone and on a wide light window, which it leaves; none where all is well. */
    public static List<String> faults(Browser browser) throws Exception {
        begin(browser);
        List<String> faults = new ArrayList<>();
        look(browser, PHONE, true, OF_LAYOUT, faults);
        look(browser, WIDE, false, "null", faults);
        return faults;
    }

    /** The same on both widths in both themes, which takes twice as long. */
    public static List<String> allFaults(Browser browser) throws Exception {
        begin(browser);
        List<String> faults = new ArrayList<>();
        look(browser, PHONE, false, OF_LAYOUT, faults);
        look(browser, WIDE, true, OF_LAYOUT, faults);
        faults.addAll(faults(browser));
        return faults;
    }

    private static void begin(Browser browser) throws Exception {
        browser.evaluate(AXE + "; document.querySelectorAll('details').forEach(d => { d.open = true; }); 0");
    }

    private static void look(Browser browser, int width, boolean dark, String rules, List<String> faults)
            throws Exception {
        browser.theme(dark);
        browser.window(width, HEIGHT);
        String where = width + (dark ? " dark: " : " light: ");
        found(browser, rules).forEach(fault -> faults.add(where + fault.asText()));
        int wide = browser.evaluate("document.documentElement.scrollWidth").asInt();
        if (wide > width) {
            faults.add(where + "the page is " + wide + " wide");
        }
    }

    private static JsonNode found(Browser browser, String rules) throws Exception {
        return browser.promised("(async () => { const rules = " + rules + ";"
                + " const said = await axe.run(document, { resultTypes: ['violations'],"
                + " ...(rules === null ? {} : { runOnly: { type: 'rule', values: rules } }) });"
                + " return said.violations.flatMap(v => v.nodes.map(n => v.id + ' at ' + n.target.join(' ') + ': '"
                + " + n.failureSummary)); })()");
    }
}
