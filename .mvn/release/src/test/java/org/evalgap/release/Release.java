package org.evalgap.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

/** Where things are, as Maven says it, and how the tests run programs. */
final class Release {
    static final Path ROOT = Path.of(System.getProperty("evalgap.root", "../.."));
    static final String VERSION = System.getProperty("evalgap.version", "");
    static final String MAVEN = System.getProperty("evalgap.maven", "mvn");
    static final Path REPOSITORY = Path.of(System.getProperty("evalgap.repository", "."));
    static final Path RUNNABLE = ROOT.resolve("examples/target/evalgap.jar");

    private Release() {}

    static Path core(String ending) {
        return ROOT.resolve("core/target/evalgap-core-" + VERSION + ending);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Text of an entry; empty where the jar has none. */
    static String entry(Path jar, String name) throws IOException {
        try (JarFile open = new JarFile(jar.toFile())) {
            var found = open.getEntry(name);
            return found == null ? "" : new String(open.getInputStream(found).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Runs a program to its good end. */
    static String run(Path folder, List<String> command) throws Exception {
        return run(folder, Map.of(), command);
    }

    static String run(Path folder, Map<String, String> environment, List<String> command) throws Exception {
        Path log = Files.createTempFile("release", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectError(log.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        String errors = Files.readString(log);
        Files.delete(log);
        assertThat(code).as(String.join(" ", command) + "\n" + out + errors).isZero();
        return out + errors;
    }
}
