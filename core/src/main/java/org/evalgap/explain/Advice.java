package org.evalgap.explain;

/**
 * What a further measurement would do, in expectation over what it might show.
 *
 * @param candidate the measurement
 * @param deviation expected standard deviation of the quantity to be narrowed, after it: the root of the expected variance
 * @param reduction share of the variance that it takes away, in expectation; at most 1
 * @param perItem the reduction divided by the number of items
 */
public record Advice(Candidate candidate, double deviation, double reduction, double perItem) {}
