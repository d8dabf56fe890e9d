package org.evalgap.explain;

/**
 * Whether the posterior predicts what was measured.
 *
 * @param run name of the training run
 * @param observation what was measured
 * @param q05 5 % quantile of what the posterior predicts for the share or gain, its items counted anew
 * @param q95 95 % quantile
 * @param pValue twice the smaller of the chances of less and of more, equality counting half; small where nothing explains it
 */
public record Check(String run, Observation observation, double q05, double q95, double pValue) {}
