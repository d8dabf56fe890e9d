package org.evalgap.internal.network;

import java.util.Random;

/** Twin: the perceptron as a textbook has it, one task after the other. */
final class PlainPerceptron {
    private PlainPerceptron() {}

    /** Weights of a plausible size, biases included. */
    static Weights random(Random random, int inputs, int width) {
        Weights w = new Weights(inputs, width);
        fill(random, w.first, inputs + 1);
        fill(random, w.second, width + 1);
        for (int k = 0; k <= width; k++) {
            w.last[k] = random.nextGaussian() / Math.sqrt(width);
        }
        return w;
    }

    private static void fill(Random random, double[][] rows, int n) {
        for (double[] row : rows) {
            for (int i = 0; i < n; i++) {
                row[i] = random.nextGaussian() * Math.sqrt(2.0 / n);
            }
        }
    }

    static double[][] inputs(Random random, int tasks, int inputs) {
        double[][] x = new double[tasks][inputs];
        for (double[] row : x) {
            for (int d = 0; d < inputs; d++) {
                row[d] = random.nextGaussian();
            }
        }
        return x;
    }

    /** What the units of a layer give out before they are rectified. */
    static double[] layer(double[][] units, double[] in) {
        double[] out = new double[units.length];
        for (int k = 0; k < units.length; k++) {
            double sum = units[k][in.length];
            for (int d = 0; d < in.length; d++) {
                sum = Math.fma(units[k][d], in[d], sum);
            }
            out[k] = sum;
        }
        return out;
    }

    static double[] rectified(double[] h) {
        double[] a = new double[h.length];
        for (int k = 0; k < h.length; k++) {
            a[k] = Math.max(h[k], 0);
        }
        return a;
    }

    static double output(Weights w, double[] x) {
        double[] a = rectified(layer(w.second, rectified(layer(w.first, x))));
        return layer(new double[][] {w.last}, a)[0];
    }

    /** The gradient of the output for one task, times a coefficient, added to another. */
    static void addGradient(Weights w, double[] x, double coefficient, Weights gradient) {
        double[] h1 = layer(w.first, x);
        double[] a1 = rectified(h1);
        double[] h2 = layer(w.second, a1);
        double[] delta1 = new double[w.width];
        for (int j = 0; j < w.width; j++) {
            gradient.last[j] += coefficient * Math.max(h2[j], 0);
            if (h2[j] > 0) {
                double delta2 = coefficient * w.last[j];
                for (int k = 0; k < w.width; k++) {
                    gradient.second[j][k] += delta2 * a1[k];
                    delta1[k] += delta2 * w.second[j][k];
                }
                gradient.second[j][w.width] += delta2;
            }
        }
        gradient.last[w.width] += coefficient;
        for (int k = 0; k < w.width; k++) {
            if (h1[k] > 0) {
                for (int d = 0; d < w.inputs; d++) {
                    gradient.first[k][d] += delta1[k] * x[d];
                }
                gradient.first[k][w.inputs] += delta1[k];
            }
        }
    }

    /** Puts tasks into the workspace of the passes. */
    static void load(double[][] x, Workspace space) {
        for (int b = 0; b < x.length; b++) {
            for (int d = 0; d < space.inputs; d++) {
                space.input[d][b] = x[b][d];
            }
        }
    }
}
