package org.evalgap.study.engine;

/**
 * The share of jobs that is handed over: it grows by imitation towards the share that is done right, da/dr = k a (1 − a/I).
 * With constant I this is the logistic curve; with I growing as e^{gr}, g below k, it settles at I·(1 − g/k), −ln(1 − g/k)/g behind.
 *
 * <p>Source: Griliches (1957), "Hybrid corn", Econometrica 25; Meyer, Ausubel (1999), "Carrying capacity: a model with
 * logistically varying limits", Technological Forecasting and Social Change 61.
 */
final class Adoption {
    private static final int STEPS = 64;

    private Adoption() {}

    /**
     * Follows a ceiling that is straight between whole times.
     *
     * @param ceiling I at times 0, 1, 2, …, all above 0
     * @param start a at time 0, above 0
     * @param rate k, at least 0
     * @return a at the same times
     */
    static double[] follow(double[] ceiling, double start, double rate) {
        double[] adopted = new double[ceiling.length];
        adopted[0] = start;
        for (int r = 1; r < ceiling.length; r++) {
            adopted[r] = oneUnit(adopted[r - 1], ceiling[r - 1], ceiling[r], rate);
        }
        return adopted;
    }

    /** 1/a obeys the linear equation dy/dr = k/I − k y, which exponential steps integrate stably whatever k and I. */
    private static double oneUnit(double adopted, double from, double to, double rate) {
        double step = 1.0 / STEPS;
        double decay = StrictMath.exp(-rate * step);
        double inverse = 1 / adopted;
        for (int i = 0; i < STEPS; i++) {
            // Simpson's rule for k ∫ e^{−k(h − s)}/I(s) ds.
            double first = 1 / (from + (to - from) * i * step);
            double middle = 1 / (from + (to - from) * (i + 0.5) * step);
            double last = 1 / (from + (to - from) * (i + 1) * step);
            double half = Math.sqrt(decay);
            double source = rate * step / 6 * (decay * first + 4 * half * middle + last);
            inverse = decay * inverse + source;
        }
        return 1 / inverse;
    }
}
