package org.evalgap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evalgap.Scenario;
import org.evalgap.protocol.Protocol;
import org.evalgap.protocol.StandardProtocol;
import org.evalgap.protocol.Telling;
import org.evalgap.protocol.board.BoardLab;
import org.evalgap.protocol.board.BoardMeasure;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.protocol.board.BoardResult;
import org.evalgap.protocol.board.BoardRun;
import org.evalgap.protocol.board.LabMeasure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a store does for boards, whatever database it stands on. Results are compared by the bits of all their numbers. To open a
 * store takes a good part of a second, so that what opens many is long.
 */
abstract class BoardStoreContract extends StoreFixture {
    private static final Protocol OPEN = StandardProtocol.open();
    private static final Protocol ROTATING = StandardProtocol.retiring(1);
    private static final Protocol LADDER = StandardProtocol.privately().telling(Telling.ladder(0.1));

    private static BoardPlan plan(int replicates, long seed, double copying, Protocol... protocols) {
        List<BoardLab> labs = List.of(
                new BoardLab("a", SMALL, 0),
                new BoardLab("two\nlines", SMALL.withCandidates(2), copying),
                new BoardLab("c", SMALL.withCompetence(1), 0));
        return new BoardPlan(labs, 3, List.of(protocols), Optional.empty(), 0.5, replicates, seed);
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
                for (LabMeasure measure : LabMeasure.values()) {
                    out.add(result.of(p, r, 1, measure).mean());
                    out.add(result.of(p, r, 2, measure).standardError());
                }
            }
        }
        return out.stream().mapToDouble(x -> x).toArray();
    }

    private static double[] undisturbed(BoardPlan plan) throws InterruptedException {
        return numbers(BoardRun.of(plan, 1));
    }

    /** How many boards were simulated, and what came out, unless it was ended after some. */
    private record Ran(long simulated, double[] numbers) {}

    private Ran run(BoardPlan plan, long boards) throws InterruptedException {
        return run(url(), plan, boards);
    }

    private static Ran run(String url, BoardPlan plan, long boards) throws InterruptedException {
        long[] count = new long[1];
        try (ResultStore store = ResultStore.open(url);
                BoardRecording recording = store.record(plan, new Manifest("the plan", "a command", "1", "c0ffee"))) {
            Optional<BoardResult> result = BoardRun.of(plan, 2, recording, (done, simulated) -> {
                count[0] = simulated;
                return done < boards;
            });
            return new Ran(count[0], result.map(BoardStoreContract::numbers).orElse(new double[0]));
        }
    }

    private Ran run(BoardPlan plan) throws InterruptedException {
        return run(plan, Long.MAX_VALUE);
    }

    @Test
    final void aRunThatWasEndedGoesOnWithTheSameBits() throws Exception {
        BoardPlan plan = plan(6, -3, 0.5, OPEN, ROTATING, LADDER);
        assertThat(run(plan, 7).numbers()).isEmpty();
        long kept = count("labRelease") / 9;
        assertThat(kept).isBetween(7L, 13L);
        Ran rest = run(plan);
        assertThat(rest.simulated()).isEqualTo(18 - kept);
        assertThat(rest.numbers()).isEqualTo(undisturbed(plan));
        Ran again = run(plan);
        assertThat(again.simulated()).isZero();
        assertThat(again.numbers()).isEqualTo(undisturbed(plan));
        assertThat(count("labRelease")).isEqualTo(18 * 9);
        assertThat(count("board WHERE labs = 'a\ntwo\\nlines\nc' AND plan = 'the plan' AND gitCommit = 'c0ffee'"))
                .isEqualTo(3);
    }

    @Test
    final void moreReplicatesAndOtherProtocolsSimulateOnlyWhatIsNew() throws Exception {
        run(plan(4, 1, 0, OPEN, ROTATING));
        BoardPlan more = plan(6, 1, 0, LADDER, ROTATING, OPEN);
        Ran ran = run(more);
        assertThat(ran.simulated()).isEqualTo(6 + 2 + 2);
        assertThat(ran.numbers()).isEqualTo(undisturbed(more));
    }

    @Tag("long")
    @Test
    final void otherLabsSeedsOrReleasesAreOtherBoards() throws Exception {
        run(plan(2, 1, 0.5, OPEN));
        BoardPlan same = plan(2, 1, 0.5, OPEN);
        List<BoardLab> stronger = new ArrayList<>(same.labs());
        stronger.set(2, new BoardLab("c", SMALL.withCompetence(1.5), 0));
        for (BoardPlan other : List.of(
                plan(2, 2, 0.5, OPEN),
                plan(2, 1, 0.25, OPEN),
                new BoardPlan(same.labs(), 2, same.protocols(), Optional.empty(), 0.5, 2, 1),
                new BoardPlan(stronger, 3, same.protocols(), Optional.empty(), 0.5, 2, 1),
                new BoardPlan(same.labs().subList(0, 2), 3, same.protocols(), Optional.empty(), 0.5, 2, 1))) {
            assertThat(run(other).simulated()).isEqualTo(2);
        }
        List<BoardLab> renamed = same.labs().stream()
                .map(lab ->
                        new BoardLab("x", lab.scenario().withProtocol(LADDER).withRounds(2), lab.copying()))
                .toList();
        assertThat(run(new BoardPlan(renamed, 3, same.protocols(), Optional.empty(), 0.1, 2, 1))
                        .simulated())
                .as("names, and what the board says in a scenario's place, change nothing")
                .isZero();
    }

    @Tag("long")
    @Test
    final void sweepsAndBoardsShareAStore() throws Exception {
        BoardPlan plan = plan(2, 1, 0, OPEN);
        sweep(plan().build());
        run(plan);
        assertThat(exported(0)).isEqualTo(undisturbed(plan().build()));
        assertThat(run(plan).simulated()).isZero();
        assertThat(sweep(plan().build()).status().replicatesSimulated()).isZero();
    }

    @Tag("long")
    @Test
    final void storesOfVersionsThatKnewNoBoardsGetTheirTables() throws Exception {
        sweep(plan().build());
        change("DROP TABLE board");
        change("DROP TABLE labRelease");
        assertThat(exported(0)).isEqualTo(undisturbed(plan().build()));
        assertThatThrownBy(() -> count("board")).as("reading changes nothing").isInstanceOf(SQLException.class);
        BoardPlan plan = plan(2, 1, 0, OPEN);
        assertThat(run(plan).numbers()).isEqualTo(undisturbed(plan));
        assertThat(run(plan).simulated()).isZero();
        assertThat(exported(0)).isEqualTo(undisturbed(plan().build()));
    }

    private static final Map<String, String> DAMAGES = Map.of(
            "DELETE FROM labRelease WHERE replicate = 1 AND release = 2 AND lab = 0",
                    "replicate 1 of board 1 has 8 releases of labs, not 9",
            "UPDATE labRelease SET lab = 7 WHERE replicate = 0 AND lab = 2", "of lab 7, which is none of the board's",
            "UPDATE labRelease SET lab = 0 WHERE replicate = 0 AND release = 1 AND lab = 2",
                    "has release 1 of lab 0 twice",
            "UPDATE labRelease SET workScore = NULL WHERE lab = 1", "has a score that is no number");

    @Tag("long")
    @Test
    final void whatSomebodyBrokeIsRefused() throws Exception {
        BoardPlan plan = plan(2, 1, 0, OPEN);
        for (Map.Entry<String, String> damage : DAMAGES.entrySet()) {
            run(plan);
            change(damage.getKey());
            assertThatThrownBy(() -> run(plan))
                    .as(damage.getKey())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("damaged: replicate ")
                    .hasMessageContaining(damage.getValue());
            change("DELETE FROM labRelease");
        }
    }

    /** The third commit is the first of results: one opens the store, one enters the boards. */
    @Tag("long")
    @Test
    final void aDatabaseThatFailsEndsTheRunWhichCanBeGivenAgain() throws Exception {
        BoardPlan plan = plan(2, 1, 0, OPEN);
        run(plan, 1);
        change("DELETE FROM labRelease WHERE replicate = 1");
        for (String fault : List.of("commit 3", "lost 3")) {
            try (FaultyDriver faulty = new FaultyDriver(fault)) {
                assertThatThrownBy(() -> run(faulty.url(url()), plan, Long.MAX_VALUE))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("the same command again goes on from there");
                assertThat(faulty.failed()).isTrue();
            }
        }
        Ran rest = run(plan);
        assertThat(rest.simulated()).isEqualTo(1);
        assertThat(rest.numbers()).isEqualTo(undisturbed(plan));
    }

    /** More rows than are read ahead at a time: windows of replicates. */
    @Tag("long")
    @Test
    final void manyReplicatesAreReadInWindows() throws Exception {
        Scenario tiny = SMALL.withEnvironments(1)
                .withBudget(0)
                .withPublicItems(1)
                .withFreshItems(1)
                .withWorkTasks(1);
        BoardLab[] labs = new BoardLab[400];
        Arrays.fill(labs, new BoardLab("x", tiny, 0));
        BoardPlan plan = new BoardPlan(List.of(labs), 1, List.of(OPEN, LADDER), Optional.empty(), 0.5, 130, 1);
        run(plan, 130);
        long kept = count("labRelease") / 400;
        Ran rest = run(plan);
        assertThat(rest.simulated()).isEqualTo(260 - kept).isBetween(124L, 130L);
        assertThat(rest.numbers()).isEqualTo(undisturbed(plan));
    }
}
