package org.evalgap.study.research;

import org.evalgap.random.NormalQuantile;

/**
 * What becomes of many directions whose researcher's beliefs come from taste: b = logit(share right) + d'·x with x normal
 * around ±d'/2, for right and wrong ones.
 *
 * <p>Source: Green, Swets (1966), "Signal Detection Theory and Psychophysics" (the index d').
 *
 * @param rightKept share of the right directions that is kept
 * @param wrongKept share of the wrong directions that is kept
 * @param experiments expected experiments a direction
 * @param experimentsPerRight expected experiments for each right direction kept; infinite if none is
 */
record Portfolio(double rightKept, double wrongKept, double experiments, double experimentsPerRight) {
    /** Points at which the distribution of beliefs is taken: midpoints of equal probabilities. */
    private static final int BELIEFS = 201;

    /**
     * Puts every direction to a test.
     *
     * @param test the test
     * @param share share of the directions that are right
     * @param taste d', at least 0
     * @return what becomes of them
     */
    static Portfolio of(Sprt test, double share, double taste) {
        double even = StrictMath.log(share / (1 - share));
        double rightKept = 0;
        double wrongKept = 0;
        double experiments = 0;
        // Without taste all beliefs are one.
        int points = taste == 0 ? 1 : BELIEFS;
        for (int i = 0; i < points; i++) {
            double x = points == 1 ? 0 : NormalQuantile.of((i + 0.5) / points);
            Sprt.Fate right = test.exact(even + taste * (x + taste / 2), true);
            Sprt.Fate wrong = test.exact(even + taste * (x - taste / 2), false);
            rightKept += right.kept() / points;
            wrongKept += wrong.kept() / points;
            experiments += (share * right.experiments() + (1 - share) * wrong.experiments()) / points;
        }
        double each = rightKept > 0 ? experiments / (share * rightKept) : Double.POSITIVE_INFINITY;
        return new Portfolio(rightKept, wrongKept, experiments, each);
    }
}
