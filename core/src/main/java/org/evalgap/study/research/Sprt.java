package org.evalgap.study.research;

import java.util.Arrays;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Tally;

/**
 * A researcher's sequential test of one direction: every experiment succeeds or fails, and the log-odds that the direction
 * is right move until they are high enough to keep it or low enough to abandon it.
 *
 * <p>Source: Wald (1945), "Sequential tests of statistical hypotheses", Annals of Mathematical Statistics 16,
 * doi:10.1214/aoms/1177731118.
 *
 * @param power probability that an experiment without bugs succeeds in a right direction
 * @param luck the same in a wrong direction, below power
 * @param bugRate probability that an experiment fails through a bug
 * @param debugging share of that rate which the search after every failure removes
 * @param bugsKnown whether the researcher reckons with bugs, or takes every failure at face value
 * @param bound log-odds at which the direction is kept, and minus which it is abandoned
 * @param limit experiments after which it is left undecided
 */
record Sprt(double power, double luck, double bugRate, double debugging, boolean bugsKnown, double bound, int limit) {
    /**
     * How a direction fares.
     *
     * @param kept probability that it is kept
     * @param abandoned probability that it is abandoned
     * @param experiments expected number of experiments
     */
    record Fate(double kept, double abandoned, double experiments) {}

    /** Probability of a success after so many failures. */
    private double success(boolean right, int failures) {
        return (right ? power : luck) * (1 - bugs(failures));
    }

    private double bugs(int failures) {
        return bugRate * StrictMath.pow(1 - debugging, failures);
    }

    /** What a success says: ln(power/luck), whatever the bug rate, for a bug never makes a success. */
    double gain() {
        return StrictMath.log(power / luck);
    }

    /** What the failure after so many failures says to this researcher, below 0. */
    double loss(int failures) {
        double works = bugsKnown ? 1 - bugs(failures) : 1;
        return StrictMath.log((1 - power * works) / (1 - luck * works));
    }

    /** Log-odds after 0, 1, … failures and no success. */
    private double[] evidence() {
        double[] evidence = new double[limit + 1];
        for (int k = 0; k < limit; k++) {
            evidence[k + 1] = evidence[k] + loss(k);
        }
        return evidence;
    }

    /**
     * Exact fate by dynamic programming over numbers of successes and failures.
     *
     * @param prior log-odds before the first experiment
     * @param right whether the direction is right
     * @return its fate
     */
    Fate exact(double prior, boolean right) {
        double[] evidence = evidence();
        double gain = gain();
        double[] reach = new double[limit + 2];
        double[] next = new double[limit + 2];
        reach[0] = 1;
        double kept = 0;
        double abandoned = 0;
        double experiments = 0;
        // Failures that can still be open: the bounds leave a narrow band of them.
        int least = 0;
        int most = 0;
        for (int n = 0; n <= limit && least <= most; n++) {
            Arrays.fill(next, least, most + 2, 0);
            int from = n + 1;
            int to = -1;
            for (int k = least; k <= most; k++) {
                double odds = prior + (n - k) * gain + evidence[k];
                if (odds >= bound) {
                    kept += reach[k];
                } else if (odds <= -bound) {
                    abandoned += reach[k];
                } else if (n < limit) {
                    experiments += reach[k];
                    double success = success(right, k);
                    next[k] += reach[k] * success;
                    next[k + 1] += reach[k] * (1 - success);
                    from = Math.min(from, k);
                    to = k + 1;
                }
            }
            double[] old = reach;
            reach = next;
            next = old;
            least = from;
            most = to;
        }
        return new Fate(kept, abandoned, experiments);
    }

    /**
     * What simulated directions come to.
     *
     * @param kept 1 for a direction that was kept, 0 for another
     * @param experiments experiments made
     */
    record Simulated(Tally kept, Tally experiments) {}

    /** The same by simulation. */
    Simulated simulated(double prior, boolean right, int replicates, RandomStream stream) {
        double[] evidence = evidence();
        double[] success = new double[limit + 1];
        for (int k = 0; k <= limit; k++) {
            success[k] = success(right, k);
        }
        double gain = gain();
        Simulated all = new Simulated(new Tally(), new Tally());
        for (int r = 0; r < replicates; r++) {
            RandomStream own = stream.substream(r);
            int failures = 0;
            int n = 0;
            double odds = prior;
            while (n < limit && odds < bound && odds > -bound) {
                failures += own.uniform(n) < success[failures] ? 0 : 1;
                n++;
                odds = prior + (n - failures) * gain + evidence[failures];
            }
            all.kept().add(odds >= bound ? 1 : 0);
            all.experiments().add(n);
        }
        return all;
    }

    /**
     * Wald's approximations, which take the log-odds to stop exactly at a bound; for a constant bug rate and no limit.
     *
     * @param prior log-odds before the first experiment
     * @param right whether the direction is right
     * @return the approximate fate
     */
    Fate wald(double prior, boolean right) {
        double upper = bound - prior;
        double lower = -bound - prior;
        if (upper <= 0 || lower >= 0) {
            return new Fate(upper <= 0 ? 1 : 0, upper <= 0 ? 0 : 1, 0);
        }
        double p = success(right, 0);
        double mean = p * gain() + (1 - p) * loss(0);
        double root = root(p, mean);
        if (root == 0) {
            double kept = -lower / (upper - lower);
            double square = p * gain() * gain() + (1 - p) * loss(0) * loss(0);
            return new Fate(kept, 1 - kept, -upper * lower / square);
        }
        double below = StrictMath.exp(root * lower);
        double kept = (1 - below) / (StrictMath.exp(root * upper) - below);
        return new Fate(kept, 1 - kept, (kept * upper + (1 - kept) * lower) / mean);
    }

    /** The θ ≠ 0 with E exp(θ·step) = 1; 0 where the mean step vanishes. The expectation is convex, so there is one. */
    private double root(double p, double mean) {
        if (Math.abs(mean) < 1e-12) {
            return 0;
        }
        double sign = mean < 0 ? 1 : -1;
        double far = sign;
        while (excess(p, far) < 0) {
            far *= 2;
        }
        double near = far;
        while (excess(p, near) >= 0) {
            near /= 2;
        }
        for (int i = 0; i < 200; i++) {
            double middle = 0.5 * (near + far);
            if (excess(p, middle) < 0) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return 0.5 * (near + far);
    }

    private double excess(double p, double theta) {
        return p * StrictMath.expm1(theta * gain()) + (1 - p) * StrictMath.expm1(theta * loss(0));
    }
}
