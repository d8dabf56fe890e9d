package org.evalgap.study.research;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.evalgap.random.RandomStream;

/**
 * The best of several experiments whose gains follow a Pareto law: P(gain > x) = (x_m/x)^α for x ≥ x_m.
 *
 * <p>Source: Arnold (2015), "Pareto Distributions", 2nd edition, chapter 3 (order statistics).
 *
 * @param least x_m, the least gain of an experiment, above 0
 * @param tail α, above 1: the smaller, the more a few experiments stand out; a variance exists only above 2
 */
record Breakthroughs(double least, double tail) {
    /** Expected best of n: x_m·n·B(n, 1 − 1/α); 0 for no experiment. */
    double expectedBest(int n) {
        return n == 0 ? 0 : least * n * StrictMath.exp(Beta.logBeta(n, 1 - 1 / tail));
    }

    /** What that tends to for many experiments: x_m·n^(1/α)·Γ(1 − 1/α). */
    double expectedBestOfMany(int n) {
        return least * StrictMath.pow(n, 1 / tail) * Gamma.gamma(1 - 1 / tail);
    }

    /** The gain that the best of n stays below with probability u in (0, 1); 0 for no experiment. */
    double quantileOfBest(int n, double u) {
        // 1 − u^(1/n) without cancellation.
        return n == 0 ? 0 : quantile(-StrictMath.expm1(StrictMath.log(u) / n));
    }

    private double quantile(double above) {
        return least * StrictMath.pow(above, -1 / tail);
    }

    /** The best of n experiments made one by one. */
    double simulatedBest(int n, RandomStream stream) {
        double best = 0;
        for (int i = 0; i < n; i++) {
            best = Math.max(best, quantile(stream.uniform(i)));
        }
        return best;
    }
}
