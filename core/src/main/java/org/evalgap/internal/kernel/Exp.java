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
     * exp(−x) as the 32nd power of a polynomial of degree 6 in x. The absolute error is below 3e-12; it is exactly 1 at 0;
     * beyond {@link #RANGE} it is the constant 1.3e-14.
     *
     * <p>The polynomial minimises the largest absolute error (Lawson's iteration on 4,000 Chebyshev points). It is taken in
     * t = {@value #STRETCH}·x/32, in which its leading coefficient is 1, and in the form of Knuth (The Art of Computer
     * Programming, vol. 2, 4.6.4, "adaptation of coefficients"), which has three products instead of six: additions are
     * done by other units of a processor at the same time. Callers fold the factor into their coordinates: what they give
     * is h = t/2.
     */
    static final class Decay {
        /** The exponent at which it ends. */
        static final double RANGE = 32;

        private static final double STRETCH = 0.3281737656382349;

        /** h a unit of x. */
        static final double UNIT = STRETCH / 64;

        private static final double END = UNIT * RANGE;

        /** Up to this h {@link #near} may be used: beyond, (h + END) − (h − END) would lose END. */
        static final double NEAR = 1e4;

        /**
         * Up to this h {@link #close} may be used, which is cut nowhere: exponents up to 96. Beyond its range the polynomial goes on
         * falling to 0.134 at 72 and is below 0.27 at 96, so that its power stays below that at the end of the range, 1.3e-14.
         */
        static final double CLOSE = 3 * END;

        private static final double A0 = -0.4616431534663319;
        private static final double A1 = 1.037162132964096;
        private static final double A2 = -1.1281462596268537;
        private static final double A3 = 0.83953420539169;
        private static final double A4 = -2.4298966729071476;
        private static final double A5 = 0.43039627752609366;

        private Decay() {}

        /** For any h of at least 0, also infinite. */
        static double any(double h) {
            return power(2 * Math.min(h, END));
        }

        /** For h from 0 to {@link #NEAR}: C2 makes six instructions of a minimum, and four of this, which are quick. */
        static double near(double h) {
            return power((h + END) - Math.abs(h - END));
        }

        /** For t = 2h from 0, or from what rounding makes of it, to twice {@link #CLOSE}. */
        static double close(double t) {
            return power(t);
        }

        private static double power(double t) {
            double z = Math.fma(t + A0, t, A1);
            double w = Math.fma(t + A2, z, A3);
            double p = Math.fma(w + z + A4, w, A5);
            double p2 = p * p;
            double p4 = p2 * p2;
            double p8 = p4 * p4;
            double p16 = p8 * p8;
            return p16 * p16;
        }
    }

    /**
     * exp(−u) with u cut to ±40, for the logistic function: with q = 1/(1 + e) and 1 − q = e·q the absolute error of q is
     * below 1e-14, and the relative error of e below 3e-14 for |u| ≤ 5, 2e-11 for |u| ≤ 10, 1e-8 for |u| ≤ 20, 5e-6 beyond.
     *
     * @param u logits
     * @return exp(−u)
     */
    static double negativeLogit(double u) {
        return power64(taylor(Math.max(Math.min(u * (-1 / SQUARINGS), LARGEST_LOGIT), -LARGEST_LOGIT)));
    }

    /**
     * As {@link #negativeLogit}, for |u| up to 1e14 only: beyond, the cut at ±40 drowns in what it is taken from. What training
     * makes of legal parameters stays below 1e13. C2 makes six instructions each of a minimum and a maximum.
     */
    static double boundedNegativeLogit(double u) {
        double half = u * (-0.5 / SQUARINGS);
        return power64(taylor(Math.abs(half + LARGEST_LOGIT / 2) - Math.abs(half - LARGEST_LOGIT / 2)));
    }

    /** Taylor's polynomial of degree 8: its error grows away from 0, where the logistic function is flat. */
    private static double taylor(double y) {
        double p = Math.fma(y, 1.0 / 40320, 1.0 / 5040);
        p = Math.fma(y, p, 1.0 / 720);
        p = Math.fma(y, p, 1.0 / 120);
        p = Math.fma(y, p, 1.0 / 24);
        p = Math.fma(y, p, 1.0 / 6);
        p = Math.fma(y, p, 0.5);
        p = Math.fma(y, p, 1.0);
        return Math.fma(y, p, 1.0);
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
