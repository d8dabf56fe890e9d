package org.evalgap.protocol.board;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.evalgap.Board;
import org.evalgap.Board.Release;

/**
 * Carries plans of boards out. Boards, a protocol in a replicate each, are simulated on several threads and counted in their
 * order: the result does not depend on how many threads there are, nor on what was known before. Only those boards are held
 * that threads work on, and the sums.
 */
public final class BoardRun {
    private static final int WAITING = 3;
    private static final long PATIENCE_MILLIS = 100;

    private final BoardPlan plan;
    private final BoardMemory memory;
    private final BoardWatch watch;
    private final int protocols;
    private final long boards;

    /** Boards in their order. */
    private final Deque<Awaited> waiting = new ArrayDeque<>();

    private long given;
    private long simulated;

    private BoardRun(BoardPlan plan, BoardMemory memory, BoardWatch watch) {
        this.plan = plan;
        this.memory = memory;
        this.watch = watch;
        this.protocols = plan.protocols().size();
        this.boards = (long) protocols * plan.replicates();
    }

    /** A board that was known, or is being simulated. */
    private record Awaited(int protocol, int replicate, boolean known, CompletableFuture<Release[][]> releases) {
        boolean isThere() {
            return releases.isDone() && !releases.isCompletedExceptionally();
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
        ExecutorService crew = Executors.newFixedThreadPool(threads);
        try {
            return new BoardRun(plan, memory, watch).run(crew, WAITING * threads);
        } finally {
            crew.shutdownNow();
        }
    }

    private Optional<BoardResult> run(ExecutorService crew, int ahead) throws InterruptedException {
        ThreadLocal<Board> own = ThreadLocal.withInitial(plan::board);
        BoardSums sums = new BoardSums(new BoardLayout(plan));
        boolean goesOn = true;
        for (long done = 0; done < boards && goesOn; done++) {
            while (given < boards && waiting.size() < ahead) {
                waiting.add(next(crew, own));
            }
            Awaited board = waiting.element();
            if (!await(board.releases, done)) {
                break;
            }
            waiting.remove();
            keep(board);
            sums.add(board.protocol, board.releases.join());
            goesOn = watch.goesOn(done + 1, simulated) || done + 1 == boards;
        }
        // What is finished is kept, though it was not its turn.
        waiting.stream().filter(Awaited::isThere).forEach(this::keep);
        return sums.count() < plan.replicates() ? Optional.empty() : Optional.of(sums.result());
    }

    private Awaited next(ExecutorService crew, ThreadLocal<Board> own) {
        int protocol = (int) (given % protocols);
        int replicate = (int) (given / protocols);
        given++;
        Optional<Release[][]> known = memory.find(protocol, replicate);
        CompletableFuture<Release[][]> releases = known.map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.supplyAsync(
                        () -> own.get().simulate(plan.protocols().get(protocol), plan.seed(), replicate), crew));
        return new Awaited(protocol, replicate, known.isPresent(), releases);
    }

    private void keep(Awaited board) {
        if (!board.known) {
            memory.keep(board.protocol, board.replicate, board.releases.join());
            simulated++;
        }
    }

    /** Waits for a board; false where the watch ends it. */
    private boolean await(CompletableFuture<Release[][]> board, long done) throws InterruptedException {
        while (true) {
            try {
                board.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                if (!watch.goesOn(done, simulated)) {
                    return false;
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                if (e.getCause() instanceof Error cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
