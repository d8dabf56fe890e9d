package org.evalgap.protocol.board;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.evalgap.Board.Release;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Carries plans of boards out. Boards, a protocol in a replicate each, are simulated by several threads or by others, and
 * counted in their order: the result does not depend on who they are and how many, nor on what was known before. Only those boards
 * are held that somebody works on or that wait for an earlier one, and the sums.
 */
public final class BoardRun {
    /** As many times what workers far away want to hold may be finished and wait for an earlier board. */
    private static final int EARLY = 4;

    private static final long PATIENCE_MILLIS = 100;

    private final BoardPlan plan;
    private final Workers<BoardPiece, BoardValues> workers;
    private final BoardMemory memory;
    private final BoardWatch watch;
    private final int protocols;
    private final long boards;

    /** Boards in their order; those that are being simulated also by their piece. */
    private final Deque<Awaited> waiting = new ArrayDeque<>();

    private final Map<BoardPiece, Awaited> underway = new HashMap<>();

    private long given;
    private long simulated;

    private BoardRun(BoardPlan plan, Workers<BoardPiece, BoardValues> workers, BoardMemory memory, BoardWatch watch) {
        this.plan = plan;
        this.workers = workers;
        this.memory = memory;
        this.watch = watch;
        this.protocols = plan.protocols().size();
        this.boards = (long) protocols * plan.replicates();
    }

    /** A board that was known, or is being simulated. */
    private static final class Awaited {
        final BoardPiece piece;
        final boolean known;

        @Nullable
        BoardValues values;

        Awaited(BoardPiece piece, @Nullable BoardValues values) {
            this.piece = piece;
            this.known = values != null;
            this.values = values;
        }
    }

    /**
     * Simulates all replicates.
     *
     * @param plan the plan
     * @param threads how many threads, at least 1
     * @return the result
     * @throws IllegalArgumentException if an explicit eval has too few items for a protocol
     * @throws InterruptedException if this thread is interrupted
     */
    public static BoardResult of(BoardPlan plan, int threads) throws InterruptedException {
        return of(plan, threads, BoardMemory.none(), (done, simulated) -> true).orElseThrow();
    }

    /**
     * Simulates what is not known.
     *
     * @param plan the plan
     * @param threads how many threads, at least 1
     * @param memory what is known, and who keeps what is simulated
     * @param watch who looks on
     * @return the result; empty where the watch ended it
     * @throws IllegalArgumentException if an explicit eval has too few items for a protocol
     * @throws InterruptedException if this thread is interrupted
     */
    public static Optional<BoardResult> of(BoardPlan plan, int threads, BoardMemory memory, BoardWatch watch)
            throws InterruptedException {
        try (Workers<BoardPiece, BoardValues> crew = BoardWorkshop.of(plan).crew(threads)) {
            return of(plan, crew, memory, watch);
        }
    }

    /**
     * Has simulated what is not known.
     *
     * @param plan the plan
     * @param workers who simulate, by a {@link BoardWorkshop} of the same plan; stay with whoever hired them
     * @param memory what is known, and who keeps what is simulated
     * @param watch who looks on
     * @return the result; empty where the watch ended it
     * @throws IllegalArgumentException if an explicit eval has too few items for a protocol
     * @throws InterruptedException if this thread is interrupted
     */
    public static Optional<BoardResult> of(
            BoardPlan plan, Workers<BoardPiece, BoardValues> workers, BoardMemory memory, BoardWatch watch)
            throws InterruptedException {
        return new BoardRun(plan, workers, memory, watch).run();
    }

    private Optional<BoardResult> run() throws InterruptedException {
        BoardSums sums = new BoardSums(new BoardLayout(plan));
        boolean goesOn = true;
        for (long done = 0; done < boards && goesOn; done++) {
            BoardValues board = next(done);
            if (board == null) {
                break;
            }
            keep(waiting.remove());
            sums.add(board.piece().protocol(), board.releases());
            goesOn = watch.goesOn(done + 1, simulated) || done + 1 == boards;
        }
        keepRest();
        return sums.count() < plan.replicates() ? Optional.empty() : Optional.of(sums.result());
    }

    /** The first of those that wait; null where the watch ends it. */
    private @Nullable BoardValues next(long done) throws InterruptedException {
        handOut();
        Awaited first = waiting.element();
        while (first.values == null) {
            BoardValues values = workers.await(PATIENCE_MILLIS);
            if (values != null) {
                arrive(values);
                handOut();
            } else if (!watch.goesOn(done, simulated)) {
                return null;
            }
        }
        return first.values;
    }

    private void handOut() {
        int ahead = workers.ahead();
        int most = workers.far() ? EARLY * ahead : ahead;
        while (given < boards && underway.size() < ahead && waiting.size() < most) {
            BoardPiece piece = new BoardPiece((int) (given % protocols), (int) (given / protocols));
            given++;
            Optional<Release[][]> known = memory.find(piece.protocol(), piece.replicate());
            Awaited board = new Awaited(
                    piece,
                    known.map(releases -> BoardValues.of(piece, releases)).orElse(null));
            waiting.add(board);
            if (!board.known) {
                underway.put(piece, board);
                workers.give(piece);
            }
        }
    }

    private void arrive(BoardValues values) {
        Awaited board = underway.remove(values.piece());
        if (board == null) {
            throw new IllegalStateException("nobody asked for " + values.piece());
        }
        board.values = values;
    }

    private void keep(Awaited board) {
        if (!board.known && board.values != null) {
            memory.keep(board.piece.protocol(), board.piece.replicate(), board.values.releases());
            simulated++;
        }
    }

    /** What is finished is kept, though it was not its turn. */
    private void keepRest() throws InterruptedException {
        for (BoardValues values = workers.await(0); values != null; values = workers.await(0)) {
            arrive(values);
        }
        waiting.stream()
                .filter(board -> board.values != null && board.values.done())
                .forEach(this::keep);
    }
}
