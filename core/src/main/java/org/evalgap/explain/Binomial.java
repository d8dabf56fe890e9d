package org.evalgap.explain;

import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.RandomStream;

/** Counts of right answers. */
final class Binomial {
    /** Beyond this many items of either kind expected a normal count is as good, within .002. */
    private static final double MANY = 200;

    private Binomial() {}

    /** P(K &lt; k) + ½ P(K = k) for K ~ Binomial(n, p). */
    static double below(int k, int n, double p) {
        if (p > 0.5) {
            return 1 - below(n - k, n, 1 - p);
        }
        double mean = n * p;
        double deviation = Math.sqrt(mean * (1 - p));
        if (mean > MANY || k > 4 * (mean + 10)) {
            return Normal.cdf((k - mean) / deviation);
        }
        double term = StrictMath.exp(n * StrictMath.log1p(-p));
        double sum = 0;
        for (int j = 0; j < k; j++) {
            sum += term;
            term *= (n - j) * p / ((j + 1) * (1 - p));
        }
        return Math.min(1, sum + 0.5 * term);
    }

    /** A count from a stream, item by item. */
    static int draw(RandomStream stream, int n, double p) {
        int right = 0;
        for (int i = 0; i < n; i++) {
            right += stream.uniform(i) < p ? 1 : 0;
        }
        return right;
    }
}
