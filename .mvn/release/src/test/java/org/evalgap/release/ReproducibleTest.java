package org.evalgap.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two builds of one commit, in two folders, under two umasks: every jar has one hash. */
class ReproducibleTest {
    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aCommitHasOneHashWhereverItIsBuilt() throws Exception {
        // Both from one copy: the project's own head may move meanwhile.
        Release.run(folder, List.of("git", "clone", "-q", "--bare", Release.ROOT.toString(), "head"));
        Map<String, String> open = build("one", "022");
        Map<String, String> closed = build("another/where", "077");
        assertThat(closed).isEqualTo(open);
        // Of the library three, of examples two; those of the whole release and no fewer.
        assertThat(open.keySet())
                .contains(
                        "core/target/evalgap-core-" + Release.VERSION + ".jar",
                        "core/target/evalgap-core-" + Release.VERSION + "-sources.jar",
                        "core/target/evalgap-core-" + Release.VERSION + "-javadoc.jar",
                        "examples/target/evalgap.jar");
        System.out.println("One hash each, in two folders under two umasks:");
        open.forEach((jar, hash) -> System.out.println(hash + "  " + jar));
    }

    private Map<String, String> build(String name, String umask) throws Exception {
        Path clone = folder.resolve(name);
        String script = "umask " + umask + " && git clone -q \"$1\" \"$2\" && cd \"$2\" && \"$3\" -B -q -o -DskipTests"
                + " -Prelease -Drelease.tests.skip=true package";
        Release.run(
                folder,
                List.of("sh", "-c", script, "sh", folder.resolve("head").toString(), clone.toString(), Release.MAVEN));
        return hashes(clone);
    }

    private static Map<String, String> hashes(Path clone) throws Exception {
        Map<String, String> out = new TreeMap<>();
        try (Stream<Path> files = Files.walk(clone)) {
            for (Path jar : files.filter(ReproducibleTest::isRelease).toList()) {
                out.put(clone.relativize(jar).toString(), hash(jar));
            }
        }
        return out;
    }

    private static boolean isRelease(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && file.getParent().endsWith("target") && !name.startsWith("original-");
    }

    private static String hash(Path file) throws IOException, java.security.NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
