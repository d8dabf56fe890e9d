package org.evalgap.internal.network;

import java.util.Arrays;
import org.evalgap.random.RandomStream;

/** One learner: its weights, those it began with, and what its training remembers. Confined to a thread. */
public final class Network {
    /** What a baseline, or a learned value, is before its environment was ever tried. */
    private static final double UNTRIED = 0.5;

    final int inputs;
    final int width;
    final Weights untrained;
    final Weights weights;

    /** The weights with which the lab begins. */
    final Weights pretrained;

    final Ascent ascent;

    /** The mean reward of each environment, as far as it is known; see {@link #reserve}. */
    double[] baseline = new double[0];

    /** Learned values of each environment by right decisions so far; empty if none are learned. */
    double[][] value = new double[0][];

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
        pretrained = new Weights(inputs, width);
        ascent = new Ascent(inputs, width);
    }

    /** What another network says now. */
    private Network(Network other) {
        inputs = other.inputs;
        width = other.width;
        untrained = other.untrained;
        pretrained = other.pretrained;
        ascent = other.ascent;
        weights = new Weights(inputs, width);
        weights.copy(other.weights);
    }

    /**
     * Remembers what this network says now, for {@link NetworkTrainer#gains} alone and until it is drawn anew.
     *
     * @return a network that must not be trained
     */
    public Network now() {
        return new Network(this);
    }

    /**
     * Begins anew with random weights.
     *
     * @param stream where they come from
     */
    public void draw(RandomStream stream) {
        untrained.draw(stream);
        weights.copy(untrained);
        pretrained.copy(untrained);
        ascent.reset();
        Arrays.fill(baseline, UNTRIED);
        for (double[] row : value) {
            Arrays.fill(row, UNTRIED);
        }
    }

    /**
     * Becomes a second learner who knows the same.
     *
     * @param other a network of the same shape
     */
    public void copy(Network other) {
        untrained.copy(other.untrained);
        weights.copy(other.weights);
        pretrained.copy(other.pretrained);
        ascent.copy(other.ascent);
        reserve(other.baseline.length, other.value.length == 0 ? 0 : other.value[0].length);
        System.arraycopy(other.baseline, 0, baseline, 0, other.baseline.length);
        Arrays.fill(baseline, other.baseline.length, baseline.length, UNTRIED);
        for (int j = 0; j < value.length; j++) {
            if (j < other.value.length) {
                System.arraycopy(other.value[j], 0, value[j], 0, value[j].length);
            } else {
                Arrays.fill(value[j], UNTRIED);
            }
        }
    }

    /** Makes room for baselines of so many environments, and for values of so many decisions of each. */
    void reserve(int environments, int decisions) {
        int before = baseline.length;
        if (before < environments) {
            baseline = Arrays.copyOf(baseline, environments);
            Arrays.fill(baseline, before, environments, UNTRIED);
        }
        int known = value.length;
        if (decisions > 0 && known < environments) {
            value = Arrays.copyOf(value, environments);
            for (int j = known; j < environments; j++) {
                value[j] = new double[decisions];
                Arrays.fill(value[j], UNTRIED);
            }
        }
    }
}
