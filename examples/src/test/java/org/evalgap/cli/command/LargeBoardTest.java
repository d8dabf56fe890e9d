package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a large plan of boards takes. Not its seconds, which are the machine's. */
@Tag("long")
class LargeBoardTest {
    @TempDir
    private Path folder;

    /** A process has 256 MB of heap, and ends with an error where that is not enough: 10 labs, 20 releases, 6 protocols. */
    @Test
    void aLargePlanFitsASmallHeap() throws Exception {
        StoreProcess processes = new StoreProcess(folder);
        Process process = processes.start("protocols", Path.of("protocols", "large.yaml"), "--format", "csv");
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(processes.errors())).isZero();
        assertThat(Files.readAllLines(folder.resolve("out.txt"))).hasSize(1 + 6 * 20 * 10);
    }
}
