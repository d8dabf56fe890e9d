package org.evalgap.protocol.board;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.evalgap.Board.Release;
import org.evalgap.task.MisfitException;
import org.jspecify.annotations.Nullable;

/** What came of a board: what every lab released, or why the plan cannot be carried out. Immutable. */
public final class BoardValues {
    private static final byte DONE = 0;
    private static final byte REFUSED = 1;
    private static final byte MISFIT = 2;
    private static final int OF_RELEASE = 5;

    private final BoardPiece piece;
    private final Release[][] releases;
    private final @Nullable IllegalArgumentException refusal;

    private BoardValues(BoardPiece piece, Release[][] releases, @Nullable IllegalArgumentException refusal) {
        this.piece = piece;
        this.releases = releases;
        this.refusal = refusal;
    }

    static BoardValues of(BoardPiece piece, Release[][] releases) {
        return new BoardValues(piece, releases, null);
    }

    static BoardValues refused(BoardPiece piece, IllegalArgumentException why) {
        return new BoardValues(piece, new Release[0][], why);
    }

    /**
     * Restores values.
     *
     * @param piece whose values they are
     * @param bytes as {@link #toBytes()} gave them
     * @return the values: the same bits
     * @throws IllegalArgumentException if they are of something else
     */
    public static BoardValues of(BoardPiece piece, byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("values of a board have a byte at least");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte kind = in.get();
        if (kind != DONE) {
            String why = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
            return refused(piece, kind == MISFIT ? new MisfitException(why) : new IllegalArgumentException(why));
        }
        int count = in.remaining() < 2 * Integer.BYTES ? -1 : in.getInt();
        int labs = count < 0 ? -1 : in.getInt();
        if (in.remaining() != (long) count * labs * OF_RELEASE * Double.BYTES) {
            throw new IllegalArgumentException("values of a board have another number of bytes: " + bytes.length);
        }
        Release[][] releases = new Release[count][labs];
        for (Release[] board : releases) {
            for (int l = 0; l < labs; l++) {
                board[l] = new Release(in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble());
            }
        }
        return of(piece, releases);
    }

    /**
     * The values as they travel, without their piece: a byte that says what they are; then their numbers, and the bits that they
     * are, big end first, or the reason.
     *
     * @return 9 bytes, and 40 for each release of a lab; or a byte and a text
     */
    public byte[] toBytes() {
        if (refusal != null) {
            byte[] why = String.valueOf(refusal.getMessage()).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(1 + why.length)
                    .put(refusal instanceof MisfitException ? MISFIT : REFUSED)
                    .put(why)
                    .array();
        }
        int labs = releases[0].length;
        ByteBuffer out =
                ByteBuffer.allocate(1 + 2 * Integer.BYTES + releases.length * labs * OF_RELEASE * Double.BYTES);
        out.put(DONE).putInt(releases.length).putInt(labs);
        for (Release[] board : releases) {
            for (Release lab : board) {
                out.putDouble(lab.told())
                        .putDouble(lab.publicScore())
                        .putDouble(lab.freshScore())
                        .putDouble(lab.workScore())
                        .putDouble(lab.impactScore());
            }
        }
        return out.array();
    }

    BoardPiece piece() {
        return piece;
    }

    /** Whether there are releases. */
    boolean done() {
        return refusal == null;
    }

    /** By release and lab. Throws the reason where there are none. */
    Release[][] releases() {
        if (refusal != null) {
            throw refusal;
        }
        return releases;
    }
}
