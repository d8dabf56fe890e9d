package org.evalgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.evalgap.cli.command.ExitCode;
import org.evalgap.task.MisfitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Only errors of input are told as such, and those of files name file, line and column. */
class FaultTest {
    @TempDir
    private Path folder;

    /** A command that fails as it is told. */
    @Command(name = "broken")
    private record Broken(RuntimeException failure) implements Callable<Integer> {
        @Override
        public Integer call() {
            throw failure;
        }
    }

    private static Cli.Ended failing(RuntimeException failure) {
        StringWriter err = new StringWriter();
        CommandLine command = EvalGap.commandLine().addSubcommand(new Broken(failure));
        int code = command.setExecutionExceptionHandler(command.getExecutionExceptionHandler())
                .setErr(new PrintWriter(err, true))
                .execute("broken");
        return new Cli.Ended(code, "", err.toString());
    }

    @Test
    void anArgumentThatIsWrongSomewhereInsideIsAFaultOfTheProgram() {
        for (RuntimeException failure :
                List.of(new IllegalArgumentException("deep"), new IllegalStateException("deep"))) {
            Cli.Ended ended = failing(failure);
            assertThat(ended.code()).isEqualTo(ExitCode.FAULT);
            assertThat(ended.err())
                    .startsWith("evalgap: a fault of this program")
                    .contains("report", "deep", "\tat ");
        }
        Cli.Ended misfit = failing(new MisfitException("raise updates"));
        assertThat(misfit.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(misfit.err()).isEqualTo("evalgap: raise updates" + System.lineSeparator());
    }

    @Test
    void valuesThatTheLibraryRefusesAreErrorsOfInput() {
        Path scores = Path.of("data/gsm1k.csv");
        Path plan = Path.of("plans/quick.yaml");
        Cli.refused(List.of("simulate", "--preset", "nope"), "--preset", "unknown preset \"nope\"");
        Cli.refused(List.of("simulate", "--set", "rounds=1000"), "rounds must be at most environments");
        Cli.refused(List.of("simulate", "--set", "trainer=sampled", "--set", "klPenalty=100"), "raise updates");
        Cli.refused(List.of("study", "nope"), "there is no study \"nope\"");
        Cli.refused(List.of("study", "--list", "nope"), "there is no study \"nope\"");
        Cli.refused(List.of("study", "bug-loop", "--set", "nope=1"), "--set nope=1");
        Cli.refused(List.of("estimate", scores, "--level", "2"), "level must be");
        Cli.refused(List.of("estimate", scores, "--threshold", "-1"), "threshold must be");
        Cli.refused(List.of("estimate", scores, "--item-correlation", "1.5"), "itemCorrelation must be");
        Cli.refused(List.of("power", "--power", "2"), "power must be");
        Cli.refused(List.of("power", "--models", "0"), "models must be");
        Cli.refused(List.of("power", "--pairing", "3"), "pairing must be");
        Cli.refused(List.of("power", "--public-items", "0"), "must be");
        Cli.refused(List.of("sensitivity", plan, "--samples", "3"), "--samples", "a power of two");
        Cli.refused(List.of("sensitivity", plan, "--measure", "nope"), plan, "unknown measure \"nope\"");
    }

    @Test
    void moreThreadsThanAnyMachineUsesAreRefusedAtOnce() {
        Path plan = Path.of("plans/quick.yaml");
        String range = "must be 1 to 1024";
        Cli.refused(List.of("sweep", plan, "--threads", "1000000000"), "--threads 1000000000", range);
        Cli.refused(List.of("sensitivity", plan, "--threads", "1025"), "--threads 1025", range);
        Cli.refused(List.of("protocols", "protocols/arena.yaml", "--threads", "1025"), "--threads 1025", range);
        Cli.refused(List.of("forecast", "gsm8k", "--score", "0.5", "--threads", "1025"), "--threads 1025", range);
    }

    /** Sums of such weights have no digits left: their scores were 0. */
    @Test
    void weightsThatNothingCanBeMultipliedByAreRefused() throws Exception {
        Path good = Files.writeString(folder.resolve("good.csv"), "x0,difficulty\n1,0\n");
        Path bad = Files.writeString(folder.resolve("bad.csv"), "x0,difficulty,weight\n0,0,5e-324\n1,0,5e-324\n");
        for (List<?> more : List.of(List.of(), List.of("--scale", "absolute"))) {
            List<Object> args = new ArrayList<>(List.of("audit", "--public", bad, "--environments", good));
            args.addAll(more);
            Cli.refused(args, bad, "at least 1.0E-300", "multiply them");
        }
        Path small = Files.writeString(folder.resolve("bad.csv"), "x0,difficulty,weight\n0,0,1e-299\n1,0,1e-299\n");
        Path equal = Files.writeString(folder.resolve("equal.csv"), "x0,difficulty\n0,0\n1,0\n");
        assertThat(Cli.out("audit", "--public", small, "--environments", good, "--format", "csv"))
                .isEqualTo(Cli.out("audit", "--public", equal, "--environments", good, "--format", "csv"));
    }

    /** A label of a plan and the names of a table reach a terminal, a spreadsheet and a page. */
    @Test
    void namesNeitherSteerATerminalNorAreComputedBySpreadsheets() throws Exception {
        Path plan = Files.writeString(
                folder.resolve("plan.yaml"),
                "scenario: {publicItems: 12, freshItems: 20, workTasks: 20, environments: 8, dimension: 2}\n"
                        + "vary:\n  lab:\n    \"=cmd|' /C calc'!A0\": {}\n    \"\\e[2J\\u202Ereversed\": {breadth: 2}\n"
                        + "replicates: 2\n");
        Path rows = folder.resolve("rows.csv");
        String shown = Cli.out("sweep", plan, "--out", rows, "--verbose");
        assertThat(shown).contains("\\u001b[2J\\u202ereversed").doesNotContain("\u001b", "\u202e");
        assertThat(rows).content().contains("'=cmd|' /C calc'!A0,").doesNotContain("\n=cmd", ",=cmd");
        Path page = folder.resolve("page");
        Cli.out("report", rows, "--plan", plan, "--out", page);
        assertThat(page.resolve("index.html"))
                .content()
                .contains("=cmd|", "\\u202ereversed")
                .doesNotContain("'=cmd|", "\u001b", "\u202e");
        Cli.Ended refused = Cli.run("sweep", plan, "--set", "\u001b]0;a\u0007=1");
        assertThat(refused.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).contains("\\u001b]0;a\\u0007").doesNotContain("\u001b");
    }

    @Test
    void longValuesAreCutInMessages() throws Exception {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), "scenario: {budget: " + "x".repeat(1 << 20) + "}\n");
        Cli.Ended refused = Cli.run("sweep", plan);
        assertThat(refused.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).contains("plan.yaml", "line 1", "budget", "…").hasSizeLessThan(1000);
    }

    @Test
    void valuesInTablesOfTasksNameFileAndLine() throws Exception {
        Path good = Files.writeString(folder.resolve("good.csv"), "x0,difficulty\n1,0\n");
        Path bad = folder.resolve("bad.csv");
        for (String row : List.of("1e200,0,1", "1,1e13,1", "1,0,-1")) {
            Files.writeString(bad, "x0,difficulty,weight\n0,0,1\n" + row + "\n");
            Cli.refused(List.of("audit", "--public", bad, "--environments", good), bad, "line 3", "must be");
        }
        Files.writeString(bad, "x0,difficulty,weight\n1,0,1e308\n1,0,1e308\n");
        Cli.refused(List.of("audit", "--public", bad, "--environments", good), bad, "\"weight\"", "sum is not finite");
    }
}
