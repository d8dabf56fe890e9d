package org.evalgap.internal.network;

import java.util.Arrays;
import org.evalgap.internal.kernel.Vectors;

/** The forward pass over a tile of tasks: one row a unit, one column a task, so that a loop runs over tasks. */
final class Forward {
    /** Units whose outputs are computed together: their rows fit the first-level cache. */
    private static final int BLOCK = 16;

    private final Workspace space;
    private final double[][][] first;
    private final double[][][] second;
    private final double[][] weights = new double[BLOCK][];

    Forward(Workspace space) {
        this.space = space;
        first = blocks(space.first);
        second = blocks(space.second);
    }

    private static double[][][] blocks(double[][] rows) {
        double[][][] blocks = new double[(rows.length + BLOCK - 1) / BLOCK][][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = Arrays.copyOfRange(rows, i * BLOCK, Math.min((i + 1) * BLOCK, rows.length));
        }
        return blocks;
    }

    /**
     * Computes what comes out of every unit for every task of the tile that stands in the workspace.
     *
     * @param w weights
     * @param n tasks, at most {@link Workspace#TILE}
     * @param out outputs, of {@link Rows#room} for the tile
     */
    void pass(Weights w, int n, double[] out) {
        int lanes = Rows.room(n);
        layer(w.first, space.input, space.inputs, first, lanes);
        layer(w.second, space.first, space.width, second, lanes);
        Arrays.fill(out, 0, lanes, w.last[space.width]);
        Vectors.addColumns(space.second, w.last, space.width, out, lanes);
    }

    private void layer(double[][] units, double[][] x, int inputs, double[][][] out, int lanes) {
        for (int i = 0; i < out.length; i++) {
            double[][] block = out[i];
            for (int k = 0; k < block.length; k++) {
                weights[k] = units[i * BLOCK + k];
                Arrays.fill(block[k], 0, lanes, weights[k][inputs]);
            }
            Products.add(x, weights, 0, inputs, block, block.length, lanes);
            int k = 0;
            for (; k + 4 <= block.length; k += 4) {
                RowLoops.rectifyFour(block[k], block[k + 1], block[k + 2], block[k + 3], lanes);
            }
            for (; k < block.length; k++) {
                RowLoops.rectify(block[k], lanes);
            }
        }
    }
}
