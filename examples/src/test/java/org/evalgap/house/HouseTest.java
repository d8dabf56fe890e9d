package org.evalgap.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages and the build files say of the house is so. */
class HouseTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
    private static final Pattern PLACE = Pattern.compile("\\| .+ \\| `([\\w/.-]+/[\\w.-]+)` \\|");

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?target/.*"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> mainSources() throws IOException {
        return files(".java").stream()
                .filter(file -> file.toString().replace('\\', '/').contains("/src/main/"))
                .toList();
    }

    /** Who looks for something should not have to read a list of more. */
    @Test
    void noPackageHasMoreThan25Classes() throws IOException {
        Map<Path, Long> sizes = mainSources().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        assertThat(sizes)
                .isNotEmpty()
                .allSatisfy(
                        (folder, size) -> assertThat(size).as(folder.toString()).isLessThanOrEqualTo(25));
    }

    @Test
    void noSourceHasMoreThan400Lines() throws IOException {
        for (Path file : mainSources()) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(400);
        }
    }

    @Test
    void everyTestThatAPageNamesExists() throws IOException {
        Set<String> tests = files("Test.java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        for (Path page : files(".md")) {
            Matcher named = TEST.matcher(Files.readString(page));
            while (named.find()) {
                assertThat(tests).as(page.toString()).contains(named.group(1));
            }
        }
    }

    /** The checks are bound to verify, and install comes after it: README.md promises that the line for users skips them. */
    @Test
    void whoSkipsTheTestsSkipsTheChecks() throws IOException {
        String build = Files.readString(ROOT.resolve("pom.xml"));
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("mvn -q -DskipTests install");
        for (String check :
                List.of("spotless.check.skip", "spotbugs.skip", "maven.javadoc.skip", "mdep.analyze.skip")) {
            assertThat(build).contains("<" + check + ">${skipTests}</" + check + ">");
        }
        assertThat(build.split("<phase>verify</phase>")).as("checks of pom.xml").hasSize(5);
    }

    /** Who wants to change something is sent to a file that is there. */
    @Test
    void everyPlaceToChangeSomethingExists() throws IOException {
        List<String> places = Files.readAllLines(ROOT.resolve("docs/architecture.md")).stream()
                .map(PLACE::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .toList();
        assertThat(places)
                .hasSizeGreaterThanOrEqualTo(25)
                .doesNotHaveDuplicates()
                .allSatisfy(place -> assertThat(ROOT.resolve(place)).isRegularFile());
    }
}
