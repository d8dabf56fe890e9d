package org.evalgap.cli.store;

import java.util.Optional;
import org.evalgap.Board.Release;
import org.evalgap.protocol.board.BoardMemory;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.store.BoardRecording;
import org.evalgap.store.Manifest;
import org.evalgap.store.ResultStore;
import org.jspecify.annotations.Nullable;

/** Where boards are kept, which may be nowhere. */
public final class BoardStore implements BoardMemory, AutoCloseable {
    private final @Nullable ResultStore store;
    private final BoardMemory memory;
    private long boardsKnown;
    private long boardsAdded;

    private BoardStore(@Nullable ResultStore store, BoardMemory memory) {
        this.store = store;
        this.memory = memory;
    }

    /**
     * In the store of that name, beginning a recording.
     *
     * @param name as the command line names it; null for nowhere
     * @param plan the plan of the boards
     * @param manifest what the store says of its origin
     * @return the store, to be closed in the end
     */
    public static BoardStore open(@Nullable String name, BoardPlan plan, Manifest manifest) {
        if (name == null) {
            return new BoardStore(null, BoardMemory.none());
        }
        ResultStore store = Stores.open(name);
        try {
            return new BoardStore(store, store.record(plan, manifest));
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * How many boards were found so far: each is one protocol in one replicate.
     *
     * @return their number; 0 if it is nowhere
     */
    public long boardsKnown() {
        return boardsKnown;
    }

    /**
     * How many boards it holds of the plan, once it is closed.
     *
     * @return those found and those added
     */
    public long boardsKept() {
        return boardsKnown + boardsAdded;
    }

    @Override
    public Optional<Release[][]> find(int protocol, int replicate) {
        Optional<Release[][]> found = memory.find(protocol, replicate);
        boardsKnown += found.isPresent() ? 1 : 0;
        return found;
    }

    @Override
    public void keep(int protocol, int replicate, Release[][] releases) {
        memory.keep(protocol, replicate, releases);
        boardsAdded++;
    }

    @Override
    public void close() {
        if (store != null && memory instanceof BoardRecording recording) {
            try (store) {
                recording.close();
            }
        }
    }
}
