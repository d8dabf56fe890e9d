package org.evalgap.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is inside the files of a release. */
class ContentTest {
    private static final Set<String> ALLOWED = Set.of("Apache-2.0", "MIT", "BSD-3-Clause", "BSD-2-Clause");

    @ParameterizedTest
    @ValueSource(strings = {".jar", "-sources.jar", "-javadoc.jar"})
    void everyJarOfTheLibraryHasLicenceAndNotice(String ending) throws IOException {
        for (String name : new String[] {"LICENSE", "NOTICE"}) {
            assertThat(Release.entry(Release.core(ending), "META-INF/" + name))
                    .isEqualTo(Files.readString(Release.ROOT.resolve(name)));
        }
    }

    @Test
    void sourcesAndPagesAreThere() throws IOException {
        assertThat(Release.entry(Release.core("-sources.jar"), "org/evalgap/Simulator.java"))
                .isEqualTo(Files.readString(Release.ROOT.resolve("core/src/main/java/org/evalgap/Simulator.java")));
        assertThat(Release.entry(Release.core("-javadoc.jar"), "org.evalgap/org/evalgap/Simulator.html"))
                .contains("Simulator");
        assertThat(Release.entry(Release.core("-javadoc.jar"), "org.evalgap/org/evalgap/internal/kernel/Points.html"))
                .isEmpty();
    }

    @Test
    void theRunnableJarSaysWhatItHolds() throws IOException {
        assertThat(Release.entry(Release.RUNNABLE, "META-INF/LICENSE"))
                .startsWith(Files.readString(Release.ROOT.resolve("LICENSE")));
        assertThat(Release.entry(Release.RUNNABLE, "META-INF/NOTICE"))
                .startsWith(Files.readString(Release.ROOT.resolve("NOTICE")));
        assertThat(Release.entry(Release.RUNNABLE, "META-INF/LICENSE.txt")).contains("QOS.ch");
        assertThat(listed()).isEqualTo(libraries());
        assertThat(ALLOWED).containsAll(libraries().values());
    }

    /** Licences by the names of libraries, as the jar's own list has them. */
    private static Map<String, String> listed() throws IOException {
        return Release.entry(Release.RUNNABLE, "META-INF/THIRD-PARTY.txt")
                .lines()
                .map(line -> line.split(" +"))
                .filter(words -> words.length > 1 && words[1].matches("[\\w.-]+:[\\w.-]+"))
                .collect(Collectors.toMap(words -> words[1], words -> words[0], (a, b) -> a, TreeMap::new));
    }

    /** The same as Maven has it, from the bill of materials. */
    private static Map<String, String> libraries() throws IOException {
        Map<String, String> out = new TreeMap<>();
        JsonNode bill = new ObjectMapper()
                .readTree(Release.ROOT.resolve("examples/target/bom.json").toFile());
        for (JsonNode library : bill.path("components")) {
            String group = library.path("group").asText();
            if (!group.equals("org.evalgap")) {
                out.put(group + ":" + library.path("name").asText(), licence(library));
            }
        }
        return out;
    }

    private static String licence(JsonNode library) {
        if (library.path("group").asText().equals("org.jline")) {
            // Its POM says "The BSD License", which the plugin takes for the oldest; the text in its sources has three
            // clauses.
            return "BSD-3-Clause";
        }
        JsonNode licence = library.path("licenses").path(0).path("license");
        return licence.path("id").asText(licence.path("name").asText("none"));
    }

    /** Of fastutil two classes of three are left out. None of them is called by a class that is in, by the JDK's own account. */
    @Test
    void noClassInTheJarMissesAnother() throws IOException {
        StringWriter out = new StringWriter();
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "--multi-release",
                        "17",
                        "--ignore-missing-deps",
                        "-verbose:class",
                        "-e",
                        "it\\.unimi\\.dsi\\.fastutil\\..*",
                        Release.RUNNABLE.toString());
        assertThat(out.toString()).contains("-> it.unimi.dsi.fastutil.").doesNotContain("not found");
        try (JarFile jar = new JarFile(Release.RUNNABLE.toFile())) {
            Set<String> present = jar.stream()
                    .map(entry -> entry.getName().replace('/', '.').replaceFirst("\\.class$", ""))
                    .collect(Collectors.toSet());
            assertThat(out.toString()
                            .lines()
                            .filter(line -> line.contains("-> it.unimi.dsi.fastutil."))
                            .map(line -> line.replaceFirst(".*-> (\\S+).*", "$1"))
                            .filter(name -> !present.contains(name)))
                    .isEmpty();
        }
    }

    @Test
    void thePomHasWhatACentralRepositoryAsksFor() throws IOException {
        String parent = Files.readString(Release.ROOT.resolve("pom.xml"));
        for (String part : new String[] {"name", "description", "url", "licenses", "developers", "scm"}) {
            assertThat(parent).contains("\n  <" + part);
        }
        assertThat(Release.VERSION).doesNotContain("SNAPSHOT");
        Path core = Release.ROOT.resolve("core/pom.xml");
        assertThat(Files.readString(core)).contains("\n  <name>").contains("\n  <description>");
    }

    /** CONTRIBUTING.md, A release, 3: one version in all papers, and one day, once there is one. */
    @Test
    void changelogCitationAndTimestampAreOfOneReleaseAndDay() throws IOException {
        String heading = Files.readString(Release.ROOT.resolve("CHANGELOG.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .findFirst()
                .orElseThrow();
        String citation = Files.readString(Release.ROOT.resolve("CITATION.cff"));
        assertThat(heading)
                .matches("## " + Pattern.quote(Release.VERSION) + " \\((unreleased|\\d{4}-\\d\\d-\\d\\d)\\)");
        assertThat(citation).contains("\nversion: " + Release.VERSION + "\n");
        if (!heading.endsWith("(unreleased)")) {
            String day = heading.replaceFirst(".*\\((.*)\\)", "$1");
            assertThat(citation).contains("\ndate-released: " + day + "\n");
            assertThat(Files.readString(Release.ROOT.resolve("pom.xml")))
                    .contains("<project.build.outputTimestamp>" + day + "T");
        }
    }
}
