package org.evalgap.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Workers far away, for all that anybody can tell: pieces and results travel as bytes, and results come last piece first. They work
 * in the calling thread.
 *
 * @param <U> a piece of work
 * @param <R> what comes of it
 */
public final class Elsewhere<U, R> implements Workers<U, R> {
    private final List<U> pieces = new ArrayList<>();
    private final Function<U, byte[]> encode;
    private final UnaryOperator<byte[]> work;
    private final BiFunction<U, byte[], R> decode;
    private int done;

    /**
     * Workers.
     *
     * @param encode makes a piece travel
     * @param work makes bytes of a result from those of a piece
     * @param decode makes a result of what came back of a piece
     */
    public Elsewhere(Function<U, byte[]> encode, UnaryOperator<byte[]> work, BiFunction<U, byte[], R> decode) {
        this.encode = encode;
        this.work = work;
        this.decode = decode;
    }

    /**
     * How many pieces were done.
     *
     * @return the number
     */
    public int done() {
        return done;
    }

    @Override
    public int size() {
        return 3;
    }

    @Override
    public boolean far() {
        return true;
    }

    @Override
    public void give(U piece) {
        pieces.add(piece);
    }

    @Override
    public @Nullable R await(long milliseconds) {
        if (pieces.isEmpty()) {
            return null;
        }
        U piece = pieces.remove(pieces.size() - 1);
        done++;
        return decode.apply(piece, work.apply(encode.apply(piece)));
    }

    @Override
    public void close() {
        assertThat(pieces).isEmpty();
    }
}
