package org.evalgap.protocol.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.evalgap.Board.Release;
import org.evalgap.work.Workers;
import org.junit.jupiter.api.Test;

/** How a run of boards deals with its workers, step by step: one who takes the newest piece first, and has three in hand. */
class BoardHandsTest {
    private static final BoardPlan PLAN = BoardRunTest.plan(BoardRunTest.small());

    private static final BoardWorkshop WORKSHOP = BoardWorkshop.of(PLAN);

    /** What is known is nothing; what is kept is counted against what was given. */
    private static class Newest implements Workers<BoardPiece, BoardValues>, BoardMemory {
        final boolean far;
        final Deque<BoardPiece> pieces = new ArrayDeque<>();
        final List<BoardPiece> kept = new ArrayList<>();
        int given;
        int mostInHand;
        int mostUnkept;

        Newest(boolean far) {
            this.far = far;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public boolean far() {
            return far;
        }

        @Override
        public void give(BoardPiece piece) {
            given++;
            pieces.add(piece);
            mostInHand = Math.max(mostInHand, pieces.size());
            mostUnkept = Math.max(mostUnkept, given - kept.size());
        }

        @Override
        public BoardValues await(long milliseconds) {
            return milliseconds == 0 ? null : WORKSHOP.simulate(pieces.removeLast());
        }

        @Override
        public void close() {}

        @Override
        public Optional<Release[][]> find(int protocol, int replicate) {
            return Optional.empty();
        }

        @Override
        public void keep(int protocol, int replicate, Release[][] releases) {
            kept.add(new BoardPiece(protocol, replicate));
        }
    }

    private static Optional<BoardResult> run(Newest worker, BoardWatch watch) throws InterruptedException {
        return BoardRun.of(PLAN, worker, worker, watch);
    }

    private static List<BoardResult.Estimate> inflation(BoardResult result) {
        List<BoardResult.Estimate> all = new ArrayList<>();
        for (int p = 0; p < 3; p++) {
            all.add(result.of(p, 3, BoardMeasure.TOLD_INFLATION));
        }
        return all;
    }

    /** Near ones hold what they want; far ones may finish four times as many before an earlier board is there. */
    @Test
    void boardsWaitForEarlierOnesButNotWithoutBound() throws InterruptedException {
        List<BoardResult.Estimate> alone = inflation(BoardRun.of(PLAN, 1));
        for (boolean far : new boolean[] {false, true}) {
            Newest worker = new Newest(far);
            BoardResult result = run(worker, (done, simulated) -> true).orElseThrow();
            assertThat(inflation(result)).isEqualTo(alone);
            assertThat(worker.given).isEqualTo(21);
            assertThat(worker.kept).hasSize(21).startsWith(new BoardPiece(0, 0), new BoardPiece(1, 0));
            assertThat(worker.mostInHand).isEqualTo(3);
            assertThat(worker.mostUnkept).isEqualTo(far ? 12 : 3);
        }
    }

    /** Ended after the first of twelve boards that are finished by then: all of them are kept, and nothing else. */
    @Test
    void whatIsFinishedIsKeptThoughItIsNotItsTurn() throws InterruptedException {
        Newest worker = new Newest(true);
        assertThat(run(worker, (done, simulated) -> done < 1)).isEmpty();
        assertThat(worker.kept).hasSize(12).doesNotHaveDuplicates();
    }

    /** At the end one more board comes, or the reason why there is none. */
    @Test
    void whatComesInTheEndIsKeptIfItIsABoard() throws InterruptedException {
        for (boolean refused : new boolean[] {false, true}) {
            Newest worker = new Newest(false) {
                private boolean ended;

                @Override
                public BoardValues await(long milliseconds) {
                    if (milliseconds > 0) {
                        return WORKSHOP.simulate(pieces.removeFirst());
                    }
                    boolean last = ended;
                    ended = true;
                    BoardPiece piece = new BoardPiece(2, 0);
                    if (last) {
                        return null;
                    }
                    return refused
                            ? BoardValues.refused(piece, new IllegalArgumentException("few"))
                            : WORKSHOP.simulate(piece);
                }
            };
            assertThat(run(worker, (done, simulated) -> false)).isEmpty();
            assertThat(worker.kept)
                    .containsExactlyElementsOf(
                            refused
                                    ? List.of(new BoardPiece(0, 0))
                                    : List.of(new BoardPiece(0, 0), new BoardPiece(2, 0)));
        }
    }

    @Test
    void whoeverLooksOnIsAskedWhileNothingComes() throws InterruptedException {
        List<Long> asked = new ArrayList<>();
        Newest idle = new Newest(false) {
            @Override
            public BoardValues await(long milliseconds) {
                return asked.size() == 2 && milliseconds > 0 ? super.await(milliseconds) : null;
            }
        };
        assertThat(run(idle, (done, simulated) -> {
                    asked.add(done);
                    return asked.size() < 3;
                }))
                .isEmpty();
        assertThat(asked)
                .as("twice while nobody comes, and after the first board")
                .containsExactly(0L, 0L, 1L);
        assertThat(idle.kept).containsExactly(new BoardPiece(0, 0), new BoardPiece(1, 0), new BoardPiece(2, 0));
        asked.clear();
        Newest never = new Newest(false) {
            @Override
            public BoardValues await(long milliseconds) {
                return null;
            }
        };
        assertThat(run(never, (done, simulated) -> !asked.add(done))).isEmpty();
        assertThat(asked).containsExactly(0L);
        assertThat(never.kept).isEmpty();
    }

    @Test
    void whoeverLooksOnCannotEndWhatIsDone() throws InterruptedException {
        assertThat(run(new Newest(false), (done, simulated) -> done < 21)).isPresent();
    }

    @Test
    void aBoardThatNobodyAskedForEndsTheRun() {
        Newest wrong = new Newest(false) {
            @Override
            public BoardValues await(long milliseconds) {
                return WORKSHOP.simulate(new BoardPiece(0, 6));
            }
        };
        assertThatThrownBy(() -> run(wrong, (done, simulated) -> true)).hasMessageStartingWith("nobody asked for ");
    }
}
