package org.evalgap.internal.posterior;

/**
 * A posterior in three numbers.
 *
 * @param mean posterior mean
 * @param lower lower end of the equal-tailed interval
 * @param upper upper end of the equal-tailed interval
 */
public record Credible(double mean, double lower, double upper) {}
