package org.evalgap.site;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evalgap.site.Template.Entry;

/**
 * Builds the documents as pages into one folder that opens offline: everything that docs/README.md links, and what that links in
 * turn, a page of commands that is made from their declarations, and the library's Javadoc.
 */
public final class DocsSite {
    private static final Path FRONT = Path.of("docs", "README.md");
    private static final Pattern ITEM = Pattern.compile("(?m)^## (.+)$|\\[([^\\]]+)\\]\\(([^)#:]+\\.md)\\)");
    private static final String REFERENCE = "Reference";

    private final Path root;
    private final Path out;
    private final Map<Path, MarkdownPage> pages = new LinkedHashMap<>();

    private DocsSite(Path root, Path out) {
        this.root = root;
        this.out = out;
    }

    /**
     * Builds the site.
     *
     * @param args the project's root and the folder to write
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        Path out = Path.of(args[1]);
        build(root, out, true);
        javadoc(root, out.resolve("api"));
    }

    /**
     * Builds all pages but those of Javadoc.
     *
     * @param root of the project
     * @param out folder to write
     * @param api whether pages of Javadoc will be in its folder {@code api}
     * @throws IOException if a file cannot be read or written
     */
    static void build(Path root, Path out, boolean api) throws IOException {
        new DocsSite(root.toAbsolutePath().normalize(), out).write(api);
    }

    private void write(boolean api) throws IOException {
        Path commands = Path.of("docs", "commands.md");
        pages.put(commands, new MarkdownPage(root, commands, CommandsReference.commands()));
        collect();
        Template template = new Template(navigation(api));
        for (Map.Entry<Path, MarkdownPage> page : pages.entrySet()) {
            Path place = Place.of(page.getKey());
            Path file = out.resolve(place);
            Files.createDirectories(file.getParent());
            Files.writeString(file, template.page(place, page.getValue()));
        }
        try (InputStream style = Objects.requireNonNull(DocsSite.class.getResourceAsStream("site.css"), "site.css")) {
            Files.write(out.resolve("site.css"), style.readAllBytes());
        }
    }

    /** Follows all links from the front page on. */
    private void collect() throws IOException {
        Deque<Path> open = new ArrayDeque<>(List.of(FRONT));
        while (!open.isEmpty()) {
            Path file = open.remove();
            if (pages.containsKey(file)) {
                continue;
            }
            if (!file.toString().endsWith(".md")) {
                copy(file);
                continue;
            }
            MarkdownPage page = new MarkdownPage(root, file, Files.readString(root.resolve(file)));
            pages.put(file, page);
            open.addAll(page.linked());
        }
    }

    private void copy(Path file) throws IOException {
        Path to = out.resolve(Place.of(file));
        Files.createDirectories(to.getParent());
        if (!Files.exists(to)) {
            Files.copy(root.resolve(file), to);
        }
    }

    /** The front page's headings and links, with what is made here. */
    private Map<String, List<Entry>> navigation(boolean api) throws IOException {
        Map<String, List<Entry>> sections = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        Matcher item = ITEM.matcher(Files.readString(root.resolve(FRONT)));
        while (item.find()) {
            if (item.group(1) != null) {
                entries = sections.computeIfAbsent(item.group(1), name -> new ArrayList<>());
            } else {
                Path file = FRONT.resolveSibling(item.group(3)).normalize();
                entries.add(new Entry(item.group(2), Place.of(file)));
            }
        }
        List<Entry> reference = Objects.requireNonNull(sections.get(REFERENCE), REFERENCE);
        reference.add(1, new Entry("Commands and their options", Path.of("commands.html")));
        if (api) {
            reference.add(new Entry("Javadoc of the library", Path.of("api", "index.html")));
        }
        return sections;
    }

    private static void javadoc(Path root, Path api) throws IOException {
        Files.createDirectories(api);
        ToolProvider tool = ToolProvider.findFirst("javadoc").orElseThrow();
        PrintWriter err = new PrintWriter(System.err, true);
        int code = tool.run(
                new PrintWriter(Writer.nullWriter()),
                err,
                "-quiet",
                "-Xdoclint:none",
                "-d",
                api.toString(),
                "-windowtitle",
                "EvalGap",
                "--module-path",
                libraries(),
                "--module-source-path",
                "org.evalgap=" + root.resolve("core/src/main/java"),
                "--module",
                "org.evalgap");
        if (code != 0) {
            throw new IOException("javadoc ended with " + code);
        }
    }

    /** The class path's libraries, without what this build made. */
    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("evalgap"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
