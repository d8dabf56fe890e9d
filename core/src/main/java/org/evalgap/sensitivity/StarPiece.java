package org.evalgap.sensitivity;

import java.nio.ByteBuffer;

/**
 * Some base points of a design, with all that belongs to them: a piece of an analysis that any thread or machine can evaluate which
 * has the {@linkplain SobolAnalysis#evaluate analysis}. It is an address and nothing else. Immutable.
 *
 * @param repetition which of the 16 repetitions, from 0
 * @param first the first base point of the repetition, from 0
 * @param count how many base points, at least 1
 */
public record StarPiece(int repetition, int first, int count) {
    /**
     * Restores a piece.
     *
     * @param bytes as {@link #toBytes()} gave them
     * @return the piece
     * @throws IllegalArgumentException if they are of something else
     */
    public static StarPiece of(byte[] bytes) {
        if (bytes.length != 3 * Integer.BYTES) {
            throw new IllegalArgumentException("a piece of an analysis has 12 bytes: " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new StarPiece(in.getInt(), in.getInt(), in.getInt());
    }

    /**
     * The piece as it travels.
     *
     * @return 12 bytes
     */
    public byte[] toBytes() {
        return ByteBuffer.allocate(3 * Integer.BYTES)
                .putInt(repetition)
                .putInt(first)
                .putInt(count)
                .array();
    }
}
