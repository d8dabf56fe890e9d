package org.evalgap.internal.likelihood;

import org.evalgap.internal.kernel.Normal;

/**
 * A score on one set of items, and what a regression makes of it: the probit of its success above chance.
 *
 * @param right items got right, in {@code [0, items]}; fractions where items hang together
 * @param items number of items, above 0
 * @param guess chance level, in {@code [0, 1)}
 */
public record Counts(double right, double items, double guess) {
    /**
     * The probit of the success above chance, half an item away from both ends.
     *
     * @return the probit
     */
    public double probit() {
        return PublicLikelihood.probit(clean());
    }

    /**
     * The variance of {@link #probit()} that the draw of items brings.
     *
     * @return the variance, by the delta method
     */
    public double probitVariance() {
        double clean = clean();
        double score = guess + (1 - guess) * clean;
        double density = (1 - guess) * Normal.density(PublicLikelihood.probit(clean));
        return score * (1 - score) / (items * density * density);
    }

    private double clean() {
        double edge = 0.5 / (items + 1);
        double score = (right + 0.5) / (items + 1);
        return Math.min(1 - edge, Math.max(edge, (score - guess) / (1 - guess)));
    }
}
