package org.evalgap.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?target/.*"))
                    .sorted()
                    .toList();
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
}
