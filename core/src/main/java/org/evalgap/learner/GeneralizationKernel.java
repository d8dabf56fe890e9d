package org.evalgap.learner;

/**
 * How training on one task moves another: K(z, x) = (1 − m) exp(−d²/2ℓ²) + m exp(−d²/2s²) + f φ(z) φ(x), d the distance.
 *
 * @param breadth ℓ, how far learning carries; in [1e-9, 1e9], in units of the task space
 * @param memorization m, the share of learning that stays with the very item; in [0, 1]
 * @param memorizationScale s, how near "the very item" is; in [1e-9, 1e9]
 * @param formatLearning f, what is learned about the eval's format whatever the item; at least 0 and finite
 */
public record GeneralizationKernel(
        double breadth, double memorization, double memorizationScale, double formatLearning) {
    /**
     * Checks the ranges.
     *
     * @param breadth ℓ, how far learning carries; in [1e-9, 1e9], in units of the task space
     * @param memorization m, the share of learning that stays with the very item; in [0, 1]
     * @param memorizationScale s, how near "the very item" is; in [1e-9, 1e9]
     * @param formatLearning f, what is learned about the eval's format whatever the item; at least 0 and finite
     * @throws IllegalArgumentException if a number is outside its range
     */
    public GeneralizationKernel {
        check(breadth >= 1e-9 && breadth <= 1e9, "breadth", breadth, "[1e-9, 1e9]");
        check(memorization >= 0 && memorization <= 1, "memorization", memorization, "[0, 1]");
        check(
                memorizationScale >= 1e-9 && memorizationScale <= 1e9,
                "memorizationScale",
                memorizationScale,
                "[1e-9, 1e9]");
        check(
                formatLearning >= 0 && formatLearning < Double.POSITIVE_INFINITY,
                "formatLearning",
                formatLearning,
                "[0, ∞)");
    }

    private static void check(boolean accepted, String name, double value, String range) {
        if (!accepted) {
            throw new IllegalArgumentException(name + " must be in " + range + ": " + value);
        }
    }

    /**
     * The kernel between two tasks, to full double precision (the library's loops are within 2e-11 of it).
     *
     * @param squaredDistance d², at least 0
     * @param bothInFormat whether both tasks are asked as the eval asks
     * @return K in [0, 1 + f]
     */
    public double of(double squaredDistance, boolean bothInFormat) {
        return (1 - memorization) * StrictMath.exp(-squaredDistance * (0.5 / (breadth * breadth)))
                + memorization * StrictMath.exp(-squaredDistance * (0.5 / (memorizationScale * memorizationScale)))
                + (bothInFormat ? formatLearning : 0);
    }
}
