package org.evalgap.explain;

/**
 * What measurements say of a parameter.
 *
 * @param unknown the parameter and its prior
 * @param mean posterior mean
 * @param deviation posterior standard deviation
 * @param q05 5 % quantile
 * @param q50 median
 * @param q95 95 % quantile
 * @param contraction 1 − posterior/prior variance, of the logarithm where the prior is even in ratios: 1 where the parameter is
 *     found, 0 where measurements do not speak of it; may be below 0
 */
public record ParameterPosterior(
        Unknown unknown, double mean, double deviation, double q05, double q50, double q95, double contraction) {
    static ParameterPosterior of(Unknown unknown, double[] values) {
        double[] sorted = Numbers.sorted(values);
        double[] scaled =
                java.util.Arrays.stream(values).map(unknown.prior()::onScale).toArray();
        double prior = unknown.prior().deviation();
        return new ParameterPosterior(
                unknown,
                Numbers.mean(values),
                Math.sqrt(Numbers.variance(values)),
                Numbers.quantile(sorted, 0.05),
                Numbers.quantile(sorted, 0.5),
                Numbers.quantile(sorted, 0.95),
                prior == 0 ? 0 : 1 - Numbers.variance(scaled) / (prior * prior));
    }
}
