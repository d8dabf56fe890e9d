package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.cli.Cli;
import org.evalgap.cli.input.CsvTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"table", "csv", "json", "markdown"})
    void everyParameterIsListedInEveryFormat(String format) {
        String text = Cli.out("parameters", "--format", format);
        for (Parameter parameter : Parameter.values()) {
            assertThat(text).contains(parameter.label());
        }
        for (Preset preset : Preset.values()) {
            assertThat(text.contains(preset.origin().substring(0, 40)))
                    .as(preset.label())
                    .isEqualTo(!"csv".equals(format));
        }
    }

    @Test
    void theTableFitsATerminalAndBreaksBetweenWords() {
        String text = Cli.out("parameters");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
        assertThat(text).contains("centre of\n");
    }

    @Test
    void declarationsArriveAsTheyAre() throws IOException {
        JsonNode json = new ObjectMapper().readTree(Cli.out("parameters", "--format=json"));
        CsvTable csv = CsvTable.read(Files.writeString(folder.resolve("p.csv"), Cli.out("parameters", "--format=csv")));
        assertThat(json.get("parameters").size()).isEqualTo(Parameter.values().length);
        assertThat(csv.rows()).isEqualTo(Parameter.values().length);
        for (Parameter parameter : Parameter.values()) {
            int i = parameter.ordinal();
            JsonNode entry = json.get("parameters").get(i);
            assertThat(entry.get("name").textValue()).isEqualTo(parameter.label());
            assertThat(entry.get("default").doubleValue()).isEqualTo(parameter.byDefault());
            assertThat(entry.get("most").doubleValue())
                    .isEqualTo(parameter.range().most());
            assertThat(csv.text(i, "meaning")).isEqualTo(parameter.meaning());
            assertThat(Double.parseDouble(csv.text(i, "least")))
                    .isEqualTo(parameter.range().least());
        }
        assertThat(json.at("/presets/3/scenario/departure").intValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "simulate", "audit", "parameters"})
    void helpFitsAScreenAndEndsWithAnExample(String command) {
        List<String> lines = Cli.help(command, 100).stripTrailing().lines().toList();
        assertThat(lines).hasSizeLessThanOrEqualTo(24);
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(lines.get(lines.size() - 1)).startsWith("Example: evalgap ");
    }
}
