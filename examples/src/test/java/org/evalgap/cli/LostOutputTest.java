package org.evalgap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.evalgap.cli.command.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes of their own, because standard output is one of the process. */
class LostOutputTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void needShell() {
        assumeThat(Shell.exists()).as("Bash").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"> /dev/full", ">&-"})
    void outputThatIsLostIsAnError(String redirection) throws Exception {
        assumeThat(Files.exists(Path.of("/dev/full"))).as("/dev/full").isTrue();
        Cli.Ended ended = new Shell(folder).run("evalgap parameters --format csv " + redirection);
        assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ended.err())
                .startsWith("evalgap: standard output: cannot be written (")
                .hasLineCount(1);
    }

    @Test
    void aReaderThatHasEnoughIsNotTold() throws Exception {
        Cli.Ended ended = new Shell(folder).run("evalgap parameters --format json | true; echo ${PIPESTATUS[0]}");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().strip()).isEqualTo(Integer.toString(ExitCode.UNREAD));
    }
}
