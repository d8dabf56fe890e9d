package org.evalgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.evalgap.Parameter;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the Java and the commands that README.md and docs/ show, and compares the outputs that they show. */
class DocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern CLASS = Pattern.compile("class (\\w+)");

    /** Maven's commands are what runs this test. */
    private static final Set<String> BUILD =
            Set.of("mvn -q -DskipTests package", "mvn -q -DskipTests install", "mvn -B verify");

    @TempDir
    private Path folder;

    @TempDir
    private static Path shared;

    /** What commands printed; those that stand on several pages run once. */
    private static final Map<String, String> PRINTED = new HashMap<>();

    private static @Nullable Path store;

    /** A fenced block: its language and its text. */
    record Block(Path file, String language, String text) {
        @Override
        public String toString() {
            return ROOT.relativize(file) + ": " + text.lines().findFirst().orElse("");
        }
    }

    private static List<Block> blocks(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(file));
        while (matcher.find()) {
            blocks.add(new Block(file, matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    private static List<Path> documents() throws IOException {
        List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
        }
        return files;
    }

    static List<Block> javaBlocks() throws IOException {
        return allBlocks("java");
    }

    private static List<Block> allBlocks(String language) throws IOException {
        List<Block> found = new ArrayList<>();
        for (Path file : documents()) {
            blocks(file).stream()
                    .filter(block -> block.language.equals(language))
                    .forEach(found::add);
        }
        return found;
    }

    /** Its thirty commands estimate and simulate for as long as all others. */
    private static final Path VALIDATION = ROOT.resolve("docs/validation.md");

    static List<Path> commandDocuments() throws IOException {
        return documents().stream()
                .filter(file -> !file.equals(VALIDATION))
                .filter(DocumentationTest::hasCommands)
                .toList();
    }

    private static boolean hasCommands(Path file) {
        try {
            return blocks(file).stream().anyMatch(block -> block.language.equals("sh"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("javaBlocks")
    @ResourceLock(Resources.SYSTEM_OUT)
    void javaCompilesAndRuns(Block block) throws Exception {
        Matcher name = CLASS.matcher(block.text);
        assertThat(name.find()).as("a class in %s", block).isTrue();
        Path source = Files.writeString(folder.resolve(name.group(1) + ".java"), block.text);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int code = compiler.run(
                null,
                complaints,
                complaints,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-d",
                folder.toString(),
                source.toString());
        assertThat(code).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(outputOfMain(name.group(1))).matches("(?s).*\\d.*");
    }

    private String outputOfMain(String name) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            var main = loader.loadClass(name).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /**
     * A block of text right behind a block of commands is the output of the last of them; a line of … stands for any number of
     * lines that are left out.
     */
    @ParameterizedTest
    @MethodSource("commandDocuments")
    void commandsRunAndPrintWhatIsShown(Path file) throws IOException {
        runs(file);
    }

    @Tag("long")
    @Test
    void commandsOfPublishedCasesRunAndPrintWhatIsShown() throws IOException {
        assertThat(hasCommands(VALIDATION)).isTrue();
        runs(VALIDATION);
    }

    private static void runs(Path file) throws IOException {
        String last = "";
        for (Block block : blocks(file)) {
            if (block.language.equals("sh")) {
                for (String line : block.text.lines().toList()) {
                    for (String command : line.split(" && ")) {
                        last = run(command);
                    }
                }
            } else if (block.language.equals("text")) {
                assertThat(last).as(block.toString()).matches(shown(block.text));
            }
        }
    }

    private static final Pattern ROUNDED = Pattern.compile(
            "Note: .* means of attempts:|line \\d+, \".*; the nearest is \\d+ of \\d+ items, .*|others by less; all are in lines .*");

    private static Pattern shown(String text) {
        return Pattern.compile(
                Stream.of(text.split("(?m)^…\\n", -1)).map(Pattern::quote).collect(Collectors.joining("(?:.*\\n)*?")));
    }

    private static String run(String command) {
        return BUILD.contains(command) ? "" : PRINTED.computeIfAbsent(command, DocumentationTest::printed);
    }

    private static String printed(String command) {
        List<String> words = List.of(command.split(" "));
        assertThat(words.get(0)).as(command).isEqualTo("examples/evalgap");
        Cli.Ended ended = Cli.run(words.stream()
                .skip(1)
                .map(word -> word.replaceAll("^'|'$", ""))
                .map(word -> word.startsWith("examples/") ? ROOT.resolve(word) : word)
                .toArray());
        assertThat(ended.code()).as("%s: %s", command, ended.err()).isZero();
        // What takes long reports its progress there, an estimate which scores are no counts.
        assertThat(Cli.withoutProgress(ended.err()).lines())
                .as(command)
                .allMatch(line -> ROUNDED.matcher(line).matches());
        return ended.out();
    }

    /** A copy of what docs/store.md makes, with a failure as an example: one for all that is asked of stores here. */
    private static Path store() throws Exception {
        if (store == null) {
            run("examples/evalgap sweep examples/plans/quick.yaml --store examples/target/quick.duckdb");
            Path made = Files.copy(ROOT.resolve("examples/target/quick.duckdb"), shared.resolve("quick.duckdb"));
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + made);
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO failure VALUES (1, 0, 'Scenario()', 'an example')");
            }
            store = made;
        }
        return store;
    }

    static List<Block> queries() throws IOException {
        return allBlocks("sql");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void queriesOfAStoreRun(Block block) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store());
                Statement statement = connection.createStatement()) {
            try (ResultSet result = statement.executeQuery(block.text)) {
                assertThat(result.next()).as(block.toString()).isTrue();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    assertThat(result.getString(i)).isNotEmpty();
                }
            }
        }
    }

    static List<Block> plans() throws IOException {
        return allBlocks("yaml");
    }

    @ParameterizedTest
    @MethodSource("plans")
    void plansOfAPageRun(Block block) throws IOException {
        Path store = folder.resolve("kept.duckdb");
        Path plan = Files.writeString(
                folder.resolve("plan.yaml"), block.text.replace("store: kept.duckdb", "store: " + store));
        Cli.Ended ended = Cli.run("sweep", plan);
        assertThat(ended.code()).as("%s: %s", block, ended.err()).isZero();
        assertThat(store.toFile().exists()).isEqualTo(block.text.contains("\nstore: "));
    }

    @Test
    void everyColumnOfAStoreIsDocumented() throws Exception {
        String text = Files.readString(ROOT.resolve("docs/store.md"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store());
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT table_name, column_name FROM information_schema.columns")) {
            while (result.next()) {
                String column = result.getString(2);
                String lucky = column.replaceFirst("Luck(Squares|Product)?$", "");
                boolean number = Parameter.find(column).isPresent()
                        || Measure.labelled(lucky).isPresent()
                        || Score.gaining(lucky).isPresent()
                        || Measure.labelled(column.replace("Squares", "")).isPresent()
                        || column.endsWith("Squares");
                assertThat(text).contains("| `" + result.getString(1) + "` |");
                assertThat(number || text.contains("`" + column + "`"))
                        .as(column)
                        .isTrue();
            }
        }
    }

    @Test
    void theTableOfParametersIsThatOfTheDeclarations() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/parameters.md")))
                .endsWith(Cli.out("parameters", "--format", "markdown"));
    }

    @Test
    void everyLanguageIsOneThatIsRunOrCompared() throws IOException {
        for (Path file : documents()) {
            assertThat(blocks(file))
                    .as(file.toString())
                    .extracting(Block::language)
                    .isSubsetOf("sh", "text", "java", "sql", "yaml");
        }
        assertThat(javaBlocks()).isNotEmpty();
        assertThat(queries()).hasSize(3);
        assertThat(plans()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(commandDocuments()).contains(ROOT.resolve("README.md"));
    }

    @Test
    void linksBetweenDocumentsLeadSomewhere() throws IOException {
        Pattern link = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]+))?\\)");
        for (Path file : linking()) {
            Matcher matcher = link.matcher(Files.readString(file));
            while (matcher.find()) {
                Path target = matcher.group(1).isEmpty() ? file : file.resolveSibling(matcher.group(1));
                assertThat(target).as("%s in %s", matcher.group(), file).exists();
                if (matcher.group(2) != null) {
                    assertThat(anchors(target))
                            .as("%s in %s", matcher.group(), file)
                            .contains(matcher.group(2));
                }
            }
        }
    }

    private static List<Path> linking() throws IOException {
        List<Path> files = new ArrayList<>(documents());
        files.add(ROOT.resolve("CHANGELOG.md"));
        files.add(ROOT.resolve("CONTRIBUTING.md"));
        return files;
    }

    /** What headings are called in links: in small letters, with - for blanks, without other signs. */
    private static List<String> anchors(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> line.matches("#+ .*"))
                .map(line ->
                        line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\d _-]", ""))
                .map(heading -> heading.replace(' ', '-'))
                .toList();
    }

    @Test
    void theScriptSaysHowToBuildWhereTheJarIsMissing() throws Exception {
        Path script = folder.resolve("evalgap");
        Files.copy(ROOT.resolve("examples/evalgap"), script);
        Process process = new ProcessBuilder("bash", script.toString(), "simulate").start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(out).isEmpty();
        assertThat(err).contains("mvn -q -DskipTests package");
        assertThat(Arrays.asList(err.split("\n"))).hasSize(1);
    }
}
