package org.evalgap.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {
    @Test
    void whatSteersATerminalOrTurnsTextAroundIsTold() {
        assertThat(ForeignText.visible("a\u001b[2Jb\rc\u009bd\u202ee\u2066f\u0000"))
                .isEqualTo("a\\u001b[2Jb\\u000dc\\u009bd\\u202ee\\u2066f\\u0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb\nc", "größer · 10 − 3 ± 2 Δ…", "模型 نموذج מודל 👩‍🔬", "\\u001b"})
    void allOtherTextStaysAsItIs(String text) {
        assertThat(ForeignText.visible(text)).isEqualTo(text);
        assertThat(ForeignText.visibleInJson(text)).isEqualTo(text);
    }

    @Test
    void aWriterLetsNothingPassButThisProgramsColoursAndEndsOfLines() throws IOException {
        StringWriter shown = new StringWriter();
        try (Writer writer = ForeignText.writer(shown)) {
            writer.write("\u001b[38;5;166m2.1\u001b[0m\r\n\u001b[8mhidden\u001b]0;title\u0007\r");
            writer.write("\u001bc".toCharArray());
            writer.write(0x1b);
        }
        assertThat(shown)
                .hasToString("\u001b[38;5;166m2.1\u001b[0m\r\n\\u001b[8mhidden\\u001b]0;title\\u0007\\u000d"
                        + "\\u001bc\\u001b");
    }

    @Test
    void readersOfJsonSeeTheNumberToo() {
        assertThat(ForeignText.visibleInJson("{\"a\":\"\u202eb\\u001b\"}")).isEqualTo("{\"a\":\"\\\\u202eb\\u001b\"}");
    }

    @Test
    void longValuesAreCutInMessages() {
        String value = "x".repeat(2_000_000);
        assertThat(ForeignText.brief("f.yaml, line 2: \"" + value + "\" must be a number"))
                .startsWith("f.yaml, line 2: \"xxx")
                .endsWith("x…\" must be a number")
                .hasSizeLessThan(250);
        assertThat(ForeignText.brief("no column " + value + "; known: a, b"))
                .startsWith("no column xxx")
                .endsWith("x… known: a, b")
                .hasSizeLessThan(250);
        assertThat(ForeignText.brief("value " + "1, ".repeat(500_000) + "must be a number"))
                .contains(" … ")
                .endsWith("must be a number")
                .hasSizeLessThan(2100);
        assertThat(ForeignText.brief("rows.csv, line 3: \"a\" must be in [0, 1]"))
                .isEqualTo("rows.csv, line 3: \"a\" must be in [0, 1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "=1+1",
                " =1",
                "@SUM(A1:A9)",
                "+cmd|' /C calc'!A0",
                "-HYPERLINK(\"http://a\")",
                "+Sheet1!A1",
                "'=1",
                "''@f(x)"
            })
    void whatASpreadsheetWouldComputeIsBehindAnApostrophe(String text) {
        assertThat(ForeignText.cell(text)).isEqualTo("'" + text);
        assertThat(ForeignText.ofCell("'" + text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-0.5",
                "+5",
                "@cf/meta/llama-3-8b",
                "+tools",
                "-easy",
                "a=b",
                "it's",
                "'",
                "'quoted'",
                "f(x)"
            })
    void otherNamesKeepTheirBytes(String text) {
        assertThat(ForeignText.cell(text)).isEqualTo(text);
        assertThat(ForeignText.ofCell(text)).isEqualTo(text);
    }
}
