package org.evalgap.explain.population;

/**
 * What a measurement will show.
 *
 * @param mean of what it shows
 * @param q05 it shows less with probability 5 %
 * @param q50 it shows less with probability 50 %
 * @param q95 it shows less with probability 95 %
 * @param below the probability that it shows less than what was given
 * @param known the mean of the truth behind what was given: on few items nearer to the mean of the table's models
 * @param word what the model by itself says: the score minus that truth, on average
 * @param effectiveSampleSize how many independent draws this rests on
 * @param simulations how many worlds were simulated
 */
public record ScoreForecast(
        double mean,
        double q05,
        double q50,
        double q95,
        double below,
        double known,
        double word,
        double effectiveSampleSize,
        long simulations) {}
