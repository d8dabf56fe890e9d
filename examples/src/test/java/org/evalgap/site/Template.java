package org.evalgap.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The frame around the text of a page: header, navigation, contents, the next page. */
final class Template {
    /** A page in the navigation. */
    record Entry(String title, Path place) {}

    private final Map<String, List<Entry>> navigation;

    Template(Map<String, List<Entry>> navigation) {
        this.navigation = navigation;
    }

    /** A whole page. */
    String page(Path place, MarkdownPage page) {
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <title>%s</title>
            <link rel="stylesheet" href="%s" />
            </head>
            <body>
            <a class="skip" href="#text">Skip to the text</a>
            <header><a class="home" href="%s">EvalGap</a> <span>the documents</span> <a class="menu" href="#menu">All pages</a></header>
            <div class="columns">
            <main id="text">
            %s%s</main>
            <nav id="menu" aria-label="All pages">
            %s</nav>
            </div>
            </body>
            </html>
            """.formatted(
                page.title().equals("EvalGap: the documents") ? "EvalGap" : escaped(page.title()) + " – EvalGap",
                link(place, "site.css"),
                link(place, "index.html"),
                page.html(),
                next(place),
                menu(place));
    }

    private static String link(Path from, String to) {
        return Place.link(from, Path.of(to));
    }

    private String menu(Path place) {
        StringBuilder out = new StringBuilder();
        navigation.forEach((section, entries) -> {
            out.append("<p>").append(escaped(section)).append("</p>\n<ul>\n");
            for (Entry entry : entries) {
                out.append("<li>").append(anchor(place, entry, "")).append("</li>\n");
            }
            out.append("</ul>\n");
        });
        return out.toString();
    }

    private static String anchor(Path from, Entry to, String before) {
        String here = from.equals(to.place()) ? " aria-current=\"page\"" : "";
        return "<a href=\"" + Place.link(from, to.place()) + "\"" + here + ">" + before + escaped(to.title()) + "</a>";
    }

    /** The page that follows in the navigation. */
    private String next(Path place) {
        List<Entry> all = navigation.values().stream().flatMap(List::stream).toList();
        for (int i = 0; i + 1 < all.size(); i++) {
            if (all.get(i).place().equals(place)) {
                return "<p class=\"next\">" + anchor(place, all.get(i + 1), "Next: ") + "</p>\n";
            }
        }
        return "";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
