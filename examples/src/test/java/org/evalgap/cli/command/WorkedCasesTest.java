package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.output.Numbers;
import org.evalgap.protocol.board.BoardMeasure;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.protocol.board.BoardResult;
import org.evalgap.protocol.board.BoardResult.Estimate;
import org.evalgap.protocol.board.BoardRun;
import org.evalgap.protocol.board.LabMeasure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of the worked cases in docs/protocols.md, row by row: what {@code evalgap protocols} says of their plans. */
class WorkedCasesTest {
    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"gsm8k", "verified", "arena"})
    void figuresOnThePageAreThoseOfThePlan(String name) throws Exception {
        BoardPlan plan = PlanFile.read(Path.of("protocols", name + ".yaml")).board(Map.of(), null);
        BoardResult result = BoardRun.of(plan, Runtime.getRuntime().availableProcessors());
        List<String> rows = new ArrayList<>();
        for (int p = 0; p < plan.protocols().size(); p++) {
            rows.add(row(result, p));
        }
        List<String> page = Files.readAllLines(Path.of("../docs/protocols.md"));
        assertThat(page).as(String.join("\n", rows)).containsSequence(rows);
    }

    private static String row(BoardResult result, int p) {
        BoardPlan plan = result.plan();
        int last = plan.releases() - 1;
        int swarm = IntStream.range(0, plan.labs().size())
                .filter(l -> plan.labs().get(l).name().equals("swarm"))
                .findFirst()
                .orElseThrow();
        return "| `" + plan.protocols().get(p).name() + "` | "
                + String.join(
                        " | ",
                        pair(result.of(p, last, BoardMeasure.TOLD_INFLATION), 100, 1),
                        pair(result.of(p, last, swarm, LabMeasure.TOLD_INFLATION), 100, 1),
                        pair(result.of(p, last, BoardMeasure.KENDALL_WORK), 1, 2),
                        pair(result.of(p, last, BoardMeasure.REGRET), 100, 1),
                        halfLife(result, p),
                        Numbers.text(result.of(p, last, BoardMeasure.FRESH_ITEMS_SPENT)
                                .mean()),
                        result.further(p)
                                .map(further -> pair(further.perItem(), 1e4, 2))
                                .orElse("–"))
                + " |";
    }

    private static String halfLife(BoardResult result, int p) {
        String mean = releases(result, result.halfLife(p));
        String least = releases(result, result.halfLifeAtLeast(p));
        String most = releases(result, result.halfLifeAtMost(p));
        return least.equals(most) ? mean : mean + " (" + least + " to " + most + ")";
    }

    private static String releases(BoardResult result, OptionalInt number) {
        return number.isPresent()
                ? Integer.toString(number.getAsInt())
                : "> " + result.plan().releases();
    }

    private static String pair(Estimate estimate, double unit, int decimals) {
        return Numbers.fixed(unit * estimate.mean(), decimals) + " ± "
                + Numbers.fixed(1.96 * unit * estimate.standardError(), decimals);
    }
}
