package org.evalgap.protocol.board;

import java.util.Optional;
import org.evalgap.Board.Release;

/**
 * Who keeps what labs did under a protocol in a replicate, so that it is not simulated twice. Asked and told by the thread that
 * runs a plan, replicate by replicate, and in a replicate protocol by protocol.
 */
public interface BoardMemory {
    /**
     * What is known.
     *
     * @param protocol index of the protocol in the plan
     * @param replicate from 0
     * @return by release and lab, as {@link org.evalgap.Board#simulate} gives it, bit for bit; empty where nothing is known
     */
    Optional<Release[][]> find(int protocol, int replicate);

    /**
     * Takes in what was simulated because nothing was known.
     *
     * @param protocol index of the protocol in the plan
     * @param replicate from 0
     * @param releases by release and lab; not to be changed
     */
    void keep(int protocol, int replicate, Release[][] releases);

    /**
     * Nobody.
     *
     * @return a memory that knows nothing and keeps nothing
     */
    static BoardMemory none() {
        return new BoardMemory() {
            @Override
            public Optional<Release[][]> find(int protocol, int replicate) {
                return Optional.empty();
            }

            @Override
            public void keep(int protocol, int replicate, Release[][] releases) {
                // Nobody wants to know.
            }
        };
    }
}
