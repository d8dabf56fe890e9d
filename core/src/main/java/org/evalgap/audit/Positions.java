package org.evalgap.audit;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * Positions of items, such as embeddings: one row an item, one number an axis. Immutable by contract; may be a view of a
 * mapped file.
 *
 * <p>Rows may be asked for by several threads at a time.
 */
public interface Positions {
    /**
     * How many rows there are.
     *
     * @return number of items, at least 0
     */
    int size();

    /**
     * How many numbers a row has.
     *
     * @return number of axes, at least 1
     */
    int dimension();

    /**
     * Copies a row.
     *
     * @param i row, from 0
     * @param out where its numbers go; length at least {@link #dimension}
     */
    void row(int i, double[] out);

    /**
     * Positions that are copied from rows.
     *
     * @param rows one array an item, all of one length
     * @return the positions
     * @throws IllegalArgumentException if there is no row, a row is empty, or rows differ in length
     */
    static Positions of(double[][] rows) {
        return new PositionViews.Rows(rows);
    }

    /**
     * A view of floats, row after row; nothing is copied.
     *
     * @param rows numbers from position 0 to the limit
     * @param dimension numbers a row, at least 1
     * @return the view
     * @throws IllegalArgumentException if the numbers are not whole rows
     */
    static Positions of(FloatBuffer rows, int dimension) {
        FloatBuffer numbers = rows.duplicate();
        return new PositionViews.Buffered(numbers::get, numbers.limit(), dimension);
    }

    /**
     * A view of doubles, row after row; nothing is copied.
     *
     * @param rows numbers from position 0 to the limit
     * @param dimension numbers a row, at least 1
     * @return the view
     * @throws IllegalArgumentException if the numbers are not whole rows
     */
    static Positions of(DoubleBuffer rows, int dimension) {
        DoubleBuffer numbers = rows.duplicate();
        return new PositionViews.Buffered(numbers::get, numbers.limit(), dimension);
    }
}
