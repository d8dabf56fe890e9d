package org.evalgap.internal.kernel;

/**
 * Exponentials as plain arithmetic, so that loops over them become vector instructions and give the same bits everywhere.
 *
 * <p>exp(x) is a polynomial in x/64, squared six times. There is no table and no bit cast: C2 vectorises neither.
 */
public final class Exp {
    /** Exponents are divided by this, and the polynomial squared log₂ of it times. */
    private static final double SQUARINGS = 64;

    /** The polynomial's interval is [−½, 0], so that exponents below −32 count as −32. */
    private static final double LOWEST = -0.5;

    /** Success probabilities at ±40 logits are 1 and 0 within 5e-18: no score can tell larger ones apart. */
    private static final double LARGEST_LOGIT = 40 / SQUARINGS;

    private Exp() {}

    /**
     * exp(x) for x ≤ 0 with an absolute error below 1e-13; exactly 1 at 0; below −32 the constant 1.3e-14.
     *
     * <p>The coefficients minimise the largest absolute error (Lawson's iteration on 4,000 Chebyshev points).
     *
     * @param x exponent, at most 0 (not checked)
     * @return exp(x)
     */
    static double decay(double x) {
        double y = Math.max(x * (1 / SQUARINGS), LOWEST);
        double p = Math.fma(y, 0.0013179304349516183, 0.008324007725329048);
        p = Math.fma(y, p, 0.041666112294733194);
        p = Math.fma(y, p, 0.16666665151853188);
        p = Math.fma(y, p, 0.4999999998289065);
        p = Math.fma(y, p, 0.9999999999994292);
        return power64(Math.fma(y, p, 1.0));
    }

    /**
     * exp(−u) with u cut to ±40, for the logistic function: with q = 1/(1 + e) and 1 − q = e·q the absolute error of q is
     * below 1e-14, and the relative error of e below 1e-14 for |u| ≤ 5, 1e-11 for |u| ≤ 10, 1e-8 for |u| ≤ 20, 5e-6 beyond.
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
