package org.evalgap.internal.network;

import java.util.Arrays;
import org.evalgap.internal.kernel.Vectors;

/** The forward pass over a tile of tasks: one row a unit, one column a task, so that a loop runs over tasks. */
final class Forward {
    /** Units whose outputs are computed together: their rows fit the first-level cache. */
    static final int BLOCK = 16;

    private final Workspace space;
    private final double[][] block = new double[BLOCK][];
    private final double[][] weights = new double[BLOCK][];
    private final double[] last = new double[BLOCK];

    Forward(Workspace space) {
        this.space = space;
    }

    /**
     * Computes what comes out of the network and of every unit of the first layer for every task of the tile that stands in the
     * workspace, and which units of the second are active.
     *
     * @param w weights
     * @param n tasks, at most {@link Workspace#TILE}
     * @param out outputs, of {@link Rows#room} for the tile
     */
    void pass(Weights w, int n, double[] out) {
        int lanes = Rows.room(n);
        for (int unit = 0; unit < space.width; unit += BLOCK) {
            System.arraycopy(space.first, unit, block, 0, Math.min(BLOCK, space.width - unit));
            layer(w.first, unit, space.input, space.inputs, lanes);
        }
        for (double[] pattern : space.pattern) {
            Arrays.fill(pattern, 0, lanes, 0);
        }
        Arrays.fill(out, 0, lanes, w.last[space.width]);
        System.arraycopy(space.second, 0, block, 0, space.second.length);
        for (int unit = 0; unit < space.width; unit += BLOCK) {
            int units = layer(w.second, unit, space.first, space.width, lanes);
            System.arraycopy(w.last, unit, last, 0, units);
            Vectors.addColumns(block, last, units, out, lanes);
            note(unit, units, lanes);
        }
    }

    /** Computes a block of units; returns how many there are. */
    private int layer(double[][] w, int unit, double[][] x, int inputs, int lanes) {
        int units = Math.min(BLOCK, space.width - unit);
        System.arraycopy(w, unit, weights, 0, units);
        Products.set(x, weights, inputs, block, units, lanes);
        int k = 0;
        for (; k + 4 <= units; k += 4) {
            RowLoops.rectifyFour(block[k], block[k + 1], block[k + 2], block[k + 3], lanes);
        }
        for (; k < units; k++) {
            RowLoops.rectify(block[k], lanes);
        }
        return units;
    }

    /** Notes which units of a block are active; the bits of those that are not there do not matter. */
    private void note(int unit, int units, int lanes) {
        double[] pattern = space.pattern[unit / Activity.SET];
        double place = 1L << unit % Activity.SET;
        int end = units - 1;
        for (int k = 0; k < units; k += 4, place *= 16) {
            double[] second = block[Math.min(k + 1, end)];
            double[] third = block[Math.min(k + 2, end)];
            RowLoops.addSubsets(block[k], second, third, block[Math.min(k + 3, end)], place, pattern, lanes);
        }
    }
}
