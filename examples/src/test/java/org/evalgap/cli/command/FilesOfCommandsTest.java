package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evalgap.cli.Cli;
import org.evalgap.cli.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands read may come from pipes, and what they write must not be what they read. */
class FilesOfCommandsTest {
    private static final String PLAN = "scenario: {publicItems: 12, freshItems: 20, workTasks: 20, environments: 8,"
            + " dimension: 2}\nvary:\n  budget: [8, 64]\nbaseline: {budget: 8}\nreplicates: 2\n";

    @TempDir
    private Path folder;

    private Path plan;

    @BeforeEach
    void write() throws Exception {
        plan = Files.writeString(folder.resolve("plan.yaml"), PLAN);
    }

    /** Whatever is read twice is empty, or hangs, the second time. */
    @Test
    void plansMayComeFromPipes() throws Exception {
        runs("evalgap sweep <(cat plan.yaml) --out rows.csv --store rows.duckdb");
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evalgap sweep <(cat plan.yaml) --out rows.csv --report page --store rows.duckdb",
                "evalgap sweep plan.yaml --out rows.csv && evalgap report <(cat rows.csv) --plan <(cat plan.yaml) --out page",
                "evalgap sweep /dev/stdin --out rows.csv --report page < <(cat plan.yaml)",
                "mkfifo plan; cat plan.yaml > plan & evalgap sweep plan --out rows.csv --store rows.duckdb"
            })
    void plansMayComeFromOtherPipes(String script) throws Exception {
        runs(script);
    }

    private void runs(String script) throws Exception {
        assumeThat(Shell.exists()).as("Bash").isTrue();
        Cli.Ended ended = new Shell(folder).run(script);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(folder.resolve("rows.csv")).content().hasLineCount(3);
    }

    @Test
    void noTwoFilesAreOne() {
        Path rows = folder.resolve("rows.csv");
        Path roundabout = folder.resolve("x/../rows.csv");
        Cli.refused(List.of("sweep", plan, "--out", rows, "--contrasts", rows), "--contrasts", rows, "--out");
        Cli.refused(List.of("sweep", plan, "--out", rows, "--contrasts", roundabout), "--contrasts", "--out");
        Cli.refused(List.of("sweep", plan, "--contrasts", plan), "--contrasts", plan, "the plan");
        Path store = folder.resolve("rows.duckdb");
        Cli.refused(List.of("sweep", plan, "--store", store, "--contrasts", store), "--contrasts", store);
        assertThat(rows).doesNotExist();
        assertThat(plan).hasContent(PLAN.strip());
    }

    @Test
    void aPageDoesNotOverwriteWhatItShows() throws Exception {
        Cli.run("sweep", plan, "--out", folder.resolve("rows.csv"));
        byte[] rows = Files.readAllBytes(folder.resolve("rows.csv"));
        for (String name : List.of("index.html", "pareto.png")) {
            Path disguised = Files.write(folder.resolve(name), rows);
            Cli.refused(List.of("report", disguised, "--out", folder), "--out", folder, "the rows");
            assertThat(disguised).hasBinaryContent(rows);
        }
        Path scores = folder.resolve("index.html");
        Files.writeString(scores, "model,public,fresh,publicItems,freshItems\na,0.5,0.4,100,100\nb,0.6,0.5,100,100\n");
        Cli.refused(List.of("estimate", scores, "--report", folder), "--report", folder, "the scores");
        Path hidden = Files.writeString(folder.resolve("index.html"), PLAN);
        Cli.refused(List.of("sweep", hidden, "--report", folder), "--report", folder, "the plan");
        Cli.refused(List.of("sweep", plan, "--out", hidden, "--report", folder), "--report", folder, "--out");
        assertThat(hidden).hasContent(PLAN.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows.parquet", "rows.PARQUET", "rows.duckdb"})
    void rowsAreNotWrittenUnderTheNameOfAnotherKindOfFile(String name) {
        for (String option : List.of("--out", "--contrasts")) {
            Cli.refused(
                    List.of("sweep", plan, option, folder.resolve(name)), option, name, "--store", "evalgap export");
            assertThat(folder.resolve(name)).doesNotExist();
        }
    }
}
