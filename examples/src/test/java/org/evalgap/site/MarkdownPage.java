package org.evalgap.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** One document: its title, its text as HTML with links as the site has them, and the files that it links. */
final class MarkdownPage {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();
    private static final TextContentRenderer WORDS =
            TextContentRenderer.builder().build();
    private static final Pattern SOURCE = Pattern.compile("(src|srcset|href)=\"([^\":#]+)\"");
    private static final Pattern SECTION = Pattern.compile("<h2 id=\"([^\"]+)\">(.*?)</h2>");
    private static final int LONG = 5;
    private static final Pattern PICTURE = Pattern.compile("<img src=\"([^\"]+)\\.png\"[^>]*/>");

    private final Path file;
    private final Path root;
    private final Set<Path> linked = new LinkedHashSet<>();
    private final String title;
    private final String html;

    /**
     * Reads a document.
     *
     * @param root of the project
     * @param file of the document, relative to the root
     * @param markdown its text
     */
    MarkdownPage(Path root, Path file, String markdown) {
        this.root = root;
        this.file = file;
        Node document = PARSER.parse(markdown);
        List<Heading> headings = new ArrayList<>();
        document.accept(new Rewriter(headings));
        this.title = headings.isEmpty() ? file.toString() : words(headings.get(0));
        this.html = contents(pictures(RENDERER.render(document)
                .replace("<pre>", "<pre tabindex=\"0\">")
                .replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>")
                .replace("</table>", "</table></div>")));
    }

    private static String words(Node heading) {
        return WORDS.render(heading).strip();
    }

    /** Long pages say below their title what is on them. */
    private static String contents(String text) {
        List<String> sections = SECTION.matcher(text)
                .results()
                .map(found -> "<li><a href=\"#" + found.group(1) + "\">" + found.group(2) + "</a></li>\n")
                .toList();
        return sections.size() < LONG
                ? text
                : text.replaceFirst(
                        "</h1>",
                        Matcher.quoteReplacement(
                                "</h1>\n<details class=\"contents\"><summary>On this page</summary>\n<ul>\n"
                                        + String.join("", sections) + "</ul>\n</details>"));
    }

    /** Figures that have a dark variant beside them show it where the reader likes it dark. */
    private String pictures(String text) {
        return PICTURE.matcher(text).replaceAll(found -> {
            Path dark = besides(Path.of(found.group(1) + "-dark.png"));
            if (!Files.isRegularFile(dark)) {
                return Matcher.quoteReplacement(found.group());
            }
            linked.add(root.relativize(dark));
            return Matcher.quoteReplacement("<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\""
                    + found.group(1) + "-dark.png\" />" + found.group() + "</picture>");
        });
    }

    private Path besides(Path link) {
        return root.resolve(file).resolveSibling(link).normalize();
    }

    /** The first heading. */
    String title() {
        return title;
    }

    /** The text. */
    String html() {
        return html;
    }

    /** Files that it links or shows, relative to the root. */
    Set<Path> linked() {
        return Set.copyOf(linked);
    }

    /** A link to another file of the project becomes one to its place on the site. */
    private String moved(String target) {
        if (target.startsWith("#") || target.matches("[a-z]+:.*")) {
            return target;
        }
        String[] parts = target.split("#", 2);
        Path other = root.relativize(besides(Path.of(parts[0])));
        linked.add(other);
        return Place.link(Place.of(file), Place.of(other)) + (parts.length > 1 ? "#" + parts[1] : "");
    }

    private final class Rewriter extends AbstractVisitor {
        private final List<Heading> headings;

        Rewriter(List<Heading> headings) {
            this.headings = headings;
        }

        @Override
        public void visit(Heading heading) {
            headings.add(heading);
            visitChildren(heading);
        }

        @Override
        public void visit(Link link) {
            link.setDestination(moved(link.getDestination()));
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            image.setDestination(moved(image.getDestination()));
            visitChildren(image);
        }

        @Override
        public void visit(HtmlBlock block) {
            block.setLiteral(SOURCE.matcher(block.getLiteral())
                    .replaceAll(
                            found -> Matcher.quoteReplacement(found.group(1) + "=\"" + moved(found.group(2)) + "\"")));
        }
    }
}
