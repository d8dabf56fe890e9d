package org.evalgap.internal.network;

import java.util.Arrays;
import org.evalgap.random.RandomStream;

/** One learner: its weights, those it began with, and what its training remembers. Confined to a thread. */
public final class Network {
    /** What a baseline is before its environment was ever tried. */
    private static final double BASELINE = 0.5;

    final int inputs;
    final int width;
    final Weights untrained;
    final Weights weights;
    final Ascent ascent;

    /** The mean reward of each environment, as far as it is known; see {@link #reserve}. */
    double[] baseline = new double[0];

    /**
     * A network without weights: {@link #draw} or {@link #copy} makes it one.
     *
     * @param inputs how many numbers go in, at least 1
     * @param width units of a hidden layer, at least 1
     */
    public Network(int inputs, int width) {
        this.inputs = inputs;
        this.width = width;
        untrained = new Weights(inputs, width);
        weights = new Weights(inputs, width);
        ascent = new Ascent(inputs, width);
    }

    /**
     * Begins anew with random weights.
     *
     * @param stream where they come from
     */
    public void draw(RandomStream stream) {
        untrained.draw(stream);
        weights.copy(untrained);
        ascent.reset();
        Arrays.fill(baseline, BASELINE);
    }

    /**
     * Becomes a second learner who knows the same.
     *
     * @param other a network of the same shape
     */
    public void copy(Network other) {
        untrained.copy(other.untrained);
        weights.copy(other.weights);
        ascent.copy(other.ascent);
        reserve(other.baseline.length);
        System.arraycopy(other.baseline, 0, baseline, 0, other.baseline.length);
        Arrays.fill(baseline, other.baseline.length, baseline.length, BASELINE);
    }

    /** Makes room for baselines of so many environments. */
    void reserve(int environments) {
        int before = baseline.length;
        if (before < environments) {
            baseline = Arrays.copyOf(baseline, environments);
            Arrays.fill(baseline, before, environments, BASELINE);
        }
    }
}
