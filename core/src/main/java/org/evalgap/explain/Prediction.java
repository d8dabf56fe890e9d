package org.evalgap.explain;

/**
 * What follows for a quantity.
 *
 * @param wanted the quantity
 * @param mean predictive mean
 * @param deviation predictive standard deviation
 * @param q05 5 % quantile
 * @param q50 median
 * @param q95 95 % quantile
 */
public record Prediction(Wanted wanted, double mean, double deviation, double q05, double q50, double q95) {
    static Prediction of(Wanted wanted, double[] values) {
        double[] sorted = Numbers.sorted(values);
        return new Prediction(
                wanted,
                Numbers.mean(values),
                Math.sqrt(Numbers.variance(values)),
                Numbers.quantile(sorted, 0.05),
                Numbers.quantile(sorted, 0.5),
                Numbers.quantile(sorted, 0.95));
    }
}
