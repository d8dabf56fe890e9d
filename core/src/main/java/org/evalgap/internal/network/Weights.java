package org.evalgap.internal.network;

import org.evalgap.random.RandomStream;

/**
 * Weights and biases of a perceptron, or anything that has their shape: one row a unit, the weights of what comes in and then the
 * bias.
 */
final class Weights {
    private static final long LAYER = 1 << 20;

    /** Standard deviation of hidden biases. */
    private static final double BIAS = 0.1;

    final int inputs;
    final int width;

    /** The first hidden layer: {@code width} rows of {@code inputs} weights and a bias. */
    final double[][] first;

    /** The second hidden layer: {@code width} rows of {@code width} weights and a bias. */
    final double[][] second;

    /** The output: {@code width} weights and a bias. */
    final double[] last;

    private final double[][] rows;

    Weights(int inputs, int width) {
        this.inputs = inputs;
        this.width = width;
        rows = new double[2 * width + 1][];
        double[][][] made =
                Rows.together(new int[] {width, inputs + 1}, new int[] {width, width + 1}, new int[] {1, width + 1});
        first = made[0];
        second = made[1];
        last = made[2][0];
        System.arraycopy(first, 0, rows, 0, width);
        System.arraycopy(second, 0, rows, width, width);
        rows[2 * width] = last;
    }

    /** All rows, for what treats weights and biases alike. */
    double[][] rows() {
        return rows;
    }

    void copy(Weights other) {
        Rows.copy(other.rows, rows);
    }

    /**
     * Draws weights of variance 2/inputs, 2/width and 1/width, hidden biases of variance .01 and a last bias of zero. More inputs
     * or a larger width keep the random numbers of the first ones.
     *
     * @param stream substreams of a layer begin at multiples of {@link #LAYER}; those of biases come last
     */
    void draw(RandomStream stream) {
        double[] buffer = last;
        for (int d = 0; d < inputs; d++) {
            stream.normals(d, buffer, width);
            for (int k = 0; k < width; k++) {
                first[k][d] = Math.sqrt(2.0 / inputs) * buffer[k];
            }
        }
        for (int j = 0; j < width; j++) {
            stream.normals(LAYER + j, buffer, width);
            RowLoops.scale(Math.sqrt(2.0 / width), buffer, second[j], width);
        }
        stream.normals(3 * LAYER, buffer, width);
        for (int k = 0; k < width; k++) {
            first[k][inputs] = BIAS * buffer[k];
        }
        stream.normals(3 * LAYER + 1, buffer, width);
        for (int k = 0; k < width; k++) {
            second[k][width] = BIAS * buffer[k];
        }
        stream.normals(2 * LAYER, last, width);
        RowLoops.scale(Math.sqrt(1.0 / width), last, last, width);
        last[width] = 0;
    }
}
