package org.evalgap.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserMessageTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Unexpected character ('a' (code 97)): Expected column separator character (',' (code 44)) or end-of-line"
                        + "|Unexpected character ('a'): Expected column separator character (',') or end-of-line",
                "Expected '}' (start marker at [Source: REDACTED (`StreamReadFeature.X` disabled); line: 1, column: 2])"
                        + "|Expected '}' (start marker at line 1, column 2)",
                "String value length (20) exceeds the maximum allowed (10, from `StreamReadConstraints.getMax()`)"
                        + "|String value length (20) exceeds the maximum allowed (10)",
                "Illegal character (consider enabling `JsonReadFeature.X` to allow use of Record Separators (\\u001E))|Illegal character",
                "Missing closing quote|Missing closing quote"
            })
    void codesAndClassesAreTakenOut(String message, String plain) {
        assertThat(ParserMessage.plain(message)).isEqualTo(plain);
    }

    @Test
    void anErrorInATableNamesLineAndCharacterAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n\"x\"a,2\n");
        InputException e = catchThrowableOfType(InputException.class, () -> CsvTable.read(file));
        assertThat(e).hasMessageContaining("t.csv, line 3: ").hasMessageContaining("'a'");
        assertThat(e.getMessage()).doesNotContain("code").doesNotContain("Csv").doesNotContain("Json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1", "{\"a\": \u0001}", "{a: 1}", "{\"a\": [1, }"})
    void anErrorInJsonNamesNoClass(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("p.json"), text);
        InputException e = catchThrowableOfType(InputException.class, () -> YamlMap.read(file));
        assertThat(e).hasMessageContaining("p.json, line 1");
        assertThat(e.getMessage())
                .doesNotContain("code")
                .doesNotContain("Source")
                .doesNotContain("`");
    }
}
