package org.evalgap.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Regression: every JDK, machine and compiler is held to the same bits of gains. Where a change of results is meant, the message
 * shows the new value.
 */
class NetworkBitsTest {
    private static final long FROZEN = -2450699487034386829L;

    @Test
    void gainsHaveTheSameBitsOnEveryMachine() {
        assertThat(NetworkBits.hash()).isEqualTo(FROZEN);
    }

    /** Interpreted, by the first compiler alone, and by the second, with vectors of eight numbers, four and two. */
    @ParameterizedTest
    @Tag("long")
    @CsvSource({
        "-Xint, 0",
        "-XX:TieredStopAtLevel=1, 3",
        "-Xbatch, 60",
        "-Xbatch -XX:UseAVX=2, 60",
        "-Xbatch -XX:MaxVectorSize=16, 60",
        "-Xcomp -XX:-TieredCompilation, 1"
    })
    void everyCompilerKeepsThem(String flags, String times) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(NetworkBits.class.getName(), times));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed.lines()).containsExactly(Long.toString(FROZEN));
    }
}
