package org.evalgap.protocol.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.Board.Release;
import org.evalgap.Preset;
import org.evalgap.protocol.board.BoardResult.Verdict;
import org.evalgap.reading.EntryException;
import org.evalgap.reading.ScenarioReader;
import org.junit.jupiter.api.Test;

/** What plans of boards say of labs, and what is read off a board whose numbers were written by hand. */
class BoardVerdictTest {
    private static BoardPlan plan(Object... entries) {
        Map<String, Object> plan = new LinkedHashMap<>(Map.of(
                "scenario",
                Map.of("publicItems", 20, "environments", 24),
                "labs",
                List.of(Map.of("count", 2)),
                "releases",
                4,
                "protocols",
                List.of("open", Map.of("rotating", 2)),
                "replicates",
                2));
        for (int i = 0; i < entries.length; i += 2) {
            plan.put((String) entries[i], entries[i + 1]);
        }
        return BoardPlan.from(plan, ScenarioReader.withDefaults());
    }

    /** Two labs, by protocol and release both inflated by so much; in the first replicate less and in the second more, by a spread. */
    private static BoardResult result(BoardPlan plan, double spread, double[]... inflation) {
        BoardSums sums = new BoardSums(new BoardLayout(plan));
        for (int replicate = 0; replicate < 2; replicate++) {
            for (int p = 0; p < inflation.length; p++) {
                Release[][] board = new Release[4][];
                for (int r = 0; r < 4; r++) {
                    double more = inflation[p][r] + (replicate == 0 ? -spread : spread);
                    board[r] = new Release[] {
                        new Release(0.5 + more, 0.51, 0.5, 0.4, 0.1), new Release(0.75 + more, 0.76, 0.75, 0.6, 0.2)
                    };
                }
                sums.add(p, board);
            }
        }
        return sums.result();
    }

    private static final double[] PEAKED = {0.0625, 0.25, 0.125, 0.5};
    private static final double[] FLAT = {0.125, 0.125, 0.125, 0.5};

    @Test
    void everyNumberStandsAtItsPlace() {
        BoardResult result = result(plan(), 0, PEAKED, FLAT);
        double[][] labs = {{0, 0.51, 0.5, 0.4, 0}, {0, 0.76, 0.75, 0.6, 0}};
        for (int p = 0; p < 2; p++) {
            for (int r = 0; r < 4; r++) {
                double inflation = (p == 0 ? PEAKED : FLAT)[r];
                for (int l = 0; l < 2; l++) {
                    labs[l][0] = labs[l][2] + inflation;
                    labs[l][4] = inflation;
                    for (LabMeasure measure : LabMeasure.values()) {
                        assertThat(result.of(p, r, l, measure).mean())
                                .isCloseTo(labs[l][measure.ordinal()], within(1e-15));
                    }
                }
                for (LabMeasure measure : LabMeasure.values()) {
                    assertThat(result.ofAllLabs(p, r, measure).mean())
                            .isCloseTo((labs[0][measure.ordinal()] + labs[1][measure.ordinal()]) / 2, within(1e-15));
                }
                assertThat(result.of(p, r, BoardMeasure.TOLD_INFLATION).mean()).isCloseTo(inflation, within(1e-15));
                assertThat(result.of(p, r, BoardMeasure.KENDALL_WORK).mean()).isEqualTo(1);
                assertThat(result.of(p, r, BoardMeasure.REGRET).mean()).isZero();
                assertThat(result.of(p, r, BoardMeasure.FIRST_IS_BEST).mean()).isEqualTo(1);
            }
        }
    }

    /** Of three releases that count, the first protocol is worst at the second; the other is as bad at all, and just keeps the bound. */
    @Test
    void aVerdictIsThatOfTheWorstReleaseThatCounts() {
        BoardPlan plan = plan("target", "toldInflation <= 0.125 for 3 releases");
        BoardResult result = result(plan, 0, PEAKED, FLAT);
        Verdict broken = result.verdict(0);
        assertThat(broken.kept()).isFalse();
        assertThat(broken.release()).isEqualTo(1);
        assertThat(broken.worst().mean()).isEqualTo(0.25);
        assertThat(broken.sure()).isTrue();
        Verdict kept = result.verdict(1);
        assertThat(kept.kept()).as("the bound itself").isTrue();
        assertThat(kept.release()).as("the first of equals").isZero();
        assertThat(kept.sure()).as("neither on one side nor on the other").isFalse();
        assertThat(result.cheapest())
                .as("writes 20 items, but keeps the target")
                .hasValue(1);
        assertThat(result.itemsSpent(1)).isEqualTo(20);
    }

    /** Two replicates at ± d have the standard error d, and half an interval of 1.96 d: the margin of .125 is above that of .06 only. */
    @Test
    void aVerdictIsSureWhereItsIntervalIsOnOneSide() {
        BoardPlan plan = plan("target", "toldInflation <= 0.125 for 2 releases");
        assertThat(result(plan, 0.06, PEAKED, FLAT).verdict(0).sure()).isTrue();
        assertThat(result(plan, 0.07, PEAKED, FLAT).verdict(0).sure()).isFalse();
        BoardResult.Estimate worst = result(plan, 0.06, PEAKED, FLAT).verdict(0).worst();
        assertThat(worst.standardError()).isCloseTo(0.06, within(1e-15));
        assertThat(worst.halfWidth()).isCloseTo(0.06 * 1.96, within(1e-15));
    }

    @Test
    void withoutATargetNothingIsCheapest() {
        BoardResult result = result(plan(), 0, PEAKED, FLAT);
        assertThat(result.cheapest()).isEmpty();
        assertThat(result.itemsSpent(1)).isEqualTo(20);
        assertThat(result.halfLife(0)).as("τ is 1 and never below the level").isEmpty();
        assertThat(result(plan("level", 1), 0, PEAKED, FLAT).halfLife(0))
                .as("nor below 1")
                .isEmpty();
    }

    /** A set that is replaced every four releases is the first one throughout four. */
    @Test
    void whatWritesNoItemUntilTheLastReleaseIsNoDearer() {
        BoardPlan plan = plan("protocols", List.of("open", Map.of("rotating", 4)));
        assertThat(result(plan, 0, PEAKED, FLAT).further(1)).isEmpty();
        assertThat(result(plan, 0, PEAKED, FLAT).boughtPerItem(1).mean()).isNaN();
    }

    @Test
    void labsOfAnEntryAreSpreadOverItsRange() {
        BoardPlan plan = plan(
                "scenario",
                Map.of("environments", 24),
                "labs",
                List.of(
                        Map.of("count", 3, "competence", Map.of("from", -1, "to", 2)),
                        Map.of("competence", Map.of("from", -1, "to", 2), "copying", 0.25),
                        Map.of("name", "x", "count", 2),
                        "default"));
        assertThat(plan.labs())
                .extracting(BoardLab::name)
                .containsExactly("lab 1.1", "lab 1.2", "lab 1.3", "lab 2", "x.1", "x.2", "lab 4");
        assertThat(plan.labs().subList(0, 4))
                .extracting(lab -> lab.scenario().competence())
                .containsExactly(-1.0, 0.5, 2.0, -1.0);
        assertThat(plan.labs()).extracting(BoardLab::copying).containsExactly(0.0, 0.0, 0.0, 0.25, 0.0, 0.0, 0.0);
        assertThat(plan("scenario", "default").labs().get(1).scenario())
                .isEqualTo(Preset.labelled("default").scenario());
    }

    @Test
    void theLevelIsThatOfATargetForTauWithWork() {
        assertThat(plan("target", "kendallWork >= 0.8 for 4 releases").level()).isEqualTo(0.8);
        assertThat(plan("target", "kendallFresh >= 0.8").level()).isEqualTo(0.5);
        assertThat(plan().level()).isEqualTo(0.5);
        assertThat(plan("target", "kendallWork >= 0.8", "level", -1).level()).isEqualTo(-1);
        assertThat(plan("releases", 1, "replicates", 1_000_000).replicates()).isEqualTo(1_000_000);
        assertThat(plan("seed", 5).seed()).isEqualTo(5);
        assertThat(plan("seed", -5L).seed()).isEqualTo(-5);
        assertThat(plan().seed()).isEqualTo(1);
        assertThat(plan("replicates", 1).replicates()).isEqualTo(1);
    }

    @Test
    void whatIsTheBoardsToSayIsRefusedWithItsPath() {
        refuses("scenario.rounds", "releases", "scenario", Map.of("rounds", 2));
        refuses("labs[0].competence.form", "unknown key", "labs", List.of(Map.of("competence", Map.of("form", 1))));
        refuses("scenario", "did you mean", "scenario", "defualt");
        refuses("seed", "must be a whole number: 1.5", "seed", 1.5);
        refuses("replicates", "must be a whole number in [1, 1000000]: 1000001", "replicates", 1_000_001);
        refuses("replicates", "must be a whole number in [1, 1000000]: 1.5", "replicates", 1.5);
        refuses("labs", "must be at most 1000 in all: 1001", "labs", List.of(Map.of("count", 1000), Map.of()));
    }

    private static void refuses(String path, String problem, String key, Object value) {
        assertThatThrownBy(() -> plan(key, value))
                .isInstanceOfSatisfying(
                        EntryException.class, e -> assertThat(e.path()).isEqualTo(path))
                .hasMessageContaining(problem);
    }

    /** Names of columns, and which way is good. */
    @Test
    void measuresAreCalledAsInResults() {
        assertThat(LabMeasure.values())
                .extracting(LabMeasure::label)
                .containsExactly("reportedScore", "publicScore", "freshScore", "workScore", "toldInflation");
        assertThat(Arrays.stream(BoardMeasure.values())
                        .filter(BoardMeasure::highIsGood)
                        .map(BoardMeasure::label))
                .containsExactly(
                        "kendallWork",
                        "kendallFresh",
                        "spearmanWork",
                        "spearmanFresh",
                        "inflationBoughtOff",
                        "firstIsBest");
    }

    @Test
    void nothingTravelsAsNothing() {
        BoardPiece piece = new BoardPiece(0, 0);
        assertThat(BoardValues.of(piece, new byte[9]).releases()).isEmpty();
        assertThatThrownBy(() -> BoardValues.of(piece, new byte[0])).hasMessageContaining("a byte at least");
        assertThatThrownBy(() -> BoardValues.of(piece, new byte[5])).hasMessageEndingWith("of bytes: 5");
    }
}
