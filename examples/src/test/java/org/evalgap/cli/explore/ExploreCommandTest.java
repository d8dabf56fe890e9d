package org.evalgap.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExploreCommandTest {
    @Test
    void whatCannotBeServedIsRefused() throws IOException {
        Cli.refused(List.of("explore", "--port", 70_000), "--port must be in [0, 65535]: 70000");
        Cli.refused(List.of("explore", "--preset", "narow"), "unknown preset \"narow\"", "narrow");
        Cli.refused(List.of("explore", "--set", "inspiration=2"), "inspiration must be in [0, 1]");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Cli.refused(
                    List.of("explore", "--port", taken.getLocalPort()),
                    "--port " + taken.getLocalPort(),
                    "leave it out");
        }
    }

    /** In a process of its own; SIGINT is what Ctrl-C sends. */
    @Test
    @Tag("long")
    void ctrlCEndsIt() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        classPath,
                        "org.evalgap.cli.EvalGap",
                        "explore",
                        "--set",
                        "inspiration=0.25")
                .redirectErrorStream(true)
                .start();
        BufferedReader said = process.inputReader();
        String first = said.readLine();
        assertThat(first).matches("Open http://127\\.0\\.0\\.1:\\d+/[0-9a-f]{32}/");
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(first.substring(5))).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("\"name\":\"as the command says\"", "\"settings\":{\"inspiration\":0.25}");
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(said.lines()).containsExactly("Ctrl-C ends it.");
    }
}
