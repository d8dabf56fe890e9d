package org.evalgap.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    private CsvTable table(String text) throws IOException {
        return CsvTable.read(file(text));
    }

    private void refused(String text, String... parts) {
        assertThatThrownBy(() -> table(text))
                .isInstanceOf(InputException.class)
                .message()
                .contains(parts);
    }

    @Test
    void cellsAreReadWithTheirLinesThroughMarksCommentsQuotesAndEmptyLines() throws IOException {
        CsvTable table =
                table("\uFEFF# source: a paper\n\nmodel, score\n\"a, \"\"b\"\"\n c\" , 0.5\r\n# note\n\nd,1e-3\n");
        assertThat(table.header()).containsExactly("model", "score");
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.text(0, "model")).isEqualTo("a, \"b\"\n c");
        assertThat(table.number(0, "score", 0, 1)).isEqualTo(0.5);
        assertThat(table.line(0)).isEqualTo(4);
        assertThat(table.number(1, "score", 0, 1)).isEqualTo(0.001);
        assertThat(table.line(1)).isEqualTo(8);
        assertThat(table.has("score")).isTrue();
        assertThat(table.has("scores")).isFalse();
    }

    @Test
    void aFileThatIsNotATableIsRefused() throws IOException {
        refused("", "t.csv", "empty");
        refused("# only a comment\n", "empty");
        refused("a,b\n", "no rows");
        refused("a,b\n1,2\n3\n", "line 3", "1 cells", "2 columns");
        refused("a,b\n1,2,3\n", "line 2", "3 cells");
        refused("a,b,a\n1,2,3\n", "line 1", "\"a\" occurs twice");
        refused("a,\n1,2\n", "column 2 has no name");
        refused("a;b\n1;2\n", "commas");
        refused("a,b\n1,\"2\n", "quote");
        assertThatThrownBy(() -> CsvTable.read(folder.resolve("none.csv")))
                .hasMessageContainingAll("none.csv", "no such file");
        assertThatThrownBy(() -> CsvTable.read(folder)).hasMessageContaining("directory");
        Path latin = Files.write(folder.resolve("l.csv"), "a\né\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> CsvTable.read(latin))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "",
                "NaN",
                "Infinity",
                "-Infinity",
                "1e999",
                "0x10",
                "1d",
                "1,5",
                "--1",
                "1.5.2",
                "1.01",
                "-0.01"
            })
    void aCellThatIsNoNumberOfTheRangeIsRefusedWithPlaceValueAndRange(String cell) throws IOException {
        CsvTable table = table("m,score\na,0.1\nb,\"" + cell + "\"\n");
        assertThatThrownBy(() -> table.number(1, "score", 0, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("t.csv", "line 3", "\"score\"", cell.isEmpty() ? "empty" : cell, "[0, 1]");
    }

    @Test
    void wholeNumbersAndFlagsHaveTheirOwnRanges() throws IOException {
        CsvTable table = table("n,clean\n12,yes\n1.5,TRUE\n0,no\n7,\n8,maybe\n1e3,0\n");
        assertThat(table.whole(0, "n", 1, 100)).isEqualTo(12);
        assertThat(table.whole(5, "n", 1, 1000)).isEqualTo(1000);
        assertThatThrownBy(() -> table.whole(1, "n", 1, 100)).hasMessageContainingAll("line 3", "1.5", "from 1 to 100");
        assertThatThrownBy(() -> table.whole(2, "n", 1, 100)).hasMessageContaining("line 4");
        assertThat(table.flag(0, "clean")).isTrue();
        assertThat(table.flag(1, "clean")).isTrue();
        assertThat(table.flag(2, "clean")).isFalse();
        assertThat(table.flag(3, "clean")).isFalse();
        assertThatThrownBy(() -> table.flag(4, "clean")).hasMessageContainingAll("line 6", "maybe", "true or false");
        assertThatThrownBy(() -> table.text(0, "x")).hasMessageContainingAll("\"x\"", "n, clean");
    }

    /** Where a cell's digits can be parted in two ways, each of 100,000 is tried with each: 58 seconds. */
    @Test
    @Timeout(5)
    void aLongCellThatIsNoNumberIsRefusedAtOnce() throws IOException {
        String digits = "1".repeat(100_000);
        for (String cell : List.of(digits + "x", digits + "." + digits + "x", "." + digits + "e" + digits + "x")) {
            CsvTable table = CsvTable.read(Files.writeString(folder.resolve("long.csv"), "a\n" + cell + "\n"));
            assertThatThrownBy(() -> table.number(0, "a", 0, 1)).isInstanceOf(InputException.class);
        }
    }
}
