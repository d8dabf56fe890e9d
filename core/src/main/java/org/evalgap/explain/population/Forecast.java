package org.evalgap.explain.population;

/**
 * What a measurement will show.
 *
 * @param mean of what it shows
 * @param q05 it shows less with probability 5 %
 * @param q50 it shows less with probability 50 %
 * @param q95 it shows less with probability 95 %
 * @param below the probability that it shows less than what was given
 * @param word what the model by itself says: the score minus what was given, on average
 * @param effectiveSampleSize how many independent draws this rests on
 * @param simulations how many worlds were simulated
 */
public record Forecast(
        double mean,
        double q05,
        double q50,
        double q95,
        double below,
        double word,
        double effectiveSampleSize,
        long simulations) {}
