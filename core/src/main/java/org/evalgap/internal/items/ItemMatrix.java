package org.evalgap.internal.items;

/** What models got of the items of one half of an eval. */
public final class ItemMatrix {
    private final double[][] scores;
    private final int[] clusters;
    private final double guess;

    /**
     * Copies what is given.
     *
     * @param scores by model, then by item: in {@code [0, 1]}, NaN where the model did not meet the item
     * @param clusters by item: number of its cluster from 0, each with at least one item
     * @param guess chance level, in {@code [0, 1)}
     */
    public ItemMatrix(double[][] scores, int[] clusters, double guess) {
        this.scores = new double[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            this.scores[i] = scores[i].clone();
        }
        this.clusters = clusters.clone();
        this.guess = guess;
    }

    double[][] scores() {
        return scores;
    }

    int[] clusters() {
        return clusters;
    }

    double guess() {
        return guess;
    }

    int models() {
        return scores.length;
    }

    int items() {
        return clusters.length;
    }

    int clusterCount() {
        int most = -1;
        for (int c : clusters) {
            most = Math.max(most, c);
        }
        return most + 1;
    }

    /** How many items a model met. */
    int met(int model) {
        int n = 0;
        for (double y : scores[model]) {
            n += Double.isNaN(y) ? 0 : 1;
        }
        return n;
    }

    /** Mean score of a model over the items that it met. */
    double mean(int model) {
        double sum = 0;
        for (double y : scores[model]) {
            sum += Double.isNaN(y) ? 0 : y;
        }
        return sum / met(model);
    }
}
