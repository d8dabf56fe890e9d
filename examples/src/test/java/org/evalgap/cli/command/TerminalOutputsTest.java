package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that people read on terminals of 80 and of 160 columns, and through a pipe. */
class TerminalOutputsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int PIPE = 80;

    /** Small runs: what is looked at is their shape. */
    static Stream<String> lines() {
        return Stream.of(
                "simulate --set environments=8 --set publicItems=20 --replicates 2",
                "simulate --set environments=8 --set publicItems=20 --replicates 2 --trajectory",
                "simulate --set environments=8 --set publicItems=20 --set candidates=4 --verbose",
                "sweep examples/plans/quick.yaml --set environments=8 --set publicItems=20 --baseline inspiration=0",
                "sweep examples/plans/quick.yaml --set environments=8 --set publicItems=20 --verbose",
                "audit --public examples/data/tasks/public.csv --environments examples/data/tasks/environments.csv"
                        + " --fresh examples/data/tasks/fresh.csv --work examples/data/tasks/work.csv --set budget=8",
                "estimate examples/data/cifar10-1.csv --column freshRight=v4Right --column freshItems=v4Items"
                        + " --shift robust --verbose",
                "power --pressure 0.05",
                "study bug-loop",
                "study bug-loop --verbose",
                "study --list",
                "study two-students --list",
                "protocols examples/protocols/quick.yaml --set environments=16 --set publicItems=20",
                "forecast",
                "explain --priors",
                "parameters");
    }

    /** Whose runs take seconds, however small. */
    static Stream<String> longLines() {
        return Stream.of(
                "audit --public examples/data/suite/public.jsonl --environments examples/data/suite/environments.jsonl"
                        + " --fresh examples/data/suite/fresh.jsonl --work examples/data/suite/work.jsonl"
                        + " --set budget=8 --kernels 0",
                "audit --public examples/data/suite/public.jsonl --environments examples/data/suite/environments.jsonl"
                        + " --fresh examples/data/suite/fresh.jsonl --work examples/data/suite/work.jsonl"
                        + " --set budget=8 --kernels 8 --advise --gains --verbose",
                "estimate examples/data/gsm1k.csv --shift reference",
                "protocols examples/protocols/quick.yaml --set environments=16 --set publicItems=20 --verbose",
                "forecast coinrun --score 0.95 --fresh-items 300",
                "forecast training-on-the-test-task --score 0.45 --items 100 --precision 110 --verbose",
                "explain examples/evidence/quick.yaml --precision 150",
                "explain examples/evidence/quick.yaml --precision 150 --verbose",
                "explain examples/evidence/quick.yaml --precision 150 --keep inflation<=0.02 --vary inspiration",
                "power --verbose",
                "check-intervals --tables 2 --world engine",
                "sensitivity examples/plans/quick.yaml --samples 64 --set environments=4 --set publicItems=5"
                        + " --set freshItems=5");
    }

    /** These write files or serve a browser, or write what a shell reads. */
    private static final Set<String> NOT_FOR_TERMINALS = Set.of("export", "report", "explore", "completion");

    @Test
    void everyCommandThatPeopleReadIsLookedAt() {
        Set<String> lookedAt = Stream.concat(lines(), longLines())
                .map(line -> line.split(" ")[0])
                .collect(Collectors.toSet());
        assertThat(lookedAt).doesNotContainAnyElementsOf(NOT_FOR_TERMINALS);
        lookedAt.addAll(NOT_FOR_TERMINALS);
        assertThat(lookedAt).isEqualTo(Commands.all().keySet());
    }

    private static Object[] words(String line) {
        return Arrays.stream(line.split(" "))
                .map(word -> word.startsWith("examples/") ? ROOT.resolve(word).toString() : word)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void noLineIsWiderThanTheTerminal(String line) {
        fits(line);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("longLines")
    void noLineOfALongCommandIsWiderThanTheTerminal(String line) {
        fits(line);
    }

    private static void fits(String line) {
        for (int columns : new int[] {80, 160}) {
            String shown = Cli.shown(columns, false, words(line));
            assertThat(shown.lines())
                    .as(line)
                    .allMatch(row -> row.codePointCount(0, row.length()) <= columns || row.contains("/"))
                    .noneMatch(row -> row.contains("\u001b"));
            if (columns == PIPE && !line.contains("--verbose")) {
                assertThat(Cli.run(words(line)).out())
                        .as("through a pipe: %s", line)
                        .isEqualTo(shown);
            }
        }
    }
}
