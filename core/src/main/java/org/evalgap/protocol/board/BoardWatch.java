package org.evalgap.protocol.board;

/** Who looks on while boards are simulated, and may end it. */
@FunctionalInterface
public interface BoardWatch {
    /**
     * Says how far it is: after each board, which is a replicate under a protocol, and ten times a second while none ends.
     *
     * @param done how many boards are done, those that were known included
     * @param simulated how many of these were simulated
     * @return whether to go on
     */
    boolean goesOn(long done, long simulated);
}
