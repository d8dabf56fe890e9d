package org.evalgap.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.evalgap.cli.input.CsvTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    @TempDir
    private Path folder;

    /** The quotes of RFC 4180, and those that keep a cell from being trimmed or taken for a comment. */
    @Test
    void cellsAreQuotedWhereTheyMustBe() {
        List<String> header = List.of("a", "b,c", "d\"e", "f\ng", "#h", " i", "j ", "\tk", "l\r", "m\u2003", "");
        assertThat(Csv.text(header, List.of()))
                .isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\ng\",\"#h\",\" i\",\"j \",\"\tk\",\"l\r\",\"m\u2003\",\n");
    }

    /** Jackson by itself quotes whatever is longer than 24 characters. */
    @Test
    void otherCellsAreNotQuoted() {
        List<String> cells =
                List.of("a b#", "é;'=", "\\", "x".repeat(3000), "a sentence of many words and 50 characters or so");
        assertThat(Csv.text(cells, List.of(cells)))
                .isEqualTo((String.join(",", cells) + "\n").repeat(2))
                .doesNotContain("\"");
    }

    @Test
    void numbersAreTheShortestDecimalsAndWhatIsMissingIsEmpty() {
        List<Object> cells = Arrays.asList(0x1p-44, 3.0, -0.0, 1e7, Double.NaN, 7L, 5, true, null);
        assertThat(Csv.text(List.of("x"), List.of(cells))).isEqualTo("x\n5.684341886080802E-14,3,0,1.0E7,,7,5,true,\n");
    }

    @Test
    void whatIsWrittenReadsBack() throws Exception {
        List<String> cells = List.of("a,\"b", "#c", "two\nlines", "é", "'", "-1.5E-7");
        Path file = folder.resolve("t.csv");
        Files.writeString(file, Csv.text(List.of("a", "b", "c", "d", "e", "f"), List.of(cells)));
        CsvTable table = CsvTable.read(file);
        assertThat(table.header().stream().map(column -> table.text(0, column)).toList())
                .isEqualTo(cells);
    }
}
