package org.evalgap.cli.audit;

/**
 * A suite of the same environments in other shares, with the same compute.
 *
 * @param mu points of work that a point of inflation costs
 * @param workGain what work gains, in shares of tasks
 * @param inflation in shares of items
 * @param shares of the environments; sum to their number
 */
public record AdvisedPoint(double mu, double workGain, double inflation, double[] shares) {}
