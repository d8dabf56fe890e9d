package org.evalgap.sensitivity;

import java.nio.ByteBuffer;

/** What came of a piece of an analysis: every output at every point and replicate. Immutable. */
public final class StarValues {
    private final StarPiece piece;
    private final double[][][] values;

    /** Values by output, replicate and point. */
    StarValues(StarPiece piece, double[][][] values) {
        this.piece = piece;
        this.values = values;
    }

    /**
     * Restores values.
     *
     * @param piece whose values they are
     * @param bytes as {@link #toBytes()} gave them
     * @return the values: the same bits
     * @throws IllegalArgumentException if they are of something else
     */
    public static StarValues of(StarPiece piece, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < 3 * Integer.BYTES) {
            throw new IllegalArgumentException("values of a piece have 12 bytes at least: " + bytes.length);
        }
        int outputs = in.getInt();
        int replicates = in.getInt();
        int points = in.getInt();
        if (in.remaining() != (long) outputs * replicates * points * Double.BYTES) {
            throw new IllegalArgumentException("values of a piece have another number of bytes: " + bytes.length);
        }
        double[][][] values = new double[outputs][replicates][points];
        for (double[][] output : values) {
            for (double[] replicate : output) {
                in.asDoubleBuffer().get(replicate);
                in.position(in.position() + points * Double.BYTES);
            }
        }
        return new StarValues(piece, values);
    }

    /**
     * The values as they travel, without their piece: their numbers, and the bits that they are, big end first.
     *
     * @return 12 bytes, and 8 a value
     */
    public byte[] toBytes() {
        int replicates = values[0].length;
        int points = values[0][0].length;
        ByteBuffer out = ByteBuffer.allocate(3 * Integer.BYTES + values.length * replicates * points * Double.BYTES);
        out.putInt(values.length).putInt(replicates).putInt(points);
        for (double[][] output : values) {
            for (double[] replicate : output) {
                out.asDoubleBuffer().put(replicate);
                out.position(out.position() + points * Double.BYTES);
            }
        }
        return out.array();
    }

    StarPiece piece() {
        return piece;
    }

    double[][][] values() {
        return values;
    }
}
