package org.evalgap.internal.posterior;

import java.util.OptionalDouble;

/**
 * What is assumed of a table before its scores are seen.
 *
 * @param interceptDeviation standard deviation of the shift's intercept, in probit, before the part that shared items add
 * @param itemCorrelation share of an item's noise that all models have in common, in {@code [0, 1)}
 * @param sharedVariance variance of noise that all models have in common besides, in probit, at least 0
 * @param prevalenceLogit centre of the logit of the share of inflated rows, references apart
 * @param testLogit the same for p-values at the level of the references alone; empty where all rows are tested at the level
 *     that the others show, and all are taken for clean or nearly so
 */
public record TablePrior(
        double interceptDeviation,
        double itemCorrelation,
        double sharedVariance,
        double prevalenceLogit,
        OptionalDouble testLogit) {}
