package org.evalgap.estimate;

import org.evalgap.internal.Arguments;

/**
 * A model's score on one set of items: how many it got right, of how many.
 *
 * @param right items got right, in {@code [0, items]}; a fraction where a published score was rounded
 * @param items number of items, at least 1
 * @param guess success of somebody who knows nothing, in {@code [0, 1)}: 0.25 with four choices, 0 with open answers
 * @param clusterSize items that hang together, such as the questions on one text, at least 1; 1 where each stands alone
 */
public record ScoreSet(double right, double items, double guess, double clusterSize) {
    /**
     * Checks the ranges.
     *
     * @param right as the component
     * @param items as the component
     * @param guess as the component
     * @param clusterSize as the component
     * @throws IllegalArgumentException if a component is outside its range
     */
    public ScoreSet {
        Arguments.atLeast("items", items, 1);
        Arguments.inRange("right", right, 0, items);
        Arguments.inHalfOpen("guess", guess, 0, 1);
        Arguments.inRange("clusterSize", clusterSize, 1, items);
    }

    /**
     * A score without guessing or clusters.
     *
     * @param right items got right, in {@code [0, items]}
     * @param items number of items, at least 1
     * @return the score
     */
    public static ScoreSet of(double right, double items) {
        return new ScoreSet(right, items, 0, 1);
    }

    /**
     * The same score with a chance level.
     *
     * @param value success of somebody who knows nothing, in {@code [0, 1)}
     * @return a changed copy
     */
    public ScoreSet withGuess(double value) {
        return new ScoreSet(right, items, value, clusterSize);
    }

    /**
     * The same score with clusters.
     *
     * @param value items that hang together, in {@code [1, items]}
     * @return a changed copy
     */
    public ScoreSet withClusterSize(double value) {
        return new ScoreSet(right, items, guess, value);
    }

    /**
     * The share of items got right.
     *
     * @return right over items, in {@code [0, 1]}
     */
    public double score() {
        return right / items;
    }
}
