package org.evalgap.explain.population;

import org.evalgap.explain.Observation;
import org.evalgap.internal.Arguments;

/**
 * What the model says of one row: by how much the score that is asked for will differ from the last one that was measured.
 *
 * @param mean of the difference, a share of items
 * @param variance of the difference, the luck of both counts included; above 0
 */
public record Word(double mean, double variance) {
    /** Scores nearer to 0 or 1 are taken for this where luck is reckoned, so that no variance vanishes. */
    private static final double LEAST = 0.01;

    /**
     * Checks the numbers.
     *
     * @param mean of the difference, a share of items
     * @param variance of the difference, the luck of both counts included; above 0
     * @throws IllegalArgumentException if a number is out of range
     */
    public Word {
        Arguments.inRange("mean", mean, -1, 1);
        Arguments.inRange("variance", variance, Double.MIN_NORMAL, 10);
    }

    /** From weighted worlds: {@code known} and {@code asked} are their true scores, in the same order. */
    static Word of(double[] weights, double[] known, double[] asked, Observation measured, int items) {
        double before = 0;
        double mean = 0;
        double square = 0;
        for (int i = 0; i < weights.length; i++) {
            double change = asked[i] - known[i];
            before += weights[i] * known[i];
            mean += weights[i] * change;
            square += weights[i] * change * change;
        }
        double luck = luck(before, measured.items()) + luck(before + mean, items);
        return new Word(mean, Math.max(0, square - mean * mean) + luck);
    }

    private static double luck(double score, double items) {
        double s = Math.min(1 - LEAST, Math.max(LEAST, score));
        return s * (1 - s) / items;
    }
}
