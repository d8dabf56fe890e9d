package org.evalgap.cli.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.evalgap.cli.input.ForeignText;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Build;
import org.evalgap.cli.output.WholeFile;
import org.evalgap.cli.picture.FigureRenderer;
import org.evalgap.cli.picture.Ground;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.study.frame.Figure;
import org.jspecify.annotations.Nullable;

/**
 * One page as one file of HTML that asks no server for anything: a frame, a body, data and the scripts that draw them, filled
 * from the templates beside this class.
 */
public final class Page {
    /** The name of the page's file in its directory. */
    static final String FILE = "index.html";

    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final String ECHARTS = "META-INF/maven/org.mvnpm/echarts/pom.properties";

    /** A word of a command line, quoted or not. */
    private static final Pattern WORD = Pattern.compile("'(?:[^']|'\\\\'')*'|[^ ]+");

    /** The folders of a path from the root, from home or from above; addresses such as s3://host/x have none. */
    private static final Pattern FOLDERS = Pattern.compile(
            "(?<=^|['=,:])(?!//)(?:~|[A-Za-z]:|\\.\\.(?:/\\.\\.)*)?[/\\\\](?:[^'=,]*[/\\\\])?(?=[^'=,/\\\\])");

    private static final List<Measure> WORDS = List.of(
            Measure.INFLATION, Measure.DISTRIBUTION_GAP, Measure.RELIABILITY_GAP, Measure.DISCONNECT, Measure.TRANSFER);

    private Page() {}

    /** Writes the JSON that a page's scripts draw. */
    interface Data {
        /**
         * Writes one object.
         *
         * @param json where to
         * @throws IOException if {@code json} throws
         */
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * A page without scripts but for the theme.
     *
     * @param title plain text
     * @param body HTML
     * @return the file's text
     */
    static String plain(String title, String body) {
        return frame(title, body, script(common() + "setUpTheme();\n"));
    }

    /**
     * A page with figures.
     *
     * @param title plain text
     * @param kind name of the templates of body and script: {@code kind.html}, {@code kind.js}
     * @param holes HTML for the holes in the body's template
     * @param data what the script draws
     * @return the file's text
     */
    static String drawn(String title, String kind, Map<String, String> holes, Data data) {
        return drawn(title, kind, List.of(kind), holes, data);
    }

    /**
     * A page with figures, whose script is in several parts.
     *
     * @param title plain text
     * @param kind name of the body's template, {@code kind.html}
     * @param parts names of the script's templates, {@code part.js}, in order
     * @param holes HTML for the holes in the body's template
     * @param data what the script draws
     * @return the file's text
     */
    static String drawn(String title, String kind, List<String> parts, Map<String, String> holes, Data data) {
        String scripts = "<script type=\"application/json\" id=\"data\">" + json(data) + "</script>\n"
                + script(charts())
                + script(common()
                        + parts.stream().map(part -> template(part + ".js")).collect(Collectors.joining()));
        return frame(title, fill(template(kind + ".html"), holes), scripts);
    }

    private static String frame(String title, String body, String scripts) {
        return fill(
                template("frame.html"),
                Map.of(
                        "title",
                        escaped(title),
                        "style",
                        style(),
                        "body",
                        body,
                        "words",
                        body.contains("id=\"words\"") ? "" : words(),
                        "version",
                        escaped(Build.version()),
                        "scripts",
                        scripts));
    }

    /** What words and signs mean on every page; docs/glossary.md has more. */
    private static String words() {
        StringBuilder text = new StringBuilder("<section aria-labelledby=\"h-words\" id=\"words\">\n"
                + "<h2 id=\"h-words\">Words and signs</h2>\n<p><b>points</b> are hundredths of a score. <b>±</b> is half of a"
                + " 95 % interval. <b>–</b> is not known, or not determined. Inflation is orange and impact green in every"
                + " figure; a loss is hatched, or has its sign.</p>\n<dl>\n");
        for (Score score : Score.values()) {
            text.append("<dt>").append(score.gainWords()).append("</dt><dd>");
            text.append(escaped(ResultTable.meaning(score.gainLabel()))).append("</dd>\n");
        }
        for (Measure measure : WORDS) {
            text.append("<dt>").append(measure.words()).append("</dt><dd>");
            text.append(escaped(measure.meaning())).append("</dd>\n");
        }
        return text.append(
                        "<dt>honest score</dt><dd>what a model would score on the public eval without inflation</dd>\n"
                                + "<dt>reference</dt><dd>a model that is taken to be clean</dd>\n"
                                + "</dl>\n<p class=\"note\">docs/glossary.md, beside EvalGap's other documents, explains every"
                                + " word.</p>\n</section>\n")
                .toString();
    }

    private static String script(String text) {
        return "<script>\n" + text + "\n</script>\n";
    }

    /** Fills every hole once; what is filled in is not looked at again. */
    static String fill(String template, Map<String, String> holes) {
        return HOLE.matcher(template).replaceAll(found -> {
            String text = holes.get(found.group(1));
            if (text == null) {
                throw new IllegalStateException("nothing for {{" + found.group(1) + "}}");
            }
            return Matcher.quoteReplacement(text);
        });
    }

    /** Data as JSON in one line. No {@code <} is left in it, so that no text in it can end its script element. */
    private static String json(Data data) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            data.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ForeignText.visibleInJson(text.toString()).replace("<", "\\u003c");
    }

    /**
     * The style that all pages share.
     *
     * @return CSS
     */
    public static String style() {
        return template("page.css");
    }

    /**
     * What the scripts of all pages share: the theme, numbers as text, charts, tables.
     *
     * @return JavaScript
     */
    public static String common() {
        return template("common.js");
    }

    /**
     * The charting library.
     *
     * @return JavaScript
     */
    public static String charts() {
        // Its place in its archive holds its version.
        Properties properties = new Properties();
        try (InputStream in = resource(Page.class, "/" + ECHARTS)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text(
                "/META-INF/resources/_static/echarts/" + properties.getProperty("version") + "/dist/echarts.min.js");
    }

    static String template(String name) {
        return text(name);
    }

    private static String text(String path) {
        return text(Page.class, path);
    }

    /**
     * A text that is shipped with these classes.
     *
     * @param owner a class of this module
     * @param name of the file, from the owner's package, or from the root where it begins with a slash
     * @return the text
     * @throws IllegalStateException if there is no such file
     */
    public static String text(Class<?> owner, String name) {
        try (InputStream in = resource(owner, name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(Class<?> owner, String name) {
        InputStream in = owner.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("not in the jar: " + name);
        }
        return in;
    }

    /**
     * The start of a box that scrolls sideways where its table or figure is too wide, by keyboard too.
     *
     * @param label HTML that says what is in it
     * @return HTML that a {@code </div>} ends
     */
    static String scroll(String label) {
        return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + label + "\">";
    }

    /**
     * A figure as HTML, with a picture for light and one for dark; {@code page.css} shows the one that fits.
     *
     * @param figure what to draw
     * @param images gets both pictures, by file name
     * @return a figure element that needs no file
     */
    static String figure(Figure figure, Map<String, byte[]> images) {
        byte[] light = FigureRenderer.png(figure);
        byte[] dark = FigureRenderer.png(figure, Ground.DARK);
        images.put(figure.name() + ".png", light);
        images.put(figure.name() + "-dark.png", dark);
        return "<figure>" + image(figure, light, Ground.LIGHT) + image(figure, dark, Ground.DARK) + "</figure>\n";
    }

    private static String image(Figure figure, byte[] png, Ground ground) {
        return "<img class=\"" + (ground == Ground.DARK ? "on-dark" : "on-light") + "\" alt=\""
                + escaped(figure.title() + ". " + figure.caption()) + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png) + "\">";
    }

    /**
     * Text as HTML, for elements and for quoted attributes, in which nothing is hidden.
     *
     * @param text plain text
     * @return HTML
     */
    public static String escaped(String text) {
        return ForeignText.visible(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * How a page was made: a command line without the folders of this machine.
     *
     * @param command as it was typed
     * @return HTML with the last part of each path that does not begin in the folder where the command was called
     */
    static String called(String command) {
        return "<pre tabindex=\"0\">" + escaped(withoutPlaces(command)) + "</pre>\n";
    }

    static String withoutPlaces(String command) {
        return WORD.matcher(command)
                .replaceAll(word ->
                        Matcher.quoteReplacement(FOLDERS.matcher(word.group()).replaceAll("")));
    }

    /**
     * Fails before anything is computed, not after, where a page could not be written.
     *
     * @param option the option that names the directory
     * @param directory may not exist yet
     * @throws InputException if files cannot be made there
     */
    public static void checkDirectory(String option, @Nullable Path directory) {
        if (directory == null) {
            return;
        }
        Path existing = directory.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new InputException(
                    option + ": cannot make files in " + directory + "; name a directory that can be written");
        }
    }

    /**
     * Writes a page and its images.
     *
     * @param option the option that names the directory
     * @param directory made if it does not exist
     * @param page text of the page
     * @param images bytes by file name
     * @return the path of the page
     * @throws InputException if a file cannot be written
     */
    static Path write(String option, Path directory, String page, Map<String, byte[]> images) {
        makeDirectory(option, directory);
        images.forEach((name, bytes) -> write(option, directory.resolve(name), bytes));
        Path file = directory.resolve(FILE);
        write(option, file, page.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /** Writes one file of a page. */
    static void write(String option, Path file, byte[] bytes) {
        WholeFile.write(option + " " + file, file, bytes);
    }

    /** Makes a directory, if it does not exist. */
    static void makeDirectory(String option, Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new InputException(
                    option + ": cannot make " + e.getMessage() + "; name a directory that can be written");
        }
    }
}
