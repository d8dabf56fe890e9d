package org.evalgap.study.engine;

import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Tally;

/**
 * A one-way random effects analysis of variance: how much of an outcome depends on its group, and how much on the draw.
 *
 * <p>Source: Searle, Casella, McCulloch (1992), Variance Components, Wiley, chapter 3.
 *
 * @param mean mean over groups, its error between groups
 * @param between variance between groups; an unbiased estimate, which may be below 0
 * @param within variance within a group
 */
record VarianceComponents(Estimate mean, Estimate between, double within) {
    /**
     * Splits outcomes.
     *
     * @param outcomes one row a group, at least two, each of as many outcomes, at least two
     * @return the components
     */
    static VarianceComponents of(double[][] outcomes) {
        int groups = outcomes.length;
        int replicates = outcomes[0].length;
        Tally means = new Tally();
        Tally within = new Tally();
        for (double[] group : outcomes) {
            Tally tally = new Tally();
            for (double outcome : group) {
                tally.add(outcome);
            }
            means.add(tally.mean());
            within.add(tally.variance());
        }
        double noise = within.mean() / replicates;
        double ofMeans = 2 * means.variance() * means.variance() / (groups - 1);
        double ofNoise = 2 * noise * noise / ((double) groups * (replicates - 1));
        Estimate between = new Estimate(means.variance() - noise, Math.sqrt(ofMeans + ofNoise));
        return new VarianceComponents(Estimate.of(means), between, within.mean());
    }

    /** Standard deviation between groups, its error to first order; 0 where the variance is not seen above its noise. */
    Estimate deviation() {
        double root = Math.sqrt(Math.max(0, between.value()));
        return new Estimate(root, root > 0 ? between.error() / (2 * root) : 0);
    }

    /** Share of one outcome's variance that depends on its group. */
    double share() {
        double part = Math.max(0, between.value());
        return part + within > 0 ? part / (part + within) : 0;
    }
}
