package org.evalgap.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.evalgap.audit.Positions;
import org.evalgap.cli.input.InputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tables of a suite say, in three formats, and what is refused with its place. */
class SuiteFilesTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path npy(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream in = getClass().getResourceAsStream("/npy/" + name)) {
            Files.write(copy, Objects.requireNonNull(in, name).readAllBytes());
        }
        return copy;
    }

    private static SuiteSet read(Path... tables) {
        return SuiteFiles.read(Part.ENVIRONMENTS, List.of(tables), List.of());
    }

    private static double[][] rows(SuiteSet set) {
        Positions positions = Objects.requireNonNull(set.positions());
        double[][] rows = new double[positions.size()][positions.dimension()];
        for (int i = 0; i < rows.length; i++) {
            positions.row(i, rows[i]);
        }
        return rows;
    }

    private static void refused(Path table, String... parts) {
        refused(List.of(table), List.of(), parts);
    }

    private static void refused(List<Path> tables, List<Path> embeddings, String... parts) {
        assertThatThrownBy(() -> SuiteFiles.read(Part.ENVIRONMENTS, tables, embeddings))
                .isInstanceOf(InputException.class)
                .satisfies(e -> {
                    assertThat(e.getMessage()).contains(parts).hasSizeLessThan(1000);
                    assertThat(e.getMessage().lines().count()).isLessThanOrEqualTo(3);
                });
    }

    private Path parquet(String name, String query) throws Exception {
        Path file = folder.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
        }
        return file;
    }

    private static final String[] SAME = {
        "{\"id\":\"a\",\"text\":\"two, lines\\nof it\",\"successes\":3,\"attempts\":4,\"share\":2,\"family\":\"f\",\"answer\":\"7\",\"embedding\":[0.1,-2e3],\"kind\":\"copy\",\"weight\":1,\"format\":1}\n"
                + "\n{\"id\":\"b\",\"text\":\"ü\",\"passRate\":0.25,\"attempts\":8,\"embedding\":[1,0]}\n",
        "id,text,successes,attempts,passRate,share,family,answer,embedding,kind,weight,format\n"
                + "a,\"two, lines\nof it\",3,4,,2,f,7,\"[0.1,-2e3]\",copy,1,1\nb,ü,,8,0.25,,,,\"[1, 0]\",,,\n",
        "SELECT * FROM (VALUES ('a', 'two, lines' || chr(10) || 'of it', 3, 4, NULL, 2.0, 'f', '7', [0.1::DOUBLE, -2000], 'copy', 1, 1),"
                + " ('b', 'ü', NULL, 8, 0.25, NULL, NULL, NULL, [1, 0], NULL, NULL, NULL))"
                + " t(id, text, successes, attempts, \"passRate\", share, family, answer, embedding, kind, weight, format)"
    };

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "csv", "parquet"})
    void theSameSuiteInThreeFormats(String ending) throws Exception {
        Path table = switch (ending) {
            case "jsonl" -> file("t.jsonl", SAME[0]);
            case "csv" -> file("t.csv", "\uFEFF" + SAME[1].replace("\n", "\r\n"));
            default -> parquet("t.parquet", SAME[2]);
        };
        SuiteSet set = read(table);
        assertThat(set.ids()).containsExactly("a", "b");
        assertThat(set.texts()).containsExactly("two, lines\nof it", "ü");
        assertThat(set.successes()).containsExactly(3, 2);
        assertThat(set.attempts()).containsExactly(4, 8);
        assertThat(set.shares()).containsExactly(2, Double.NaN);
        assertThat(set.families()).containsExactly("f", "");
        assertThat(set.answers()).containsExactly("7", "");
        assertThat(set.kinds()).containsExactly("copy", "");
        assertThat(set.formats()).containsExactly(1, Double.NaN);
        assertThat(set.difficulties()).isNull();
        assertThat(set.isPlain()).isFalse();
        assertThat(rows(set)).isDeepEqualTo(new double[][] {{0.1, -2000}, {1, 0}});
        assertThat(set.items().size()).isEqualTo(2);
    }

    @Test
    void aTableOfCoordinatesIsPlainAndSourcesAreJoined() throws IOException {
        Path one = file("one.csv", "# of us\nx1,x0,difficulty\n1,2,.5\n\n3,4,-1\n");
        SuiteSet set = read(one, file("two.csv", "x0,x1,difficulty,id\n5,6,0,z\n"));
        assertThat(set.isPlain()).isTrue();
        assertThat(set.ids()).containsExactly("0", "1", "z");
        assertThat(rows(set)).isDeepEqualTo(new double[][] {{2, 1}, {4, 3}, {5, 6}});
        assertThat(set.difficulties()).containsExactly(.5, -1, 0);
        refused(
                List.of(one, file("three.csv", "x0,difficulty\n5,0\n")),
                List.of(),
                "three.csv, line 2",
                "of 1",
                "has 2");
        refused(
                List.of(file("p.csv", "id,text\na,b\n"), file("q.csv", "id,text\nc,d\na,e\n")),
                List.of(),
                "q.csv, line 3",
                "\"a\"",
                "p.csv, line 2");
    }

    /** NumPy wrote the files. */
    @ParameterizedTest
    @ValueSource(strings = {"f8.npy", "f4.npy", "big.npy"})
    void npyIsReadAsNumPyWroteIt(String name) throws IOException {
        double[][] expected = {{0.1, -2.5, 3e-7}, {1 / 3.0, 0, 1e9}};
        if (!name.equals("f8.npy")) {
            for (double[] row : expected) {
                Arrays.setAll(row, d -> (float) row[d]);
            }
        }
        Path table = file("t.csv", "id,difficulty\na,0\nb,1\n");
        SuiteSet set = SuiteFiles.read(Part.WORK, List.of(table), List.of(npy(name)));
        assertThat(rows(set)).isDeepEqualTo(expected);
        Path other = file("o.csv", "difficulty,id\n0,c\n1,d\n");
        set = SuiteFiles.read(Part.WORK, List.of(table, other), List.of(npy(name), npy("f8.npy")));
        assertThat(rows(set)).hasDimensions(4, 3);
        assertThat(rows(set)[3]).containsExactly(1 / 3.0, 0, 1e9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fortran.npy|Fortran order",
                "int.npy|<i4",
                "half.npy|<f2",
                "flat.npy|shape (3,)",
            })
    void arraysOfOtherKindsAreRefused(String name, String part) throws IOException {
        Path table = file("t.csv", "id,difficulty\na,0\nb,1\n");
        refused(List.of(table), List.of(npy(name)), name, part);
    }

    @Test
    void damagedArraysAreRefused() throws IOException {
        Path table = file("t.csv", "id,difficulty\na,0\nb,1\n");
        byte[] good = Files.readAllBytes(npy("f8.npy"));
        for (int cut = 0; cut < good.length; cut += cut < 140 ? 1 : 17) {
            Path broken = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(good, cut));
            refused(List.of(table), List.of(broken), "cut.npy");
        }
        Path longer = Files.write(folder.resolve("long.npy"), Arrays.copyOf(good, good.length + 1));
        refused(List.of(table), List.of(longer), "long.npy", "177 bytes", "promises 176");
        byte[] bad = good.clone();
        Arrays.fill(bad, bad.length - 8, bad.length, (byte) 0xFF);
        refused(
                List.of(table),
                List.of(Files.write(folder.resolve("n.npy"), bad)),
                "n.npy",
                "row 1",
                "column 2",
                "NaN");
        String text = new String(good, StandardCharsets.ISO_8859_1);
        for (String shape :
                List.of("(2000000000000, 3), ", "(2, 99999999), ", "(0, 3), ", "(2, 3, 4), ", "(-2, 3), ")) {
            String changed = text.replace("(2, 3), ", shape);
            byte[] bytes = changed.getBytes(StandardCharsets.ISO_8859_1);
            bytes[8] = (byte) (good[8] + changed.length() - text.length());
            refused(List.of(table), List.of(Files.write(folder.resolve("s.npy"), bytes)), "s.npy", "shape");
        }
        refused(
                List.of(file("short.csv", "id,difficulty\na,0\n")),
                List.of(npy("f8.npy")),
                "2 rows",
                "short.csv",
                "1 items");
        refused(List.of(table), List.of(npy("f8.npy"), npy("f4.npy")), "--environments-embedding", "2 files");
        refused(List.of(file("x.csv", "id,x0,difficulty\na,0,0\n")), List.of(npy("f8.npy")), "x.csv, line 2", "beside");
        refused(List.of(table), List.of(folder.resolve("none.npy")), "none.npy", "no such file");
        refused(List.of(npy("f8.npy")), List.of(), "f8.npy", "-embedding");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"a\"|line 1",
                "[1]|no object",
                "{\"id\":\"a\"} {}|behind the object",
                "{\"id\":\"a\",\"id\":\"b\"}|Duplicate",
                "{\"id\":\"a\",\"txet\":\"b\"}|did you mean \"text\"",
                "{\"id\":\"a\",\"text\":[1]}|\"text\"",
                "{\"id\":\"a\",\"embedding\":[1,NaN]}|line 1",
                "{\"id\":\"a\",\"embedding\":[1,\"b\"]}|number 2",
                "{\"id\":\"a\",\"embedding\":[1e999]}|coordinate x0",
                "{\"id\":\"a\",\"embedding\":[]}|0 numbers",
                "{\"id\":\"a\",\"embedding\":7}|array",
                "{\"id\":\"a\",\"text\":\"b\",\"difficulty\":1,\"passRate\":0.5,\"attempts\":2}|\"difficulty\" beside \"passRate\"",
                "{\"id\":\"a\",\"text\":\"b\",\"difficulty\":1,\"successes\":1,\"attempts\":2}|\"difficulty\" beside \"successes\"",
                "{\"id\":\"a\",\"text\":\"b\",\"passRate\":0.5}|\"attempts\" is missing",
                "{\"id\":\"a\",\"text\":\"b\",\"attempts\":5}|without \"successes\"",
                "{\"id\":\"a\",\"text\":\"b\",\"successes\":3,\"attempts\":2}|at most 2",
                "{\"id\":\"a\",\"text\":\"b\",\"successes\":1.5,\"attempts\":2}|whole number",
                "{\"id\":\"a\",\"text\":\"b\",\"passRate\":1.5,\"attempts\":2}|at most 1",
                "{\"id\":\"a\",\"text\":\"b\",\"passRate\":0.5,\"successes\":1,\"attempts\":2}|both",
                "{\"id\":\"a\",\"text\":\"b\",\"successes\":0,\"attempts\":0}|\"attempts\"",
                "{\"id\":\"a\",\"text\":\"b\",\"share\":-1}|\"share\"",
                "{\"id\":\"a\",\"text\":\"b\",\"share\":0}|all are 0",
                "{\"id\":\"a\",\"text\":\"b\",\"format\":0.5}|whole number",
                "{\"id\":\"a\",\"text\":\"b\",\"difficulty\":\"hard\"}|\"hard\"",
            })
    void badLinesAreRefused(String line, String part) throws IOException {
        refused(file("bad.jsonl", line + "\n"), "bad.jsonl", part);
    }

    @Test
    void whatOnlySomeRowsHaveIsRefused() throws IOException {
        refused(file("t.jsonl", "{\"id\":\"a\",\"text\":\"b\"}\n{\"id\":\"c\"}\n"), "t.jsonl, line 2", "\"text\"");
        refused(file("t.jsonl", "{\"embedding\":[1]}\n{\"text\":\"c\"}\n"), "t.jsonl, line 2", "no embedding");
        refused(file("t.jsonl", "{\"text\":\"c\"}\n{\"embedding\":[1]}\n"), "t.jsonl, line 2", "have none");
        refused(file("t.jsonl", "{\"embedding\":[1]}\n{\"embedding\":[1,2]}\n"), "t.jsonl, line 2", "of 2", "has 1");
        refused(file("t.jsonl", "\n\n"), "no items");
        assertThatThrownBy(() -> SuiteFiles.read(
                        Part.PUBLIC, List.of(file("s.jsonl", "{\"text\":\"c\",\"share\":2}\n")), List.of()))
                .hasMessageContaining("s.jsonl, line 1")
                .hasMessageContaining("environments only");
    }

    @Test
    void hugeAndBrokenFilesEndInOneErrorAtOnce() throws Exception {
        Path endless = folder.resolve("endless.jsonl");
        try (RandomAccessFile sparse = new RandomAccessFile(endless.toFile(), "rw")) {
            sparse.setLength(10L << 30);
        }
        refused(endless, "endless.jsonl, line 1", "16 MiB");
        Path csv = Files.move(endless, folder.resolve("endless.csv"));
        refused(csv, "endless.csv, line 1", "16 MiB");
        Files.delete(csv);
        Path broken = folder.resolve("utf8.jsonl");
        Files.write(broken, "{\"text\":\"a\"}\n{\"text\":\"\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        refused(broken, "utf8.jsonl, line 2", "UTF-8");
        refused(Files.copy(broken, folder.resolve("utf8.csv")), "utf8.csv");
        refused(file("open.csv", "id,text\na,\"never closed\n" + "more\n".repeat(100)), "open.csv");
        refused(file("a.json", "[]"), "jsonl");
        refused(file("a.gz", ""), "unpack");
        refused(folder, "directory");
        refused(folder.resolve("none.jsonl"), "no such file");
        refused(file("no.parquet", "PAR1 and nothing behind it"), "no.parquet", "Parquet");
        refused(file("deep.jsonl", "{\"note\":" + "[".repeat(100_000) + "}\n"), "deep.jsonl, line 1");
        refused(file("digits.jsonl", "{\"share\":" + "1".repeat(100_000) + "}\n"), "digits.jsonl, line 1");
    }

    /** Texts of one letter, hundreds of megabytes in some kilobytes: refused before they are all there. */
    @Test
    void aFileThatUnpacksToMoreThanFitsIsRefused() throws Exception {
        refused(parquet("one.parquet", letters(2_000_000, 1)), "one.parquet, row 1", "longer than 1000000");
    }

    @Test
    @Tag("long")
    void aFileOfManyTextsThatUnpacksToMoreThanFitsIsRefused() throws Exception {
        Path bomb = parquet("bomb.parquet", letters(100_000, 2700));
        assertThat(Files.size(bomb)).isLessThan(100_000);
        refused(bomb, "bomb.parquet, row", "characters together");
    }

    private static String letters(int length, int rows) {
        return "SELECT i AS id, repeat('a', " + length + ") AS text FROM range(" + rows + ") r(i)";
    }

    @Test
    void parquetOfOtherTypesIsRefusedWithItsRow() throws Exception {
        refused(parquet("a.parquet", "SELECT 'a' AS id, ['x'] AS embedding"), "a.parquet, row 1", "x0");
        refused(
                parquet("b.parquet", "SELECT 'a' AS id, 1.5::DOUBLE AS x0, 'b' AS difficulty"),
                "b.parquet, row 1",
                "\"b\"");
        refused(parquet("c.parquet", "SELECT 'a' AS id, 'b' AS x0, 1 AS difficulty"), "c.parquet, row 1", "x0");
        refused(parquet("d.parquet", "SELECT 'a' AS id, 'b' AS text, 1 AS speed"), "d.parquet", "\"speed\"");
        refused(parquet("e.parquet", "SELECT 'a' AS id, 'b' AS text WHERE false"), "e.parquet", "no rows");
        Path glob = folder.resolve("a*.parquet");
        Files.copy(folder.resolve("a.parquet"), glob);
        refused(glob, "a*.parquet", "rename");
    }
}
