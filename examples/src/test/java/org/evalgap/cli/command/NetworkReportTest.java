package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of rows that a network learned says what a page of its sweep says. */
class NetworkReportTest {
    private static final String PLAN = """
            name: who learns
            scenario: {learner: network, preset: answers, environments: 8, publicItems: 8, freshItems: 8, workTasks: 8, dimension: 2, width: 4}
            vary:
              inspiration: [0, 1]
              updates: [2, 9]
            replicates: 3
            seed: 1
            """;

    @TempDir
    private Path folder;

    private Path plan;
    private Path rows;

    @BeforeEach
    void sweep() throws IOException {
        plan = Files.writeString(folder.resolve("plan.yaml"), PLAN);
        rows = folder.resolve("rows.csv");
        Cli.run("sweep", plan, "--out", rows, "--report", folder.resolve("swept"));
    }

    private List<String> page(String name, Object... options) throws IOException {
        Path out = folder.resolve(name);
        Object[] all = new Object[options.length + 4];
        System.arraycopy(options, 0, all, 4, options.length);
        all[0] = "report";
        all[1] = rows;
        all[2] = "--out";
        all[3] = out;
        assertThat(Cli.run(all).err()).doesNotContain("evalgap:");
        return Files.readAllLines(out.resolve("index.html"));
    }

    private static String data(List<String> page) {
        return page.stream()
                .filter(line -> line.contains("id=\"data\""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void rowsOfAFileGiveThePageOfTheirSweep() throws IOException {
        List<String> swept = Files.readAllLines(folder.resolve("swept/index.html"));
        assertThat(String.join("\n", swept)).contains("share of the training").doesNotContain("share of the budget");
        assertThat(data(page("planned", "--plan", plan))).isEqualTo(data(swept));
    }

    @Tag("long")
    @Test
    void rowsAloneAreShownByTheirAxes() throws IOException {
        assertThat(data(page("alone"))).contains("\"updates\"", "\"inspiration\"", "network");
    }
}
