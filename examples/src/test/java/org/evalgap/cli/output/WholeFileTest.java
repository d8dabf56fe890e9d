package org.evalgap.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evalgap.cli.input.InputException;
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
