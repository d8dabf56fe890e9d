package org.evalgap.internal.lab;

import org.evalgap.learner.Trainer;

/** Weights underway in a round's training, of the candidate at work and of the one kept so far. Confined to a thread. */
public final class Underway implements Trainer.Snapshots {
    private double[][] current = new double[1][0];
    private double[][] best = new double[1][0];
    private int parts;
    private int environments;

    /** No training yet. */
    public Underway() {}

    /**
     * Opens a training.
     *
     * @param count into how many parts it is divided; 0 if only its end is wanted
     * @param m environments
     * @param room environments that there will be
     */
    public void open(int count, int m, int room) {
        parts = count;
        environments = m;
        if (current.length != sides() || current[0].length < m) {
            current = new double[sides()][room];
            best = new double[sides()][room];
        }
    }

    @Override
    public int count() {
        return parts;
    }

    @Override
    public void take(int k, double[] weights) {
        System.arraycopy(weights, 0, current[k - 1], 0, environments);
    }

    /**
     * Takes the weights at the end.
     *
     * @param weights at least one an environment
     */
    public void close(double[] weights) {
        System.arraycopy(weights, 0, current[sides() - 1], 0, environments);
    }

    /** Keeps the training at work as the best so far. */
    public void keep() {
        double[][] swap = best;
        best = current;
        current = swap;
    }

    /**
     * How many moments there are, the end included.
     *
     * @return at least 1
     */
    public int sides() {
        return Math.max(1, parts);
    }

    /**
     * Weights of the training kept, by moment.
     *
     * @return the arrays themselves
     */
    public double[][] kept() {
        return best;
    }
}
