package org.evalgap.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource({"132, 132", "' 80 ', 80", "0, 80", "-5, 80", "wide, 80", "99999999999, 80", ", 80"})
    void theVariableNamesColumnsOrThereAreEighty(String variable, int columns) {
        assertThat(Terminal.named(variable)).isEqualTo(columns);
    }
}
