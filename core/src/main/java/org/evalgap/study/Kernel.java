package org.evalgap.study;

/**
 * How far what is learned at one place carries to another: the generalisation kernel without its format part,
 * (1 − m) exp(−d²/2ℓ²) + m exp(−d²/2s²), between 0 and 1.
 *
 * @param breadth ℓ, above 0
 * @param memorization m, in [0, 1]
 * @param memorizationScale s, above 0
 */
record Kernel(double breadth, double memorization, double memorizationScale) {
    /** The kernel at a squared distance. */
    double at(double squared) {
        double broad = StrictMath.exp(-squared * (0.5 / (breadth * breadth)));
        double narrow = StrictMath.exp(-squared * (0.5 / (memorizationScale * memorizationScale)));
        return (1 - memorization) * broad + memorization * narrow;
    }
}
