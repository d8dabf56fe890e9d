package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.Cli;
import org.evalgap.cli.EvalGap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Help and completion of every command. */
class HelpTest {
    private static final int LINES = 24;
    private static final int COLUMNS = 100;

    @TempDir
    private Path folder;

    static List<String> commands() {
        List<String> names =
                new ArrayList<>(EvalGap.commandLine().getSubcommands().keySet());
        assertThat(names).contains("simulate", "sweep", "report", "completion");
        names.add("");
        return names;
    }

    private static String[] words(String line) {
        return line.strip().split("\\s+");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpFitsAScreenAndEndsWithAnExample(String command) {
        List<String> lines = Cli.help(command, COLUMNS).lines().toList();
        assertThat(lines).hasSizeLessThanOrEqualTo(LINES);
        assertThat(lines).allMatch(line -> line.codePointCount(0, line.length()) <= COLUMNS);
        assertThat(lines.get(lines.size() - 1)).contains("Example").contains("evalgap " + command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpIsThatOfItsCommand(String command) {
        String help = Cli.out((Object[]) words(command + " --help"));
        assertThat(words(help)).containsExactly(words(Cli.help(command, COLUMNS)));
    }

    /** At 80 columns words were cut after the dot of a file's name and the colon of an address. */
    @ParameterizedTest
    @MethodSource("commands")
    void helpFitsTheTerminalAndCutsNoWord(String command) {
        List<String> whole = List.of(words(oneLineEach(command)));
        for (int columns : new int[] {60, 72, 80, 100, 120, 160}) {
            String help = Cli.help(command, columns);
            assertThat(help.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= columns);
            assertThat(words(help)).as("at %d columns", columns).containsExactlyElementsOf(whole);
        }
    }

    /** As picocli itself writes it where there is room for every entry. */
    private static String oneLineEach(String command) {
        CommandLine all = new CommandLine(EvalGap.commandLine().getCommandSpec().userObject());
        EvalGap.commandLine()
                .getSubcommands()
                .forEach((name, sub) ->
                        all.addSubcommand(name, sub.getCommandSpec().userObject()));
        CommandLine named = command.isEmpty() ? all : all.getSubcommands().get(command);
        return named.setUsageHelpWidth(4000).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    /** Names stand with the commands and in the list of those that may be called. */
    @Test
    void commandsAreListedUnderTheirNames() {
        EvalGap.commandLine()
                .getSubcommands()
                .forEach((name, command) -> assertThat(command.getCommandSpec()
                                .userObject()
                                .getClass()
                                .getAnnotation(CommandLine.Command.class)
                                .name())
                        .isEqualTo(name));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTellsTheVersion(String command) {
        assertThat(Cli.out((Object[]) words(command + " --version"))).startsWith("evalgap ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theExampleIsWellFormed(String command) {
        List<String> lines = Cli.help(command, COLUMNS).lines().toList();
        String example =
                lines.get(lines.size() - 1).replaceAll(".*evalgap ", "").replace(")", "");
        CommandLine.ParseResult parsed = EvalGap.commandLine(words(example)).parseArgs(words(example));
        assertThat(parsed.errors()).isEmpty();
        assertThat(parsed.hasSubcommand()).isTrue();
    }

    @Test
    void bashCompletesCommandsOptionsAndNames() throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("completion"), Cli.out("completion"));
        Files.createFile(folder.resolve("lab.yaml"));
        Files.createFile(folder.resolve("lab.txt"));
        String test = "source " + script + "; cd " + folder
                + "; t() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _complete_evalgap_more; printf '%s ' \"${COMPREPLY[@]}\"; };"
                + " t evalgap s; t evalgap sweep --rep; t evalgap study two; t evalgap simulate --preset na;"
                + " t evalgap simulate --set inspi; t evalgap sweep la";
        Process bash =
                new ProcessBuilder("bash", "-c", test).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        assertThat(said.split("\\s+"))
                .contains(
                        "simulate", "sweep", "study", "--report", "two-students", "narrow", "inspiration=", "lab.yaml")
                .doesNotContain("lab.txt");
    }
}
