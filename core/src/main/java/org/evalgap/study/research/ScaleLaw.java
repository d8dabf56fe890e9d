package org.evalgap.study.research;

/**
 * Competence by scale: a power law with a floor, ceiling − deficit·(1 + S)^(−γ), and some luck.
 *
 * <p>Source: Hoffmann et al. (2022), "Training compute-optimal large language models", arXiv:2203.15556.
 *
 * @param ceiling competence that scale approaches
 * @param deficit how far competence lies below it without scale, at least 0
 * @param exponent γ, above 0
 * @param noise standard deviation of competence at a given scale, at least 0
 */
record ScaleLaw(double ceiling, double deficit, double exponent, double noise) {
    /** Competence at a scale, with luck in standard deviations. */
    double competence(double scale, double luck) {
        double gap = deficit * StrictMath.pow(1 + scale, -exponent);
        return ceiling - gap + noise * luck;
    }
}
