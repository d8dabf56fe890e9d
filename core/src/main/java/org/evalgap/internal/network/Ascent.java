package org.evalgap.internal.network;

import java.util.Arrays;

/**
 * Steps up a gradient: plain ones, or Adam's, which keeps running means of gradients and of their squares.
 *
 * <p>Source: Kingma, Ba (2015), "Adam: a method for stochastic optimization", arXiv:1412.6980, Algorithm 1.
 */
final class Ascent {
    private static final double MEAN_DECAY = 0.9;
    private static final double SQUARE_DECAY = 0.999;
    private static final double FLOOR = 1e-8;

    private final Weights mean;
    private final Weights square;
    private double meanPower = 1;
    private double squarePower = 1;

    Ascent(int inputs, int width) {
        mean = new Weights(inputs, width);
        square = new Weights(inputs, width);
    }

    void copy(Ascent other) {
        mean.copy(other.mean);
        square.copy(other.square);
        meanPower = other.meanPower;
        squarePower = other.squarePower;
    }

    /** Forgets all gradients. */
    void reset() {
        for (int i = 0; i < mean.rows().length; i++) {
            Arrays.fill(mean.rows()[i], 0);
            Arrays.fill(square.rows()[i], 0);
        }
        meanPower = 1;
        squarePower = 1;
    }

    void adam(double rate, Weights gradient, Weights w) {
        meanPower *= MEAN_DECAY;
        squarePower *= SQUARE_DECAY;
        double step = rate / (1 - meanPower);
        double scale = 1 / Math.sqrt(1 - squarePower);
        for (int i = 0; i < w.rows().length; i++) {
            double[] row = w.rows()[i];
            adam(step, scale, gradient.rows()[i], mean.rows()[i], square.rows()[i], row, row.length);
        }
    }

    private static void adam(double step, double scale, double[] g, double[] m, double[] v, double[] w, int n) {
        for (int i = 0; i < n; i++) {
            double first = Math.fma(1 - MEAN_DECAY, g[i], MEAN_DECAY * m[i]);
            double second = Math.fma((1 - SQUARE_DECAY) * g[i], g[i], SQUARE_DECAY * v[i]);
            double moved = Math.fma(step, first / Math.fma(scale, Math.sqrt(second), FLOOR), w[i]);
            m[i] = first;
            v[i] = second;
            w[i] = moved;
        }
    }

    static void plain(double rate, Weights gradient, Weights w) {
        for (int i = 0; i < w.rows().length; i++) {
            double[] row = w.rows()[i];
            addScaled(rate, gradient.rows()[i], row, row.length);
        }
    }

    private static void addScaled(double a, double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(a, x[i], y[i]);
        }
    }
}
