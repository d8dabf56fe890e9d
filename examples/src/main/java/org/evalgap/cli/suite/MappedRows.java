package org.evalgap.cli.suite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.evalgap.audit.Positions;

/** Rows of numbers that stay in their file: mapped in pieces, since one may have two gibibytes at most. */
final class MappedRows implements Positions {
    private static final long PIECE = 1L << 30;

    private final ByteBuffer[] pieces;
    private final int rowsAPiece;
    private final int rows;
    private final int dimension;
    private final int width;

    private MappedRows(ByteBuffer[] pieces, int rowsAPiece, int rows, int dimension, int width) {
        this.pieces = pieces;
        this.rowsAPiece = rowsAPiece;
        this.rows = rows;
        this.dimension = dimension;
        this.width = width;
    }

    /** Maps rows of floats ({@code width} 4) or doubles (8) that begin at {@code start}. */
    static MappedRows map(FileChannel channel, long start, int rows, int dimension, int width, ByteOrder order)
            throws IOException {
        long rowBytes = (long) dimension * width;
        int rowsAPiece = (int) Math.min(rows, PIECE / rowBytes);
        ByteBuffer[] pieces = new ByteBuffer[(rows + rowsAPiece - 1) / rowsAPiece];
        for (int k = 0; k < pieces.length; k++) {
            long first = (long) k * rowsAPiece;
            long count = Math.min(rowsAPiece, rows - first);
            pieces[k] = channel.map(FileChannel.MapMode.READ_ONLY, start + first * rowBytes, count * rowBytes)
                    .order(order);
        }
        return new MappedRows(pieces, rowsAPiece, rows, dimension, width);
    }

    @Override
    public int size() {
        return rows;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void row(int i, double[] out) {
        ByteBuffer piece = pieces[i / rowsAPiece];
        int at = i % rowsAPiece * dimension * width;
        for (int d = 0; d < dimension; d++) {
            out[d] = width == 4 ? piece.getFloat(at + 4 * d) : piece.getDouble(at + 8 * d);
        }
    }
}
