package org.evalgap.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.evalgap.Parameter;
import org.evalgap.measure.Measure;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The documents as a site: every link leads somewhere, nothing is asked of the network, and each page says whom it is for. */
class DocsSiteTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private static Path site;

    private static Map<Path, Document> pages;

    @BeforeAll
    static void build() throws Exception {
        DocsSite.build(ROOT, site, false);
        pages = new LinkedHashMap<>();
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        for (Path file : files(site, ".html")) {
            pages.put(file, parser.parse(new InputSource(new StringReader(Files.readString(file)))));
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static List<Element> elements(Document page, String... names) {
        List<Element> found = new ArrayList<>();
        for (String name : names) {
            NodeList nodes = page.getElementsByTagName(name);
            for (int i = 0; i < nodes.getLength(); i++) {
                found.add((Element) nodes.item(i));
            }
        }
        return found;
    }

    private static Set<String> ids(Document page) {
        Set<String> ids = new HashSet<>();
        elements(page, "*").forEach(element -> ids.add(element.getAttribute("id")));
        return ids;
    }

    @Test
    void everyLinkLeadsToAPageAndAPlaceOnIt() {
        int links = 0;
        for (Map.Entry<Path, Document> page : pages.entrySet()) {
            for (Element link : elements(page.getValue(), "a")) {
                String target = link.getAttribute("href");
                if (target.startsWith("https://")) {
                    continue;
                }
                String[] parts = target.split("#", 2);
                Path file = parts[0].isEmpty()
                        ? page.getKey()
                        : page.getKey().resolveSibling(parts[0]).normalize();
                assertThat(file).as("%s in %s", target, page.getKey()).isRegularFile();
                if (parts.length > 1) {
                    assertThat(ids(pages.get(file)))
                            .as("%s in %s", target, page.getKey())
                            .contains(parts[1]);
                }
                links++;
            }
        }
        assertThat(links).isGreaterThan(500);
    }

    /** Pages, styles and pictures are all there, and no page has a script. */
    @Test
    void nothingIsAskedOfTheNetwork() throws IOException {
        for (Map.Entry<Path, Document> page : pages.entrySet()) {
            for (Element asking : elements(page.getValue(), "img", "source", "link", "script", "iframe", "object")) {
                String what = asking.getAttribute(
                        switch (asking.getTagName()) {
                            case "link" -> "href";
                            case "source" -> "srcset";
                            default -> "src";
                        });
                assertThat(what).as("%s", page.getKey()).isNotEmpty();
                assertThat(page.getKey().resolveSibling(what).normalize()).isRegularFile();
            }
            assertThat(elements(page.getValue(), "script")).isEmpty();
        }
        for (Path style : files(site, ".css")) {
            assertThat(Files.readString(style)).doesNotContain("url(").doesNotContain("@import");
        }
    }

    @Test
    void everyPageSaysWhomItIsForInItsFirstLines() {
        for (Map.Entry<Path, Document> page : pages.entrySet()) {
            if (page.getKey().endsWith(Path.of("project", "README.html"))) {
                continue;
            }
            List<Element> paragraphs = elements(page.getValue(), "p");
            assertThat(paragraphs.get(0).getTextContent())
                    .as("%s", page.getKey())
                    .matches("(?s)For (people|everybody)\\b.*");
        }
    }

    /** No document is left out, and every figure says in words what it shows. */
    @Test
    void everyDocumentIsAPageAndEveryFigureHasWords() throws IOException {
        for (Path document : files(ROOT.resolve("docs"), ".md")) {
            assertThat(site.resolve(Place.of(ROOT.relativize(document)))).isRegularFile();
        }
        for (Document page : pages.values()) {
            assertThat(elements(page, "img"))
                    .allMatch(image -> image.getAttribute("alt").length() > 10);
        }
    }

    /** Pages from docs/README.md are in the navigation, and each knows itself there. */
    @Test
    void theNavigationIsTheSameEverywhere() {
        Document front = pages.get(site.resolve("index.html"));
        List<String> titles = menu(front);
        assertThat(titles)
                .hasSizeGreaterThan(30)
                .contains("Glossary", "Commands and their options")
                .doesNotHaveDuplicates();
        assertThat(pages.values()).allSatisfy(page -> assertThat(menu(page)).isEqualTo(titles));
    }

    private static List<String> menu(Document page) {
        return elements(page, "nav").stream()
                .flatMap(nav -> Stream.iterate(0, i -> i + 1)
                        .limit(nav.getElementsByTagName("a").getLength())
                        .map(i -> nav.getElementsByTagName("a").item(i).getTextContent()))
                .toList();
    }

    /** The reference is that of the declarations: every command, its options, every parameter, every measure. */
    @Test
    void theReferenceHasEveryDeclaration() {
        String commands = text("commands.html");
        assertThat(CommandsReference.names())
                .hasSizeGreaterThan(12)
                .allSatisfy(name -> assertThat(commands).contains(name));
        assertThat(commands)
                .contains("--most-replicates")
                .contains("--report DIR")
                .doesNotContain("${");
        assertThat(text("glossary.html"))
                .contains(Stream.of(Measure.values()).map(Measure::label).toList());
        assertThat(text("parameters.html"))
                .contains(Stream.of(Parameter.values()).map(Parameter::label).toList());
    }

    /** The parameters that a newcomer meets first have the defaults that are told. */
    @Test
    void theFirstParametersHaveTheirDefaults() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/start-sweep.md"));
        for (Parameter parameter : List.of(Parameter.INSPIRATION, Parameter.MEMORIZATION, Parameter.BREADTH)) {
            assertThat(page)
                    .containsPattern("\\| `" + parameter.label() + "` \\| [^|]+ \\| "
                            + Parameter.text(parameter.byDefault()) + " \\|");
        }
    }

    private static String text(String page) {
        return pages.get(site.resolve(page)).getDocumentElement().getTextContent();
    }
}
