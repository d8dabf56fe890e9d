package org.evalgap.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Unfinished;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    private static final byte[] NEW = "new\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void aFileIsMadeOrReplacedAndNothingIsLeftBeside() throws Exception {
        Path file = folder.resolve("f.txt");
        WholeFile.write("--out", file, NEW);
        assertThat(file).hasBinaryContent(NEW);
        Files.writeString(file, "old");
        assertThat(WholeFile.<Integer>write("--out", file, path -> {
                    assertThat(file).hasContent("old");
                    Files.write(path, NEW);
                    return 7;
                }))
                .isEqualTo(7);
        assertThat(file).hasBinaryContent(NEW);
        assertThat(folder).isDirectoryContaining("glob:**f.txt").isDirectoryNotContaining("glob:**.f.txt*");
    }

    @Test
    void afterAnErrorItKeepsWhatItHeld() throws Exception {
        Path file = Files.writeString(folder.resolve("f.txt"), "old");
        assertThatThrownBy(() -> WholeFile.write("--out f.txt", file, path -> {
                    Files.writeString(path, "half");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("--out f.txt", "No space left on device");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** Numbers of processes are below 2²² on Linux and far below 2³¹ elsewhere: nobody has these. */
    @Test
    void whatKilledProcessesLeftIsDeletedOnceItIsOld() throws Exception {
        Path file = folder.resolve("f.txt");
        Path old = left(".f.txt.2147483646", 11);
        Path scratch = Files.createDirectory(folder.resolve(".evalgap-2147483646-17"));
        Files.writeString(scratch.resolve("spilled"), "x");
        Files.setLastModifiedTime(scratch, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
        List<Path> others = List.of(
                left(".f.txt.2147483645", 9),
                left(".f.txt." + ProcessHandle.current().parent().orElseThrow().pid(), 11),
                left(".g.txt.2147483646", 11),
                left(".f.txt.backup", 11));
        WholeFile.write("--out", file, NEW);
        Unfinished.deleteLeft(folder, ".evalgap-");
        assertThat(old).doesNotExist();
        assertThat(scratch).doesNotExist();
        assertThat(others).allSatisfy(other -> assertThat(other).exists());
    }

    private Path left(String name, int minutes) throws IOException {
        Path path = Files.writeString(folder.resolve(name), "half");
        return Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofMinutes(minutes))));
    }

    @Test
    void aLinkStaysALink() throws Exception {
        Path file = Files.writeString(folder.resolve("f.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);
        WholeFile.write("--out", link, NEW);
        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(NEW);
    }

    @Test
    void directoriesAndMissingFoldersAreRefused() {
        assertThatThrownBy(() -> WholeFile.write("--out", folder, NEW)).hasMessageContaining("a directory");
        assertThatThrownBy(() -> WholeFile.write("--out", folder.resolve("a/b"), NEW))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no such file");
    }
}
