package org.evalgap.internal.sampling;

import java.util.Arrays;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * The classifier two-sample test: how often a perceptron of two hidden layers tells which of two samples a held-out point comes
 * from; one half if they are alike. As in the benchmark of Lueckmann et al. (2021), "Benchmarking simulation-based inference":
 * ten rectified units a layer for each dimension, five folds, inputs scaled by the first sample.
 */
final class Classifier {
    private static final int FOLDS = 5;
    private static final int BATCH = 100;
    private static final double STEP = 0.002;

    private final int inputs;
    private final int hidden;
    private final int epochs;

    Classifier(int inputs, int hidden, int epochs) {
        this.inputs = inputs;
        this.hidden = hidden;
        this.epochs = epochs;
    }

    /** The share of held-out points that are told right. */
    double accuracy(double[][] first, double[][] second) {
        int n = first.length + second.length;
        double[][] x = new double[n][];
        double[] label = new double[n];
        int[] order = shuffled(n, 0);
        double[][] scaled = scaled(first, second);
        for (int i = 0; i < n; i++) {
            x[i] = scaled[order[i]];
            label[i] = order[i] < first.length ? 0 : 1;
        }
        int right = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            Network network = new Network(fold);
            int from = n * fold / FOLDS;
            int to = n * (fold + 1) / FOLDS;
            network.train(x, label, from, to);
            for (int i = from; i < to; i++) {
                right += network.logit(x[i]) > 0 == label[i] > 0 ? 1 : 0;
            }
        }
        return (double) right / n;
    }

    private double[][] scaled(double[][] first, double[][] second) {
        double[] mean = new double[inputs];
        double[] square = new double[inputs];
        for (double[] row : first) {
            for (int a = 0; a < inputs; a++) {
                mean[a] += row[a] / first.length;
            }
        }
        for (double[] row : first) {
            for (int a = 0; a < inputs; a++) {
                square[a] += (row[a] - mean[a]) * (row[a] - mean[a]) / first.length;
            }
        }
        double[][] out = new double[first.length + second.length][inputs];
        for (int i = 0; i < out.length; i++) {
            double[] row = i < first.length ? first[i] : second[i - first.length];
            for (int a = 0; a < inputs; a++) {
                out[i][a] = (row[a] - mean[a]) / Math.sqrt(square[a]);
            }
        }
        return out;
    }

    private static int[] shuffled(int n, int key) {
        RandomStream stream = RandomStream.of(77, key, Purpose.STUDY);
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        for (int i = n - 1; i > 0; i--) {
            int j = (int) (stream.uniform(i) * (i + 1));
            int held = order[i];
            order[i] = order[j];
            order[j] = held;
        }
        return order;
    }

    /** Weights in one array: each unit's inputs, then its bias. */
    private final class Network {
        private final int[] sizes = {inputs, hidden, hidden, 1};
        private final int[] starts = new int[4];
        private final double[] w;
        private final double[] gradient;
        private final double[] moment;
        private final double[] square;
        private final double[][] values = new double[4][];
        private final double[][] deltas = new double[4][];
        private final int key;
        private int steps;

        Network(int key) {
            this.key = key;
            int total = 0;
            values[0] = new double[inputs];
            for (int layer = 1; layer < 4; layer++) {
                starts[layer] = total;
                total += sizes[layer] * (sizes[layer - 1] + 1);
                values[layer] = new double[sizes[layer]];
                deltas[layer] = new double[sizes[layer]];
            }
            w = new double[total];
            gradient = new double[total];
            moment = new double[total];
            square = new double[total];
            RandomStream stream = RandomStream.of(78, key, Purpose.STUDY);
            for (int layer = 1; layer < 4; layer++) {
                double scale = Math.sqrt(2.0 / sizes[layer - 1]);
                int end = starts[layer] + sizes[layer] * (sizes[layer - 1] + 1);
                for (int i = starts[layer]; i < end; i++) {
                    boolean bias = (i - starts[layer]) % (sizes[layer - 1] + 1) == sizes[layer - 1];
                    w[i] = bias ? 0 : scale * stream.normal(i);
                }
            }
        }

        double logit(double[] x) {
            values[0] = x;
            for (int layer = 1; layer < 4; layer++) {
                int in = sizes[layer - 1];
                for (int j = 0; j < sizes[layer]; j++) {
                    int at = starts[layer] + j * (in + 1);
                    double sum = w[at + in];
                    for (int i = 0; i < in; i++) {
                        sum += w[at + i] * values[layer - 1][i];
                    }
                    values[layer][j] = layer < 3 ? Math.max(0, sum) : sum;
                }
            }
            return values[3][0];
        }

        private void learn(double[] x, double label) {
            deltas[3][0] = 1 / (1 + Math.exp(-logit(x))) - label;
            for (int layer = 3; layer > 0; layer--) {
                int in = sizes[layer - 1];
                if (layer > 1) {
                    Arrays.fill(deltas[layer - 1], 0);
                }
                for (int j = 0; j < sizes[layer]; j++) {
                    double delta = deltas[layer][j];
                    if (delta == 0) {
                        continue;
                    }
                    int at = starts[layer] + j * (in + 1);
                    for (int i = 0; i < in; i++) {
                        gradient[at + i] += delta * values[layer - 1][i];
                        if (layer > 1 && values[layer - 1][i] > 0) {
                            deltas[layer - 1][i] += delta * w[at + i];
                        }
                    }
                    gradient[at + in] += delta;
                }
            }
        }

        void train(double[][] x, double[] label, int heldFrom, int heldTo) {
            int n = x.length - (heldTo - heldFrom);
            for (int epoch = 0; epoch < epochs; epoch++) {
                int[] order = shuffled(n, 1 + key * epochs + epoch);
                for (int start = 0; start + BATCH <= n; start += BATCH) {
                    Arrays.fill(gradient, 0);
                    for (int k = start; k < start + BATCH; k++) {
                        int i = order[k] < heldFrom ? order[k] : order[k] + heldTo - heldFrom;
                        learn(x[i], label[i]);
                    }
                    step();
                }
            }
        }

        private void step() {
            steps++;
            double first = 1 - Math.pow(0.9, steps);
            double second = 1 - Math.pow(0.999, steps);
            for (int i = 0; i < w.length; i++) {
                double g = gradient[i] / BATCH;
                moment[i] = 0.9 * moment[i] + 0.1 * g;
                square[i] = 0.999 * square[i] + 0.001 * g * g;
                w[i] -= STEP * (moment[i] / first) / (Math.sqrt(square[i] / second) + 1e-8);
            }
        }
    }
}
