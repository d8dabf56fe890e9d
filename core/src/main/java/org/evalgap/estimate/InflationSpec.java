package org.evalgap.estimate;

import org.evalgap.internal.Arguments;

/**
 * How to estimate: what to ask for and what to assume besides the shift.
 *
 * @param threshold inflation that matters, as a share of items, in {@code [0, 1)}
 * @param level probability of intervals and of one-sided bounds, in {@code (0, 1)}
 * @param itemCorrelation share of an item's noise that all models answering the same items have in common, in {@code [0, 1)}
 * @param clusterCorrelation correlation between items of a cluster, in {@code [0, 1]}
 * @param rankDraws posterior draws behind rank intervals, at least 100
 * @param seed seed of those draws
 */
public record InflationSpec(
        double threshold, double level, double itemCorrelation, double clusterCorrelation, int rankDraws, long seed) {
    /**
     * Checks the ranges.
     *
     * @param threshold as the component
     * @param level as the component
     * @param itemCorrelation as the component
     * @param clusterCorrelation as the component
     * @param rankDraws as the component
     * @param seed as the component
     * @throws IllegalArgumentException if a component is outside its range
     */
    public InflationSpec {
        Arguments.inHalfOpen("threshold", threshold, 0, 1);
        Arguments.inOpen("level", level, 0, 1);
        Arguments.inHalfOpen("itemCorrelation", itemCorrelation, 0, 1);
        Arguments.inRange("clusterCorrelation", clusterCorrelation, 0, 1);
        Arguments.atLeast("rankDraws", rankDraws, 100);
    }

    /**
     * A threshold of 2 points, 95 % intervals, no shared items, clusters that count as one item, 1,000 draws, seed 1.
     *
     * @return the defaults
     */
    public static InflationSpec withDefaults() {
        return new InflationSpec(0.02, 0.95, 0, 1, 1000, 1);
    }

    /**
     * A changed copy.
     *
     * @param value inflation that matters, in {@code [0, 1)}
     * @return the same with another threshold
     */
    public InflationSpec withThreshold(double value) {
        return new InflationSpec(value, level, itemCorrelation, clusterCorrelation, rankDraws, seed);
    }

    /**
     * A changed copy.
     *
     * @param value probability of intervals, in {@code (0, 1)}
     * @return the same with another level
     */
    public InflationSpec withLevel(double value) {
        return new InflationSpec(threshold, value, itemCorrelation, clusterCorrelation, rankDraws, seed);
    }

    /**
     * A changed copy.
     *
     * @param value shared share of an item's noise, in {@code [0, 1)}
     * @return the same with another correlation between models
     */
    public InflationSpec withItemCorrelation(double value) {
        return new InflationSpec(threshold, level, value, clusterCorrelation, rankDraws, seed);
    }

    /**
     * A changed copy.
     *
     * @param value correlation between items of a cluster, in {@code [0, 1]}
     * @return the same with another correlation within clusters
     */
    public InflationSpec withClusterCorrelation(double value) {
        return new InflationSpec(threshold, level, itemCorrelation, value, rankDraws, seed);
    }

    /**
     * A changed copy.
     *
     * @param value seed of the draws behind rank intervals
     * @return the same with another seed
     */
    public InflationSpec withSeed(long value) {
        return new InflationSpec(threshold, level, itemCorrelation, clusterCorrelation, rankDraws, value);
    }
}
