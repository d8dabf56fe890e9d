package org.evalgap.protocol.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evalgap.Board.Release;
import org.evalgap.protocol.board.BoardResult.Estimate;
import org.evalgap.protocol.board.BoardResult.Further;
import org.evalgap.reading.ScenarioReader;
import org.junit.jupiter.api.Test;

/**
 * What items cost and buy, computed by hand. Eight releases of 20 items a set: a rotation every release writes 140 items, every
 * two 60, every four 20.
 */
class BoardPricesTest {
    private static final Object ROTATING_1 = Map.of("rotating", 1);
    private static final Object ROTATING_2 = Map.of("rotating", 2);
    private static final Object ROTATING_4 = Map.of("rotating", 4);
    private static final Object PRIVATE_1 = Map.of("private", Map.of(), "rotating", 1);

    /** Two replicates, in which two labs are inflated alike at all releases: by protocol, one number a replicate. */
    private static BoardResult result(List<Object> protocols, double[]... inflation) {
        Map<String, Object> map = Map.of(
                "scenario",
                Map.of("publicItems", 20, "environments", 24),
                "labs",
                List.of(Map.of("count", 2)),
                "releases",
                8,
                "protocols",
                protocols,
                "target",
                "toldInflation <= 5 points",
                "replicates",
                2);
        BoardPlan plan = BoardPlan.from(map, ScenarioReader.withDefaults());
        BoardSums sums = new BoardSums(new BoardLayout(plan));
        for (int replicate = 0; replicate < 2; replicate++) {
            for (int p = 0; p < inflation.length; p++) {
                Release[][] board = new Release[8][2];
                for (Release[] release : board) {
                    release[0] = new Release(0.5 + inflation[p][replicate], 0.5, 0.5, 0.4, 0);
                    release[1] = new Release(0.6 + inflation[p][replicate], 0.6, 0.6, 0.5, 0);
                }
                sums.add(p, board);
            }
        }
        return sums.result();
    }

    private static double[] of(double first, double second) {
        return new double[] {first, second};
    }

    private static void agrees(Estimate found, double mean, double standardError) {
        assertThat(found.mean()).isCloseTo(mean, within(1e-15));
        assertThat(found.standardError()).isCloseTo(standardError, within(1e-15));
        assertThat(found.halfWidth()).isCloseTo(1.96 * standardError, within(1e-15));
    }

    private static void agrees(Optional<Further> found, int beyond, long items, double mean, double standardError) {
        Further further = found.orElseThrow();
        assertThat(further.beyond()).isEqualTo(beyond);
        assertThat(further.items()).isEqualTo(items);
        agrees(further.perItem(), mean, standardError);
    }

    /** 6 points in both replicates for 60 − 20 items. */
    @Test
    void itemsOfTheFirstProtocolAreNotPaidForAgain() {
        BoardResult result = result(List.of(ROTATING_4, ROTATING_2), of(0.1, 0.08), of(0.04, 0.02));
        agrees(result.boughtPerItem(1), 0.06 / 40, 0);
        agrees(result.further(1), 0, 40, 0.06 / 40, 0);
        assertThat(result.boughtPerItem(0).mean()).isNaN();
        assertThat(result.further(0)).isEmpty();
    }

    /** The first writes 60; two write fewer, of which nobody can say what items beyond the first's buy. */
    @Test
    void itemsAreCountedFromTheFirstProtocolAndFromTheNextCheaper() {
        BoardResult result = result(
                List.of(ROTATING_2, ROTATING_1, "open", ROTATING_4),
                of(0.05, 0.07),
                of(0.03, 0.01),
                of(0.1, 0.14),
                of(0.09, 0.09));
        agrees(result.boughtPerItem(1), 0.04 / 80, 0.02 / 80);
        for (int p : new int[] {0, 2, 3}) {
            assertThat(result.boughtPerItem(p).mean()).isNaN();
            assertThat(result.boughtPerItem(p).halfWidth()).isNaN();
        }
        agrees(result.further(0), 3, 40, 0.03 / 40, 0.01 / 40);
        agrees(result.further(1), 0, 80, 0.04 / 80, 0.02 / 80);
        assertThat(result.further(2)).isEmpty();
        agrees(result.further(3), 2, 20, 0.03 / 20, 0.02 / 20);
    }

    @Test
    void protocolsThatWriteAsManyItemsSayNothingOfTheirPrice() {
        BoardResult result = result(List.of(ROTATING_1, PRIVATE_1), of(0.1, 0.08), of(0.04, 0.02));
        agrees(result.of(1, 7, BoardMeasure.BOUGHT_OFF), 0.06, 0);
        assertThat(result.boughtPerItem(1).mean()).isNaN();
        assertThat(result.further(1)).isEmpty();
    }

    @Test
    void theCheapestIsTheOneOfFewestItemsAndNotTheFirst() {
        BoardResult result = result(List.of(ROTATING_1, ROTATING_2, "open"), of(0, 0), of(0.01, 0), of(0.02, 0.04));
        assertThat(result.verdict(0).kept()).isTrue();
        assertThat(result.verdict(1).kept()).isTrue();
        assertThat(result.cheapest()).hasValue(2);
    }

    /** Open and every four are inflated by more than 5 points, every two costs less than every one; of equals, the first. */
    @Test
    void whoMissesTheTargetIsNoCheapest() {
        BoardResult result = result(
                List.of(ROTATING_1, "open", ROTATING_4, ROTATING_2, PRIVATE_1),
                of(0.01, 0.01),
                of(0.1, 0.14),
                of(0.04, 0.08),
                of(0.03, 0.04),
                of(0, 0));
        assertThat(result.verdict(2).kept()).isFalse();
        assertThat(result.cheapest()).hasValue(3);
        assertThat(result(List.of(PRIVATE_1, "open", ROTATING_1), of(0, 0), of(0.1, 0.1), of(0, 0))
                        .cheapest())
                .hasValue(0);
    }
}
