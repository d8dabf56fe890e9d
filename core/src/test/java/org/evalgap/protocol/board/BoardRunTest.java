package org.evalgap.protocol.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.evalgap.Board;
import org.evalgap.Board.Release;
import org.evalgap.reading.ScenarioReader;
import org.evalgap.task.MisfitException;
import org.evalgap.work.Elsewhere;
import org.junit.jupiter.api.Test;

/** Runs of boards: what is measured, and that it does not depend on who worked. */
class BoardRunTest {
    static Map<String, Object> small() {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("scenario", Map.of("dimension", 3, "publicItems", 20, "freshItems", 30, "workTasks", 40));
        plan.put(
                "labs",
                List.of(
                        Map.of("count", 3, "environments", 24, "competence", Map.of("from", -1, "to", 1)),
                        Map.of("name", "copier", "environments", 20, "copying", 0.5, "candidates", 2)));
        plan.put("releases", 4);
        plan.put(
                "protocols",
                List.of("open", Map.of("rotating", 2), Map.of("private", Map.of(), "ladder", 0.01, "limited", 1)));
        plan.put("target", "toldInflation <= 50 points for 3 releases");
        plan.put("replicates", 7);
        plan.put("seed", 4);
        return plan;
    }

    static BoardPlan plan(Map<String, Object> map) {
        return BoardPlan.from(map, ScenarioReader.withDefaults());
    }

    private static double[] numbers(BoardResult result) {
        BoardPlan plan = result.plan();
        List<Double> out = new ArrayList<>();
        for (int p = 0; p < plan.protocols().size(); p++) {
            for (int r = 0; r < plan.releases(); r++) {
                for (BoardMeasure measure : BoardMeasure.values()) {
                    out.add(result.of(p, r, measure).mean());
                    out.add(result.of(p, r, measure).standardError());
                }
                for (int l = 0; l < plan.labs().size(); l++) {
                    for (LabMeasure measure : LabMeasure.values()) {
                        out.add(result.of(p, r, l, measure).mean());
                        out.add(result.of(p, r, l, measure).standardError());
                    }
                }
            }
        }
        return out.stream().mapToDouble(x -> x).toArray();
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() throws InterruptedException {
        BoardResult one = BoardRun.of(plan(small()), 1);
        for (int threads : new int[] {2, 5}) {
            assertThat(numbers(BoardRun.of(plan(small()), threads))).isEqualTo(numbers(one));
        }
        Map<String, Object> other = small();
        other.put("seed", 5);
        assertThat(numbers(BoardRun.of(plan(other), 1))).isNotEqualTo(numbers(one));
    }

    /** What travels are an address and bits, or the reason why there are none. */
    @Test
    void whoeverSimulatesTheBitsAreTheSame() throws InterruptedException {
        BoardWorkshop other = BoardWorkshop.of(plan(small()));
        try (Elsewhere<BoardPiece, BoardValues> elsewhere = new Elsewhere<>(
                BoardPiece::toBytes,
                piece -> other.simulate(BoardPiece.of(piece)).toBytes(),
                BoardValues::of)) {
            BoardResult there = BoardRun.of(plan(small()), elsewhere, BoardMemory.none(), (done, simulated) -> true)
                    .orElseThrow();
            assertThat(numbers(there)).isEqualTo(numbers(BoardRun.of(plan(small()), 1)));
            assertThat(elsewhere.done()).isEqualTo(21);
        }
        BoardPiece piece = new BoardPiece(1, 2);
        for (IllegalArgumentException why : List.of(new MisfitException("ä"), new IllegalArgumentException("few"))) {
            BoardValues back =
                    BoardValues.of(piece, BoardValues.refused(piece, why).toBytes());
            assertThat(back.done()).isFalse();
            assertThatThrownBy(back::releases)
                    .isExactlyInstanceOf(why.getClass())
                    .hasMessage(why.getMessage());
        }
        byte[] bits = other.simulate(piece).toBytes();
        assertThatThrownBy(() -> BoardValues.of(piece, Arrays.copyOf(bits, bits.length - 1)))
                .hasMessageContaining("another number of bytes");
    }

    /** Remembers, and counts what was simulated. */
    private static final class Kept implements BoardMemory {
        final Map<String, Release[][]> boards = new LinkedHashMap<>();
        final List<String> simulated = new ArrayList<>();
        private final BoardPlan plan;

        Kept(BoardPlan plan) {
            this.plan = plan;
        }

        private String key(int protocol, int replicate) {
            return plan.protocols().get(protocol).name() + " " + replicate;
        }

        @Override
        public Optional<Release[][]> find(int protocol, int replicate) {
            return Optional.ofNullable(boards.get(key(protocol, replicate)));
        }

        @Override
        public void keep(int protocol, int replicate, Release[][] releases) {
            boards.put(key(protocol, replicate), releases);
            simulated.add(key(protocol, replicate));
        }
    }

    /** Ended after eight boards of 21, or when those underway were done; the rest is simulated, and nothing twice, whoever works. */
    @Test
    void aRunThatWasEndedGoesOnWithTheSameBits() throws InterruptedException {
        BoardPlan plan = plan(small());
        Kept kept = new Kept(plan);
        List<Long> heard = new ArrayList<>();
        assertThat(BoardRun.of(plan, 2, kept, (done, simulated) -> done < 8)).isEmpty();
        assertThat(kept.simulated)
                .hasSizeBetween(8, 8 + 3 * 2)
                .startsWith("open 0", "rotating 2 0", "private + limited 1 + ladder 0.01 0");
        int before = kept.simulated.size();
        BoardResult rest = BoardRun.of(plan, 3, kept, (done, simulated) -> {
                    assertThat(simulated).isBetween(done - before, done);
                    heard.add(done);
                    return true;
                })
                .orElseThrow();
        assertThat(heard).endsWith(20L, 21L).isSorted();
        assertThat(kept.simulated).hasSize(21).doesNotHaveDuplicates();
        assertThat(numbers(rest)).isEqualTo(numbers(BoardRun.of(plan, 1)));
        assertThat(BoardRun.of(plan, 1, kept, (done, simulated) -> simulated == 0))
                .as("nothing is simulated again")
                .isPresent();
    }

    /** Means and errors as the textbook has them, over boards simulated one by one. */
    @Test
    void meansAndErrorsAreThoseOfTheReplicates() throws InterruptedException {
        BoardPlan plan = plan(small());
        BoardResult result = BoardRun.of(plan, 2);
        double[] inflation = new double[7];
        double[] bought = new double[7];
        double[] best = new double[7];
        for (int i = 0; i < 7; i++) {
            double[] mean = new double[2];
            for (int p = 0; p < 2; p++) {
                Release[] last = plan.board().simulate(plan.protocols().get(p), 4, i)[3];
                best[i] = Ranking.regret(last) > 0 ? 0 : 1;
                mean[p] = Stream.of(last)
                        .mapToDouble(lab -> lab.told() - lab.freshScore())
                        .average()
                        .orElseThrow();
            }
            inflation[i] = mean[1];
            bought[i] = mean[0] - mean[1];
        }
        agrees(result.of(1, 3, BoardMeasure.TOLD_INFLATION), inflation);
        agrees(result.of(1, 3, BoardMeasure.BOUGHT_OFF), bought);
        agrees(result.of(1, 3, BoardMeasure.FIRST_IS_BEST), best);
        assertThat(result.of(1, 3, BoardMeasure.FRESH_ITEMS_SPENT).mean()).isEqualTo(20);
        assertThat(result.boughtPerItem(1).mean())
                .isEqualTo(result.of(1, 3, BoardMeasure.BOUGHT_OFF).mean() / 20);
        assertThat(result.boughtPerItem(0).mean()).isNaN();
        // The one that writes fewer is the first, open: what one more item buys is what each buys.
        assertThat(result.further(0)).isEmpty();
        assertThat(result.further(2)).isEmpty();
        BoardResult.Further further = result.further(1).orElseThrow();
        assertThat(further.beyond()).isZero();
        assertThat(further.items()).isEqualTo(20);
        agrees(
                result.boughtPerItem(1),
                Stream.of(bought)
                        .flatMapToDouble(Arrays::stream)
                        .map(x -> x / 20)
                        .toArray());
        assertThat(further.perItem()).isEqualTo(result.boughtPerItem(1));
    }

    /** The mean of four labs has the error of its replicates, in which labs share the luck of items. */
    @Test
    void theMeanOverLabsHasAnErrorOfItsOwn() throws InterruptedException {
        BoardPlan plan = plan(small());
        BoardResult result = BoardRun.of(plan, 2);
        double[] told = new double[7];
        for (int i = 0; i < 7; i++) {
            told[i] = Stream.of(plan.board().simulate(plan.protocols().get(2), 4, i)[1])
                    .mapToDouble(Release::told)
                    .average()
                    .orElseThrow();
        }
        agrees(result.ofAllLabs(2, 1, LabMeasure.REPORTED_SCORE), told);
        assertThat(result.ofAllLabs(1, 3, LabMeasure.TOLD_INFLATION))
                .isEqualTo(result.of(1, 3, BoardMeasure.TOLD_INFLATION));
    }

    /** With rotation every release and every two, one more item is one of those that the faster one writes beyond the other. */
    @Test
    void oneMoreItemIsCountedFromTheNextCheaperProtocol() throws InterruptedException {
        Map<String, Object> map = small();
        map.put("protocols", List.of(Map.of("rotating", 1), "open", Map.of("rotating", 2), "private"));
        BoardResult result = BoardRun.of(plan(map), 2);
        BoardResult.Further further = result.further(0).orElseThrow();
        assertThat(further.beyond()).isEqualTo(2);
        assertThat(further.items()).isEqualTo(40);
        double slow = result.of(2, 3, BoardMeasure.TOLD_INFLATION).mean();
        double fast = result.of(0, 3, BoardMeasure.TOLD_INFLATION).mean();
        assertThat(further.perItem().mean()).isCloseTo((slow - fast) / 40, within(1e-15));
        assertThat(result.further(2).orElseThrow().beyond()).isEqualTo(1);
    }

    private static void agrees(BoardResult.Estimate found, double[] x) {
        double mean = Stream.of(x).flatMapToDouble(Arrays::stream).average().orElseThrow();
        double squares = 0;
        for (double value : x) {
            squares += (value - mean) * (value - mean);
        }
        assertThat(found.mean()).isCloseTo(mean, within(1e-14));
        assertThat(found.standardError()).isCloseTo(Math.sqrt(squares / 6 / 7), within(1e-14));
    }

    /** Four pairs in order, one against, of ten: τ = 8/10 for one swap; a tie of two in a: (8 + 0)/√(9·10) with one pair tied. */
    @Test
    void ranksAreComparedAsByHand() {
        double[] order = {1, 2, 3, 4, 5};
        assertThat(Ranking.kendall(new double[] {2, 1, 3, 4, 5}, order)).isCloseTo(0.8, within(1e-15));
        assertThat(Ranking.kendall(new double[] {1, 1, 3, 4, 5}, order)).isCloseTo(9 / Math.sqrt(90), within(1e-15));
        assertThat(Ranking.spearman(new double[] {2, 1, 3, 4, 5}, order)).isCloseTo(0.9, within(1e-15));
        assertThat(Ranking.kendall(new double[5], order)).isZero();
        assertThat(Ranking.spearman(order, new double[5])).isZero();
        assertThat(Ranking.kendall(new double[1], new double[1])).isZero();
        Release first = new Release(0.9, 0, 0, 0.5, 0);
        Release tied = new Release(0.9, 0, 0, 0.8, 0);
        assertThat(Ranking.regret(new Release[] {new Release(0.1, 0, 0, 0.6, 0), first, tied}))
                .isCloseTo(0.3, within(1e-15));
        assertThat(Board.leader(new Release[] {tied, first})).isZero();
    }

    @Test
    void targetsAndHalfLivesAreReadOffTheMeans() throws InterruptedException {
        BoardResult result = BoardRun.of(plan(small()), 2);
        assertThat(result.cheapest()).hasValue(0);
        assertThat(result.verdict(1).kept()).isTrue();
        assertThat(result.itemsSpent(1)).as("of the target's three releases").isEqualTo(20);
        Map<String, Object> strict = small();
        strict.put("target", "kendallWork >= 2 for 1 release");
        strict.put("level", -1);
        BoardResult hopeless = BoardRun.of(plan(strict), 2);
        assertThat(hopeless.cheapest()).isEmpty();
        assertThat(hopeless.halfLife(0)).isEmpty();
        strict.put("level", 1);
        assertThat(BoardRun.of(plan(strict), 2).halfLife(0)).hasValue(0);
    }

    /** The first release at which the mean, or an end of its interval, is below the level, read off the same curve. */
    @Test
    void halfLivesHaveAnIntervalFromThatOfTau() throws InterruptedException {
        Map<String, Object> map = small();
        int wide = 0;
        for (double level : new double[] {-0.2, 0, 0.2, 0.4, 0.6, 0.8}) {
            map.put("level", level);
            BoardResult result = BoardRun.of(plan(map), 2);
            for (int p = 0; p < 3; p++) {
                int least = first(result, p, -1.96, level);
                int most = first(result, p, 1.96, level);
                assertThat(result.halfLifeAtLeast(p).orElse(4)).isEqualTo(least);
                assertThat(result.halfLife(p).orElse(4)).isEqualTo(first(result, p, 0, level));
                assertThat(result.halfLifeAtMost(p).orElse(4)).isEqualTo(most);
                wide += least < most ? 1 : 0;
            }
        }
        assertThat(wide).as("intervals that are not points").isPositive();
        map.put("replicates", 1);
        BoardResult once = BoardRun.of(plan(map), 1);
        assertThat(once.halfLifeAtLeast(0)).hasValue(0);
        assertThat(once.halfLifeAtMost(0)).isEmpty();
    }

    private static int first(BoardResult result, int protocol, double errors, double level) {
        int r = 0;
        while (r < 4) {
            BoardResult.Estimate tau = result.of(protocol, r, BoardMeasure.KENDALL_WORK);
            if (tau.mean() + errors * tau.standardError() < level) {
                return r;
            }
            r++;
        }
        return r;
    }
}
