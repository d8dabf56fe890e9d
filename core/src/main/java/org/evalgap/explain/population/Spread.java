package org.evalgap.explain.population;

import java.util.List;
import org.evalgap.explain.Observation;
import org.evalgap.internal.Arguments;

/**
 * How the true known scores of a table's models are spread: a beta distribution. Given a count, the truth is beta too, so that a score
 * on few items is drawn to the mean of the models, and one on many stays (beta-binomial: Skellam 1948,
 * doi:10.1111/j.2517-6161.1948.tb00014.x).
 *
 * @param mean of the true scores, in (0, 1)
 * @param strength as how many items the spread counts; above 0
 */
public record Spread(double mean, double strength) {
    private static final double LEAST_MEAN = 1e-3;
    private static final double LEAST_STRENGTH = 1e-3;
    private static final double MOST_STRENGTH = 1e6;

    /**
     * Checks the numbers.
     *
     * @param mean of the true scores, in (0, 1)
     * @param strength as how many items the spread counts; above 0
     * @throws IllegalArgumentException if a number is out of range
     */
    public Spread {
        Arguments.inRange("mean", mean, LEAST_MEAN, 1 - LEAST_MEAN);
        Arguments.inRange("strength", strength, LEAST_STRENGTH, MOST_STRENGTH);
    }

    /**
     * Fits a spread by its moments. The variance of shares is that of the truths, V, and that of counting, on average
     * (m(1 − m) − V)/n; the beta's is m(1 − m)/(strength + 1).
     *
     * @param measured the known score of each model; at least 2, all on as many items
     * @return the spread; where shares scatter no more than counting does, the truths are all but equal
     * @throws IllegalArgumentException if there are fewer, or item numbers differ
     */
    public static Spread of(List<Observation> measured) {
        int rows = measured.size();
        double items = rows == 0 ? 0 : measured.get(0).items();
        if (rows < 2 || measured.stream().anyMatch(o -> o.items() != items)) {
            throw new IllegalArgumentException("a spread needs at least 2 scores on as many items each: " + rows);
        }
        double sum = 0;
        for (Observation each : measured) {
            sum += each.share();
        }
        double mean = Math.min(1 - LEAST_MEAN, Math.max(LEAST_MEAN, sum / rows));
        double squares = 0;
        for (Observation each : measured) {
            squares += (each.share() - mean) * (each.share() - mean);
        }
        double most = mean * (1 - mean);
        double truths = (squares / (rows - 1) - most / items) / (1 - 1 / items);
        double strength = truths <= 0 ? MOST_STRENGTH : most / truths - 1;
        return new Spread(mean, Math.min(MOST_STRENGTH, Math.max(LEAST_STRENGTH, strength)));
    }

    /**
     * How improbable a measured score is, whatever the model: the probability of as few right answers, or of as many, whichever is less,
     * by the beta-binomial law.
     */
    double tail(Observation measured) {
        int items = (int) measured.items();
        double a = mean * strength;
        double b = (1 - mean) * strength;
        double few = atMost((int) Math.ceil(measured.right()), items, a, b);
        double many = atMost((int) Math.ceil(items - measured.right()), items, b, a);
        return Math.min(few, many);
    }

    /** P(K ≤ k) by the ratio of each probability to the one before it. */
    private static double atMost(int k, int items, double a, double b) {
        double log = 0;
        for (int i = 0; i < items; i++) {
            log += StrictMath.log((b + i) / (a + b + i));
        }
        double sum = StrictMath.exp(log);
        for (int i = 0; i < k; i++) {
            log += StrictMath.log((items - i) * (a + i) / ((i + 1) * (items - i - 1 + b)));
            sum += StrictMath.exp(log);
        }
        return Math.min(1, sum);
    }

    /** The mean of the truth behind a measured score. */
    double truth(Observation measured) {
        return (measured.right() + strength * mean) / (measured.items() + strength);
    }

    /** The variance of the truth behind a measured score. */
    double variance(Observation measured) {
        double truth = truth(measured);
        return truth * (1 - truth) / (measured.items() + strength + 1);
    }
}
