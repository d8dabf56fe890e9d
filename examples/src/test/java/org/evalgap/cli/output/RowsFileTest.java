package org.evalgap.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.evalgap.cli.input.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsFileTest {
    @TempDir
    private Path folder;

    @Test
    void whoeverComesSecondIsRefusedAndTheFileStaysWhole() throws Exception {
        Path file = folder.resolve("rows.csv");
        try (RowsFile first = RowsFile.open("--out rows.csv", file, List.of("a", "b"))) {
            first.record(1, 2.5);
            assertThatThrownBy(() -> RowsFile.open("--out rows.csv", file, List.of("c")))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll("--out rows.csv", "another evalgap", "choose another file");
            first.record(3, "x");
        }
        assertThat(file).hasContent("a,b\n1,2.5\n3,x");
    }

    @Test
    void aFileThatIsLockedElsewhereKeepsWhatItHolds() throws Exception {
        Path file = Files.writeString(folder.resolve("rows.csv"), "precious\n");
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> RowsFile.open("--out rows.csv", file, List.of("a")))
                    .isInstanceOf(InputException.class);
        }
        assertThat(file).hasContent("precious");
    }

    @Test
    void whatItHeldIsReplacedAndOnlyCompleteLinesAreWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("rows.csv"), "an older and much longer line than the new ones\n");
        String cell = "x".repeat(1000);
        try (RowsFile rows = RowsFile.open("--out rows.csv", file, List.of("a"))) {
            for (int i = 0; i < 200; i++) {
                rows.record(cell);
                assertThat(Files.readString(file)).startsWith("a\n").endsWith("\n");
            }
        }
        assertThat(file).hasContent("a\n" + (cell + "\n").repeat(200).strip());
    }

    /** A device that is always full. */
    @Test
    void aWriteThatFailsSaysWhy() {
        Path full = Path.of("/dev/full");
        assumeThat(Files.exists(full)).as("/dev/full").isTrue();
        assertThatThrownBy(() -> RowsFile.open("--out /dev/full", full, List.of("a")))
                .isInstanceOf(InputException.class)
                .hasMessage("--out /dev/full: cannot be written (No space left on device); choose another file");
    }
}
