package org.evalgap.study.research;

import org.apache.commons.math3.distribution.NormalDistribution;

/** The standard normal law and its integral. */
final class NormalDensity {
    private static final NormalDistribution NORMAL = new NormalDistribution();

    private NormalDensity() {}

    /** Φ(z). */
    static double below(double z) {
        return NORMAL.cumulativeProbability(z);
    }

    /** ∫ Φ from −∞ to z: zΦ(z) + φ(z). */
    static double integral(double z) {
        return z * below(z) + StrictMath.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    }
}
