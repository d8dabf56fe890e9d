package org.evalgap.cli.explore;

import java.util.Map;
import org.evalgap.cli.output.Build;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.page.Page;

/** Everything that is served, by the end of its address: texts out of the jar, made once. */
final class Shelf {
    private Shelf() {}

    static Map<String, Reply> of(Vocabulary vocabulary, long seed) {
        String data = Json.line(vocabulary.tree(seed)).replace("<", "\\u003c");
        String page = text("explore.html")
                .replace("{{version}}", Page.escaped(Build.version()))
                .replace("{{data}}", data);
        return Map.of(
                "", Reply.of("text/html", page),
                "page.css", Reply.of("text/css", Page.style()),
                "explore.css", Reply.of("text/css", text("explore.css")),
                "charts.js", Reply.of("text/javascript", Page.charts()),
                "common.js", Reply.of("text/javascript", Page.common()),
                "figures.js", Reply.of("text/javascript", text("figures.js")),
                "explore.js", Reply.of("text/javascript", text("explore.js")));
    }

    private static String text(String name) {
        return Page.text(Shelf.class, name);
    }
}
