package org.evalgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
