package org.evalgap.internal.kernel;

import java.util.Arrays;

/**
 * Columns of the kernel between one set of tasks and the first environments, kept by {@link Gains} for as long as these environments
 * stay: whoever goes on training with further ones pays for the new columns alone. What was kept has the bits of what is computed
 * anew. Confined to a thread; buffers stay when columns are forgotten.
 */
public final class KeptColumns {
    /** At most so many numbers, 8 MB, are kept; columns beyond are computed anew each time. */
    private static final int ROOM = 1 << 20;

    private double[][][] columns = new double[0][][];
    private int[] known = new int[0];
    private boolean[] close = new boolean[0];
    private int settled;

    /** Keeps nothing yet. */
    public KeptColumns() {}

    /** Forgets all: the tasks, the kernel or the environments are others from now on. */
    public void forget() {
        Arrays.fill(known, 0);
        settled = 0;
    }

    /**
     * Says which environments will stay.
     *
     * @param environments how many, from the first one on; never fewer than before unless all was forgotten
     */
    public void settle(int environments) {
        settled = environments;
    }

    /** How many columns of a set of so many tasks are worth keeping. */
    int wanted(int tasks) {
        return Math.min(settled, ROOM / tasks);
    }

    /** How many columns of a tile are there; none of those that were made while the tile was close count once it is not. */
    int known(int tile, boolean asClose) {
        return tile < known.length && close[tile] == asClose ? known[tile] : 0;
    }

    /** Columns of a tile, those that are {@link #known} as they are, up to a count with room for so many lanes. */
    double[][] reserve(int tile, int count, int lanes) {
        if (tile >= columns.length) {
            int before = columns.length;
            columns = Arrays.copyOf(columns, tile + 1);
            Arrays.fill(columns, before, tile + 1, new double[0][]);
            known = Arrays.copyOf(known, tile + 1);
            close = Arrays.copyOf(close, tile + 1);
        }
        double[][] kept = columns[tile];
        if (kept.length > 0 && kept[0].length < lanes) {
            kept = new double[0][];
        }
        if (kept.length < count) {
            int before = kept.length;
            // With a header of 16 bytes all begin equally far from a cache line.
            int length = before == 0 ? lanes + 6 : kept[0].length;
            kept = Arrays.copyOf(kept, count);
            for (int k = before; k < count; k++) {
                kept[k] = new double[length];
            }
        }
        columns[tile] = kept;
        return kept;
    }

    /** Notes how many columns of a tile are there by now. */
    void learned(int tile, boolean asClose, int count) {
        known[tile] = count;
        close[tile] = asClose;
    }
}
