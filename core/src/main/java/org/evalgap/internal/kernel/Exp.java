package org.evalgap.internal.kernel;

/**
 * Exponentials as plain arithmetic, so that loops over them become vector instructions and give the same bits everywhere.
 *
 * <p>An exponential is a polynomial of a fraction of its exponent, squared again and again. There is no table and no bit
 * cast: C2 vectorises neither.
 */
public final class Exp {
    /** Logits are divided by this, and the polynomial squared log₂ of it times. */
    private static final double SQUARINGS = 64;

    /** Success probabilities at ±40 logits are 1 and 0 within 5e-18: no score can tell larger ones apart. */
    private static final double LARGEST_LOGIT = 40 / SQUARINGS;

    private Exp() {}

    /**
     * exp(−f·d²) as a function of d² for one factor f: the polynomial of degree 6 in d² whose 32nd power it is. The absolute
     * error is below 3e-12; it is exactly 1 at d² = 0; beyond an exponent of −32 it is the constant 1.3e-14.
     *
     * <p>The coefficients minimise the largest absolute error (Lawson's iteration on 4,000 Chebyshev points); the factor is
     * multiplied into them, which saves an operation an element.
     */
    static final class Decay {
        double c1;
        double c2;
        double c3;
        double c4;
        double c5;
        double c6;

        /** The d² at which the exponent is −32. */
        double end;

        /** Mutable, so that a kernel can be changed without allocating. */
        Decay set(double factor) {
            double y = -factor / 32;
            double y2 = y * y;
            c1 = 0.9999999999620893 * y;
            c2 = 0.49999999439454673 * y2;
            c3 = 0.16666642171149212 * (y2 * y);
            c4 = 0.04166223739628729 * (y2 * y2);
            c5 = 0.00829644201633692 * (y2 * y2 * y);
            c6 = 0.0012491746502531621 * (y2 * y2 * y2);
            end = 32 / factor;
            return this;
        }

        /** The function at one point. */
        double at(double squaredDistance) {
            return decay(squaredDistance, c1, c2, c3, c4, c5, c6, end);
        }
    }

    /** {@link Decay} with its numbers spelt out, as loops want them. */
    static double decay(double d2, double c1, double c2, double c3, double c4, double c5, double c6, double end) {
        double x = Math.min(d2, end);
        double p = Math.fma(x, c6, c5);
        p = Math.fma(x, p, c4);
        p = Math.fma(x, p, c3);
        p = Math.fma(x, p, c2);
        p = Math.fma(x, p, c1);
        p = Math.fma(x, p, 1.0);
        double p2 = p * p;
        double p4 = p2 * p2;
        double p8 = p4 * p4;
        double p16 = p8 * p8;
        return p16 * p16;
    }

    /**
     * exp(−u) with u cut to ±40, for the logistic function: with q = 1/(1 + e) and 1 − q = e·q the absolute error of q is
     * below 1e-14, and the relative error of e below 3e-14 for |u| ≤ 5, 2e-11 for |u| ≤ 10, 1e-8 for |u| ≤ 20, 5e-6 beyond.
     *
     * @param u logits
     * @return exp(−u)
     */
    static double negativeLogit(double u) {
        double y = Math.max(Math.min(u * (-1 / SQUARINGS), LARGEST_LOGIT), -LARGEST_LOGIT);
        // Taylor to degree 8: its error grows away from 0, where the logistic function is flat.
        double p = Math.fma(y, 1.0 / 40320, 1.0 / 5040);
        p = Math.fma(y, p, 1.0 / 720);
        p = Math.fma(y, p, 1.0 / 120);
        p = Math.fma(y, p, 1.0 / 24);
        p = Math.fma(y, p, 1.0 / 6);
        p = Math.fma(y, p, 0.5);
        p = Math.fma(y, p, 1.0);
        return power64(Math.fma(y, p, 1.0));
    }

    private static double power64(double x) {
        double x2 = x * x;
        double x4 = x2 * x2;
        double x8 = x4 * x4;
        double x16 = x8 * x8;
        double x32 = x16 * x16;
        return x32 * x32;
    }
}
