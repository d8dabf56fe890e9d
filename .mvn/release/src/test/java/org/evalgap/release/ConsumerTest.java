package org.evalgap.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Score;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two programs of somebody else, outside the project and built by Maven against what was installed, in a local repository that is
 * thrown away: one with a module's descriptor, one without. Both must find the bits that this process finds.
 */
class ConsumerTest {
    private static final String PROGRAM = """
            package visitor;

            import org.evalgap.Scenario;
            import org.evalgap.Simulator;
            import org.evalgap.Summary;
            import org.evalgap.measure.Score;

            public class Visit {
                public static void main(String[] args) {
                    Summary summary = Simulator.ofScores().summarize(Scenario.withDefaults(), 7, 4);
                    for (Score score : Score.values()) {
                        System.out.println(Long.toHexString(Double.doubleToRawLongBits(summary.gain(score))));
                    }
                    System.out.println(Visit.class.getModule().isNamed());
                }
            }
            """;

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>visitor</groupId>
              <artifactId>visitor</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>
                <dependency>
                  <groupId>org.evalgap</groupId>
                  <artifactId>evalgap-core</artifactId>
                  <version>%s</version>
                </dependency>
              </dependencies>
              <build>
                <plugins>
                  <plugin>
                    <artifactId>maven-resources-plugin</artifactId>
                    <version>3.3.1</version>
                  </plugin>
                  <plugin>
                    <artifactId>maven-compiler-plugin</artifactId>
                    <version>3.14.1</version>
                  </plugin>
                  <plugin>
                    <artifactId>maven-dependency-plugin</artifactId>
                    <version>3.9.0</version>
                    <executions>
                      <execution>
                        <phase>compile</phase>
                        <goals>
                          <goal>build-classpath</goal>
                        </goals>
                        <configuration>
                          <outputFile>target/libraries</outputFile>
                        </configuration>
                      </execution>
                    </executions>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    @TempDir
    private static Path folder;

    private static Path repository;

    /** A repository with everybody's libraries, by links, and of ours what is installed now. */
    @BeforeAll
    static void install() throws Exception {
        repository = Files.createDirectories(folder.resolve("repository"));
        link(Release.REPOSITORY, repository, "org");
        link(Release.REPOSITORY.resolve("org"), Files.createDirectories(repository.resolve("org")), "evalgap");
        Path clone = folder.resolve("clone");
        Release.run(folder, List.of("git", "clone", "-q", Release.ROOT.toString(), clone.toString()));
        maven(clone, "-DskipTests", "-pl", "core", "-am", "install");
    }

    /** JUnit would complain of each. */
    @AfterAll
    static void unlink() throws IOException {
        try (Stream<Path> files = Files.walk(repository, 2)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private static void link(Path from, Path to, String without) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                if (!entry.getFileName().toString().equals(without)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
                }
            }
        }
    }

    private static void maven(Path where, String... words) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(Release.MAVEN, "-B", "-q", "-o", "-Dmaven.repo.local=" + repository),
                        Stream.of(words))
                .toList();
        Release.run(where, command);
    }

    private static Path project(String name, String descriptor) throws Exception {
        Path project = folder.resolve(name);
        Path source = Files.createDirectories(project.resolve("src/main/java/visitor"));
        Files.writeString(source.resolve("Visit.java"), PROGRAM);
        if (!descriptor.isEmpty()) {
            Files.writeString(source.resolveSibling("module-info.java"), descriptor);
        }
        Files.writeString(project.resolve("pom.xml"), POM.formatted(Release.VERSION));
        maven(project, "compile");
        return project;
    }

    private static List<String> expected(boolean named) {
        var summary = Simulator.ofScores().summarize(Scenario.withDefaults(), 7, 4);
        Stream<String> bits = Stream.of(Score.values())
                .map(score -> Long.toHexString(Double.doubleToRawLongBits(summary.gain(score))));
        return Stream.concat(bits, Stream.of(Boolean.toString(named))).toList();
    }

    private static String path(Path project) throws IOException {
        return Files.readString(project.resolve("target/libraries")).strip()
                + java.io.File.pathSeparator
                + project.resolve("target/classes");
    }

    @Test
    void aProgramOnTheClassPathFindsTheSameBits() throws Exception {
        Path project = project("plain", "");
        String out = Release.run(project, List.of(Release.java(), "-cp", path(project), "visitor.Visit"));
        assertThat(out.lines()).containsExactlyElementsOf(expected(false));
    }

    @Test
    void aModularProgramFindsTheSameBits() throws Exception {
        Path project = project("modular", "module visitor { requires org.evalgap; }");
        String out = Release.run(project, List.of(Release.java(), "-p", path(project), "-m", "visitor/visitor.Visit"));
        assertThat(out.lines()).containsExactlyElementsOf(expected(true));
    }
}
