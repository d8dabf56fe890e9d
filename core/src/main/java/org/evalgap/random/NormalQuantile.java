package org.evalgap.random;

import org.evalgap.internal.kernel.Log;

/**
 * The inverse of the standard normal distribution function, by rational functions in three regions, with a relative error
 * of about 1e-16 and the same bits on every machine.
 *
 * <p>Source: Wichura (1988), "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37,
 * doi:10.2307/2347330 (PPND16).
 */
public final class NormalQuantile {
    /** Half the width of the central region of p around ½. */
    static final double CENTRAL = 0.425;

    /** The quantile at the far end of the middle region, where √−ln p is 5: Φ⁻¹(1 − e⁻²⁵). */
    static final double NEAR_BOUND = 6.657904643501103;

    private NormalQuantile() {}

    /**
     * The quantile of one probability.
     *
     * @param p a probability in the open interval (0, 1)
     * @return the z with Φ(z) = p; infinite at 0 and 1, NaN outside [0, 1]
     */
    public static double of(double p) {
        if (Math.abs(p - 0.5) <= CENTRAL) {
            return central(p);
        }
        double z = upperTail(Math.min(p, 1 - p));
        return p < 0.5 ? -z : z;
    }

    /** Replaces probabilities by the central region's formula, which is wrong outside of it. */
    static void central(double[] p, int from, int to) {
        for (int i = from; i < to; i++) {
            p[i] = central(p[i]);
        }
    }

    private static double central(double p) {
        double q = p - 0.5;
        double r = CENTRAL * CENTRAL - q * q;
        double numerator = Math.fma(r, 2.5090809287301226727e+3, 3.3430575583588128105e+4);
        numerator = Math.fma(r, numerator, 6.7265770927008700853e+4);
        numerator = Math.fma(r, numerator, 4.5921953931549871457e+4);
        numerator = Math.fma(r, numerator, 1.3731693765509461125e+4);
        numerator = Math.fma(r, numerator, 1.9715909503065514427e+3);
        numerator = Math.fma(r, numerator, 1.3314166789178437745e+2);
        numerator = Math.fma(r, numerator, 3.3871328727963666080e0);
        double denominator = Math.fma(r, 5.2264952788528545610e+3, 2.8729085735721942674e+4);
        denominator = Math.fma(r, denominator, 3.9307895800092710610e+4);
        denominator = Math.fma(r, denominator, 2.1213794301586595867e+4);
        denominator = Math.fma(r, denominator, 5.3941960214247511077e+3);
        denominator = Math.fma(r, denominator, 6.8718700749205790830e+2);
        denominator = Math.fma(r, denominator, 4.2313330701600911252e+1);
        denominator = Math.fma(r, denominator, 1.0);
        return q * numerator / denominator;
    }

    /** Replaces −ln p of tail probabilities by the middle region's formula, which is wrong beyond {@link #NEAR_BOUND}. */
    static void nearTail(double[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = middle(Math.sqrt(x[i]) - 1.6);
        }
    }

    /** The size of the quantile of a tail probability below 0.075. */
    static double upperTail(double p) {
        double root = Math.sqrt(-Log.of(p));
        return root <= 5 ? middle(root - 1.6) : far(root - 5);
    }

    private static double middle(double r) {
        return polynomial(
                        r,
                        7.74545014278341407640e-4,
                        2.27238449892691845833e-2,
                        2.41780725177450611770e-1,
                        1.27045825245236838258e0,
                        3.64784832476320460504e0,
                        5.76949722146069140550e0,
                        4.63033784615654529590e0,
                        1.42343711074968357734e0)
                / polynomial(
                        r,
                        1.05075007164441684324e-9,
                        5.47593808499534494600e-4,
                        1.51986665636164571966e-2,
                        1.48103976427480074590e-1,
                        6.89767334985100004550e-1,
                        1.67638483018380384940e0,
                        2.05319162663775882187e0,
                        1.0);
    }

    private static double far(double r) {
        return polynomial(
                        r,
                        2.01033439929228813265e-7,
                        2.71155556874348757815e-5,
                        1.24266094738807843860e-3,
                        2.65321895265761230930e-2,
                        2.96560571828504891230e-1,
                        1.78482653991729133580e0,
                        5.46378491116411436990e0,
                        6.65790464350110377720e0)
                / polynomial(
                        r,
                        2.04426310338993978564e-15,
                        1.42151175831644588870e-7,
                        1.84631831751005468180e-5,
                        7.86869131145613259100e-4,
                        1.48753612908506148525e-2,
                        1.36929880922735805310e-1,
                        5.99832206555887937690e-1,
                        1.0);
    }

    private static double polynomial(
            double x, double c7, double c6, double c5, double c4, double c3, double c2, double c1, double c0) {
        double y = Math.fma(x, c7, c6);
        y = Math.fma(x, y, c5);
        y = Math.fma(x, y, c4);
        y = Math.fma(x, y, c3);
        y = Math.fma(x, y, c2);
        y = Math.fma(x, y, c1);
        return Math.fma(x, y, c0);
    }
}
