package org.evalgap.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evalgap.measure.Measure;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What shows text, and tables that fit it. */
class ScreenTest {
    @Test
    void onlyATerminalWithoutNoColourHasColours() {
        assertThat(Terminal.colour(null, "xterm-256color")).isTrue();
        assertThat(Terminal.colour("", "xterm")).isTrue();
        assertThat(Terminal.colour("1", "xterm")).isFalse();
        assertThat(Terminal.colour(null, "dumb")).isFalse();
        assertThat(Terminal.colour(null, null)).isFalse();
        assertThat(Screen.PIPED.inflation("2.1")).isEqualTo("2.1");
        assertThat(Screen.terminal(80, true).inflation("2.1")).isEqualTo("\u001b[38;5;166m2.1\u001b[0m");
    }

    @Test
    void aCommandAsksItsWriterForTheScreen() {
        CommandSpec spec = new CommandLine(CommandSpec.create()).getCommandSpec();
        assertThat(Screen.of(spec)).isEqualTo(Screen.PIPED);
        spec.commandLine().setOut(new Screen.To(new StringWriter(), () -> Screen.terminal(132, true)));
        assertThat(Screen.of(spec)).isEqualTo(Screen.terminal(132, true));
    }

    @Test
    void wordsStayWholeAndPerCentWithItsNumber() {
        assertThat(Screen.terminal(40, false).wrapped("aaaa bbbb cccc dddd eeee ffff gggg hh 95 % iii"))
                .isEqualTo("aaaa bbbb cccc dddd eeee ffff gggg hh\n95 % iii\n");
    }

    /** Names give way first, to 24 columns; then columns go below the others. */
    @Test
    void aTableFits() {
        Grid grid = new Grid().names("name").numbers("first").numbers("second");
        grid.row("a name of more than thirty columns", "1", "2.25").row("short", "-10", "3");
        assertThat(grid.text(80)).isEqualTo("""
                name                                first  second
                a name of more than thirty columns      1    2.25
                short                                 -10       3
                """);
        // Of 40 columns 15 are for numbers and what is between them.
        assertThat(grid.text(40)).isEqualTo("""
                name                       first  second
                a name of more than thir…      1    2.25
                short                        -10       3
                """);
    }

    @Test
    void columnsWithoutRoomGoBelow() {
        Grid grid = new Grid()
                .names("name")
                .numbers("a long head")
                .numbers("another head")
                .numbers("and a third");
        grid.row("x", "1", "2", "3");
        assertThat(grid.text(40)).isEqualTo("""
                name  a long head  another head
                x               1             2

                name  and a third
                x               3
                """);
    }

    /** The glossary has every measure with the words, the unit and the meaning of its declaration. */
    @Test
    void theGlossaryIsThatOfTheDeclarations() throws Exception {
        String glossary = Files.readString(Path.of("..", "docs", "glossary.md"));
        for (Measure measure : Measure.values()) {
            assertThat(glossary)
                    .contains("| " + measure.words() + " | `" + measure.label() + "` | "
                            + measure.unit().name().toLowerCase(java.util.Locale.ROOT) + " | " + measure.meaning()
                            + " |");
        }
    }
}
