package org.evalgap.protocol.board;

import org.evalgap.Board;
import org.evalgap.work.Crew;
import org.evalgap.work.Workers;

/** Simulates boards of a plan, for whoever carries it out. Safe for use by many threads. */
public final class BoardWorkshop {
    private final BoardPlan plan;
    private final ThreadLocal<Board> own;

    private BoardWorkshop(BoardPlan plan) {
        this.plan = plan;
        this.own = ThreadLocal.withInitial(plan::board);
    }

    /**
     * A workshop.
     *
     * @param plan of the boards
     * @return one that knows nothing else
     */
    public static BoardWorkshop of(BoardPlan plan) {
        return new BoardWorkshop(plan);
    }

    /**
     * Simulates a board.
     *
     * @param piece of the plan
     * @return what came of it; of an explicit eval that has too few items for the protocol, that it has
     * @throws IndexOutOfBoundsException if it is no piece of this plan
     */
    public BoardValues simulate(BoardPiece piece) {
        try {
            return BoardValues.of(
                    piece, own.get().simulate(plan.protocols().get(piece.protocol()), plan.seed(), piece.replicate()));
        } catch (IllegalArgumentException e) {
            return BoardValues.refused(piece, e);
        }
    }

    /**
     * Threads of this process that simulate boards.
     *
     * @param threads how many, at least 1
     * @return the threads, which work from now on
     */
    public Workers<BoardPiece, BoardValues> crew(int threads) {
        return new Crew<>("evalgap-board", threads, () -> (piece, stopped) -> simulate(piece));
    }
}
