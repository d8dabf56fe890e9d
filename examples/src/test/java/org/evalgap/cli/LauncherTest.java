package org.evalgap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code examples/evalgap} asks of Java: it is run with a program in Java's place that prints its arguments. */
class LauncherTest {
    private static final String SHORT = "-XX:TieredStopAtLevel=1";

    @TempDir
    Path root;

    @BeforeEach
    void layOut() throws IOException {
        assumeTrue(Shell.exists(), "no Bash");
        Files.createDirectories(root.resolve("target"));
        Files.createFile(root.resolve("target/evalgap.jar"));
        Files.copy(Path.of("evalgap"), root.resolve("evalgap"), StandardCopyOption.COPY_ATTRIBUTES);
        Path java = root.resolve("home/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void anEstimateOfAShortTableDoesWithoutTheOptimisingCompiler() throws Exception {
        String table =
                Files.writeString(root.resolve("a b.csv"), "x".repeat(4096)).toString();
        assertThat(run("estimate", table, "--shift", "robust"))
                .containsSubsequence(SHORT, "-Dmine=1", "-jar", "estimate", table, "--shift", "robust");
    }

    @Test
    void soDoOneDefaultRunAndHelp() throws Exception {
        for (List<String> command : List.of(
                List.of("simulate"),
                List.of("simulate", "--seed=3", "--verbose"),
                List.of("simulate", "--help"),
                List.of("--version"),
                List.<String>of())) {
            assertThat(run(command.toArray(String[]::new))).as("%s", command).contains(SHORT, "-Dmine=1", "-jar");
        }
    }

    @Test
    void nothingElseDoes() throws Exception {
        String table = Files.writeString(root.resolve("short.csv"), "x").toString();
        String large =
                Files.writeString(root.resolve("large.csv"), "x".repeat(4097)).toString();
        for (List<String> command : List.of(
                List.of("estimate", large),
                List.of("estimate", table, large),
                List.of("estimate", root.toString()),
                List.of("sweep", table),
                List.of("simulate", "--replicates", "64"),
                List.of("simulate", "--replicates=64"),
                List.of("simulate", "--set", "publicItems=100000"),
                List.of("simulate", "--preset", "pretrained"),
                List.of("simulate", "--scenario", "large.yaml"))) {
            assertThat(run(command.toArray(String[]::new)))
                    .as("%s", command)
                    .contains("-Dmine=1", "-jar")
                    .doesNotContain(SHORT);
        }
    }

    private List<String> run(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", root.resolve("evalgap").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", root.resolve("home").toString());
        builder.environment().put("JAVA_OPTS", "-Dmine=1");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.lines().toList();
    }
}
