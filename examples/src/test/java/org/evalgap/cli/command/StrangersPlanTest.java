package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans and stores may come from anybody: none runs anything, reads another file, or writes one but the store it names. */
class StrangersPlanTest {
    private static final String PLAN =
            "scenario: {publicItems: 2, freshItems: 2, workTasks: 2, environments: 2, dimension: 2}\nvary: {budget: [8, 64]}\n";
    private static final String SECRET = "for nobody else's eyes";

    @TempDir
    private Path folder;

    private Path secret;
    private Path store;
    private Path csv;

    @BeforeEach
    void name() throws IOException {
        secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
        store = folder.resolve("results.duckdb");
        csv = folder.resolve("rows.csv");
    }

    private Path plan(String text) throws IOException {
        return Files.writeString(folder.resolve("plan.yaml"), text);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(files.map(f -> f.getFileName().toString()).toList());
        }
    }

    private void change(String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:duckdb:FOLDER/x.duckdb;session_init_sql_file=FOLDER/script.sql",
                "jdbc:duckdb:FOLDER/x.duckdb",
                "JDBC:duckdb:FOLDER/x.duckdb",
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'FOLDER/script.sql'",
                "FOLDER/x.duckdb;session_init_sql_file=FOLDER/script.sql",
                "http://localhost:1/x.duckdb",
                "https://localhost:1/x.duckdb",
                "s3://bucket/x.duckdb",
                "sqlite:FOLDER/secret.txt",
                "md:x",
                "~/x.duckdb",
                "FOLDER/secret.txt",
                "FOLDER/missing/x.duckdb",
                "FOLDER",
                "/dev/stdin",
                "FOLDER/\\0"
            })
    void aPlanNamesAStoreByThePathOfAFileAndByNothingElse(String name) throws IOException {
        Files.writeString(folder.resolve("script.sql"), "COPY (SELECT 1) TO '" + folder.resolve("written.csv") + "';");
        Path plan = plan(PLAN + "store: \"" + name.replace("FOLDER", folder.toString()) + "\"\n");
        Set<String> before = files();
        Cli.refused(List.of("sweep", plan, "--out", csv), "plan.yaml, line 3, column 8: store: ");
        assertThat(files()).isEqualTo(before);
        assertThat(secret).hasContent(SECRET);
    }

    @Test
    void theCommandLineMayNameAnAddressThatSetsNothingElse() throws IOException {
        Path plan = plan(PLAN);
        Set<String> before = files();
        for (String properties : List.of(";session_init_sql_file=" + secret, ";enable_external_access=true")) {
            Cli.refused(
                    List.of("sweep", plan, "--store", "jdbc:duckdb:" + store + properties),
                    properties.substring(1),
                    "cannot be set");
        }
        Cli.refused(
                List.of("sweep", plan, "--store", "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'x'"), "INIT", "cannot be set");
        Cli.refused(List.of("sweep", plan, "--store", "jdbc:duckdb:"), "lost", "give a file");
        Cli.refused(List.of("sweep", plan, "--store", "jdbc:duckdb:https://localhost:1/x"), "give the path of a file");
        assertThat(files()).isEqualTo(before);
        assertThat(Cli.out("sweep", plan, "--store", "jdbc:duckdb:" + store + ";memory_limit=100MB"))
                .contains("0 replicates were known");
        assertThat(Cli.out("export", "jdbc:duckdb:" + store + ";threads=2", "--out", csv))
                .contains("2 of 2 rows");
    }

    /** A view over a file in place of a table made {@code export} print the file. */
    @Test
    void aViewInAStoreIsNotRead() throws Exception {
        Path plan = plan(PLAN);
        Cli.out("sweep", plan, "--store", store);
        change(
                "ALTER TABLE sweep RENAME TO swept",
                "CREATE VIEW sweep AS SELECT * REPLACE (content AS name) FROM swept, read_text('" + secret + "')");
        List<List<Object>> commands = new ArrayList<>();
        commands.add(List.of("export", store, "--out", csv));
        commands.add(List.of("report", store, "--out", folder.resolve("page")));
        commands.add(List.of("sweep", plan, "--store", store, "--out", csv));
        for (List<Object> command : commands) {
            Cli.refused(command, store, "\"sweep\" in it is no table but a view", "give another store");
            assertThat(Cli.run(command.toArray()).err()).doesNotContain(SECRET);
        }
        assertThat(csv).doesNotExist();
    }

    /** DuckDB would fetch an extension for it. */
    @Test
    void aDatabaseOfSomethingElseIsNotOpened() throws Exception {
        Files.writeString(store, "SQLite format 3\u0000\u0010\u0000\u0001\u0001");
        byte[] before = Files.readAllBytes(store);
        Cli.refused(List.of("sweep", plan(PLAN), "--store", store), store, "a database of SQLite", "give a new file");
        Cli.refused(List.of("export", store, "--out", csv), store, "a database of SQLite");
        Cli.refused(List.of("report", store, "--out", folder.resolve("page")), store, "a database of SQLite");
        assertThat(Files.readAllBytes(store)).isEqualTo(before);
        assertThat(csv).doesNotExist();
    }
}
