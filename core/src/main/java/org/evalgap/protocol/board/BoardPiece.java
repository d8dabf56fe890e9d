package org.evalgap.protocol.board;

import java.nio.ByteBuffer;

/**
 * A board to be simulated: a protocol of a plan in a replicate. It is an address and nothing else, so that any thread or machine
 * can do it which has the {@linkplain BoardWorkshop plan}. Immutable.
 *
 * @param protocol index of the protocol in the plan, from 0
 * @param replicate from 0
 */
public record BoardPiece(int protocol, int replicate) {
    /**
     * Restores a piece.
     *
     * @param bytes as {@link #toBytes()} gave them
     * @return the piece
     * @throws IllegalArgumentException if they are of something else
     */
    public static BoardPiece of(byte[] bytes) {
        if (bytes.length != 2 * Integer.BYTES) {
            throw new IllegalArgumentException("a piece of a board's plan has 8 bytes: " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new BoardPiece(in.getInt(), in.getInt());
    }

    /**
     * The piece as it travels.
     *
     * @return 8 bytes
     */
    public byte[] toBytes() {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(protocol)
                .putInt(replicate)
                .array();
    }
}
