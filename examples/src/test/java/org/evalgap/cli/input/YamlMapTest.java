package org.evalgap.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.evalgap.reading.EntryException;
import org.evalgap.reading.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlMapTest {
    @TempDir
    private Path folder;

    private YamlMap read(String name, String text) throws IOException {
        return YamlMap.read(Files.writeString(folder.resolve(name), text));
    }

    private void refused(String text, String... parts) {
        assertThatThrownBy(() -> read("s.yaml", text)
                        .read(map -> ScenarioReader.withDefaults().read(map, "")))
                .isInstanceOf(InputException.class)
                .message()
                .contains("s.yaml")
                .contains(parts)
                .matches(message -> message.lines().count() <= 3, "is short");
    }

    @Test
    void yamlAndJsonGiveTheSameEntries() throws IOException {
        String yaml = "# a scenario\na: 1\nb: 1.5\nc: text\nd: [1, x]\ne:\n  f: true\n  g: null\nh: 9007199254740993\n";
        String json = "{\n\t\"a\": 1, \"b\": 1.5, \"c\": \"text\", \"d\": [1, \"x\"],\n"
                + "\t\"e\": {\"f\": true, \"g\": null}, \"h\": 9007199254740993}";
        Map<String, ?> entries = read("s.yaml", yaml).entries();
        assertThat(entries).isEqualTo(read("s.json", json).entries());
        assertThat(entries.get("a")).isEqualTo(1L);
        assertThat(entries.get("d")).isEqualTo(Arrays.asList(1L, "x"));
        assertThat(entries.get("h")).isEqualTo(9007199254740993L);
        assertThat(List.copyOf(entries.keySet())).containsExactly("a", "b", "c", "d", "e", "h");
    }

    @Test
    void brokenFilesAreRefusedWithLineAndColumn() throws IOException {
        refused("", "empty");
        refused("# nothing\n", "empty");
        refused("- 1\n", "line 1", "map");
        refused("breadth: 1\nbudget: [1, 2\n", "line 3, column 1", "expected ',' or ']'");
        refused("breadth: 1\n\tbudget: 2\n", "line 2, column 1", "TAB");
        refused("breadth: 1\nbudget: 2\nbreadth: 3\n", "line 3, column 1", "\"breadth\" occurs twice");
        refused("breadth: &a 1\nbudget: *a\n", "line 2, column 9", "aliases");
        refused("breadth: 1\n---\nbudget: 2\n", "line 3", "one document");
        assertThatThrownBy(() -> read("s.json", "{\"breadth\": 1,\n \"budget\" 2}"))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("s.json", "line 2, column 11");
        assertThatThrownBy(() -> YamlMap.read(folder.resolve("none.yaml")))
                .hasMessageContainingAll("none.yaml", "no such file");
    }

    @Test
    void errorsOfMeaningPointIntoTheFile() {
        refused("breadth: 1\ninspirtion: 0.5\n", "line 2, column 1", "\"inspirtion\"", "\"inspiration\"");
        refused("breadth: 1\ninspiration: 1.5\n", "line 2, column 14", "[0, 1]: 1.5");
        refused("inspiration: .nan\n", "line 1, column 14", "[0, 1]", ".nan");
        refused("preset: nerrow\n", "line 1, column 9", "narrow");
        refused("eval:\n  mixture:\n    - mean: [0, x]\n      spread: 1\n", "line 3, column 17", "\"x\"");
        refused("eval:\n  mixture:\n    - mean: [0, 0]\n", "line 3, column 7", "mixture[0].spread");
        refused("eval:\n  mixture:\n    - mean: [0]\n      spread: -1\n", "line 3, column 7", "spread");
        refused("inspiration:\n", "line 1", "[0, 1]", "nothing is given");
    }

    /** YAML 1.1 counts by eights and sixteens where people do not. */
    @ParameterizedTest
    @CsvSource({"010, 8", "-010, -8", "0x10, 16", "0x1F, 31", "0b11, 3", "00, 0", "0_1, 1"})
    void wholeNumbersAreDecimal(String written, String read) {
        refused(
                "breadth: 1\nbudget: " + written + "\n",
                "line 2, column 9",
                written + " is no decimal number but " + read);
        refused("eval:\n  mixture:\n    - mean: [0, " + written + "]\n", "line 3, column 17", "no decimal number");
    }

    @Test
    void decimalNumbersAreReadAsTheyStand() throws IOException {
        Map<String, ?> entries = read("s.yaml", "a: 0\nb: -0\nc: 0.10\nd: 00.5\ne: 1_000\nf: +7\ng: \"010\"\nh: 1e3\n")
                .entries();
        assertThat(entries.values()).hasToString("[0, 0, 0.1, 0.5, 1000, 7, 010, 1000.0]");
    }

    /** A number of 100,000 digits and a letter took two minutes, a line of 10 MB half of one. */
    @Test
    @Timeout(20)
    void whatIsTooLongIsRefusedAtOnce() {
        refused("budget: " + "1".repeat(100_000) + "x\n", "line 1, column 9", "budget must be in", "111…\"");
        refused("budget: " + "1".repeat(10_000_000) + "\n", "10000009 bytes; a plan or scenario may have 3145728");
    }

    @Test
    void errorsThatHaveNoPlaceNameTheFile() throws IOException {
        YamlMap map = read("s.yaml", "breadth: 1\n");
        assertThatThrownBy(() -> map.read(entries -> {
                    throw EntryException.ofValue("vary", "must be given");
                }))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("s.yaml", "vary: must be given");
    }
}
