package org.evalgap.estimate;

/**
 * What the scores say of the common shift under an assumption, all in probit.
 *
 * @param intercept posterior of a: the public eval's ease at ability 0
 * @param slope posterior of b
 * @param noise posterior of τ, the scale of item-set noise
 * @param predictedDeviation standard deviation with which the model says it predicts a clean public score; root mean square
 *     over the rows that the assumption takes for clean, each left out in turn
 * @param observedDeviation root mean square of the errors it makes there: far above {@code predictedDeviation}, the
 *     assumption does not hold
 */
public record ShiftFit(
        Interval intercept, Interval slope, Interval noise, double predictedDeviation, double observedDeviation) {}
