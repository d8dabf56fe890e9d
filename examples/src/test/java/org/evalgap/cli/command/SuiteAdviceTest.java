package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evalgap audit --advise}: the suite to train on instead. */
class SuiteAdviceTest {
    @TempDir
    private Path folder;

    /** Advice is as good as the suite as it is, keeps the compute, and can be fed back. */
    @Test
    void adviceIsAFrontWhoseSharesCanBeFedBack() throws IOException {
        adviceCanBeFedBack(30);
    }

    @Tag("long")
    @Test
    void adviceForTheWholeSuiteCanBeFedBack() throws IOException {
        adviceCanBeFedBack(120);
    }

    private void adviceCanBeFedBack(int rows) throws IOException {
        Path page = folder.resolve("page");
        SuiteAuditTest.firstRows(folder, rows);
        JsonNode advised = new ObjectMapper()
                .readTree(Cli.out(SuiteAuditTest.suite(
                                folder,
                                "--advise",
                                "--report",
                                page,
                                "--format=json",
                                "--set=breadth=0.5",
                                "--kernels=8")
                        .toArray()));
        double total = 0;
        for (JsonNode environment : advised.get("environments")) {
            total += environment.get("advisedShare").doubleValue();
        }
        assertThat(total).isCloseTo(rows, within(1e-6));
        JsonNode front = advised.get("front");
        JsonNode dear = front.get(front.size() - 1);
        JsonNode measures = advised.get("measures");
        double work = measures.get("workScore").doubleValue()
                - measures.get("workScoreBefore").doubleValue();
        double mu = dear.get("mu").doubleValue();
        assertThat(dear.get("workGain").doubleValue()
                        - mu * dear.get("inflation").doubleValue())
                .isGreaterThanOrEqualTo(work - mu * measures.get("inflation").doubleValue());
        List<Object> again =
                new ArrayList<>(SuiteAuditTest.suite(folder, "--format=json", "--set=breadth=0.5", "--kernels=0"));
        again.set(again.indexOf("--environments") + 1, page.resolve("advised.jsonl"));
        JsonNode fed = new ObjectMapper().readTree(Cli.out(again.toArray()));
        for (JsonNode point : front) {
            if (point.get("mu").doubleValue() == 1) {
                assertThat(fed.get("measures").get("inflation").doubleValue())
                        .isCloseTo(point.get("inflation").doubleValue(), within(1e-6));
            }
        }
        Cli.refused(
                List.of(
                        "audit",
                        "--public",
                        SuiteAuditTest.SUITE.resolve("public.jsonl"),
                        "--environments",
                        SuiteAuditTest.SUITE.resolve("environments.jsonl"),
                        "--advise"),
                "--fresh",
                "--work");
    }
}
