package org.evalgap.site;

import java.nio.file.Path;

/** Where a file of the project lies on the site. */
final class Place {
    private static final Path DOCS = Path.of("docs");
    private static final Path OTHERS = Path.of("project");
    private static final Path FRONT = DOCS.resolve("README.md");

    private Place() {}

    /** Pages of docs/ on top, all other files below a folder of their own. */
    static Path of(Path file) {
        if (file.equals(FRONT)) {
            return Path.of("index.html");
        }
        Path place = file.startsWith(DOCS) ? DOCS.relativize(file) : OTHERS.resolve(file);
        String name = place.getFileName().toString();
        return name.endsWith(".md") ? place.resolveSibling(name.replaceFirst("\\.md$", ".html")) : place;
    }

    /** How one place names another in a link. */
    static String link(Path from, Path to) {
        Path folder = from.getParent();
        Path way = folder == null ? to : folder.relativize(to);
        return way.toString().replace('\\', '/');
    }
}
