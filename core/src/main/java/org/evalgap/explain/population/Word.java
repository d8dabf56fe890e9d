package org.evalgap.explain.population;

import org.evalgap.explain.Observation;
import org.evalgap.internal.Arguments;

/**
 * What is said of one row before other rows are asked: where its known score truly lies, and by how much, says the model, the score
 * that is asked for differs from that.
 *
 * @param known the mean of the truth behind the last measured score, in [0, 1]
 * @param mean of the difference, a share of items
 * @param variance of the score that is asked for around known + mean, the luck of both counts included; above 0
 */
public record Word(double known, double mean, double variance) {
    /** Scores nearer to 0 or 1 are taken for this where luck is reckoned, so that no variance vanishes. */
    private static final double LEAST = 0.01;

    /**
     * Checks the numbers.
     *
     * @param known the mean of the truth behind the last measured score, in [0, 1]
     * @param mean of the difference, a share of items
     * @param variance of the score that is asked for around known + mean, the luck of both counts included; above 0
     * @throws IllegalArgumentException if a number is out of range
     */
    public Word {
        Arguments.inRange("known", known, 0, 1);
        Arguments.inRange("mean", mean, -1, 1);
        Arguments.inRange("variance", variance, Double.MIN_NORMAL, 10);
    }

    /**
     * A word from weighted worlds.
     *
     * @param weights of the worlds, given what was measured
     * @param known true scores of what was measured last, by world
     * @param asked true scores of what is asked for, in the same order
     * @param spread of the known score over models
     * @param measured the last measurement
     * @param items of the score that is asked for
     */
    static Word of(double[] weights, double[] known, double[] asked, Spread spread, Observation measured, int items) {
        double mean = 0;
        double square = 0;
        for (int i = 0; i < weights.length; i++) {
            double change = asked[i] - known[i];
            mean += weights[i] * change;
            square += weights[i] * change * change;
        }
        double truth = spread.truth(measured);
        double s = Math.min(1 - LEAST, Math.max(LEAST, truth + mean));
        double luck = spread.variance(measured) + s * (1 - s) / items;
        return new Word(truth, mean, Math.max(0, square - mean * mean) + luck);
    }

    /** The same without what the model says: only the rows speak. */
    Word silent() {
        return new Word(known, 0, variance);
    }
}
