package org.evalgap.internal.kernel;

/**
 * The standard normal distribution function, with a relative error of about 1e-15 (z²·1e-16 in the tails) and the same
 * bits on every machine: the functions of Commons Statistics stand on {@code Math.exp} and differ in the last digits.
 *
 * <p>Source: Cody (1969), "Rational Chebyshev approximations for the error function", Mathematics of Computation 23,
 * doi:10.1090/S0025-5718-1969-0247736-4, in the form of Cody (1993), Algorithm 715, doi:10.1145/151271.151273 (ANORM).
 */
public final class Normal {
    private static final double SQRT_32 = 5.656854249492380195206754896838;
    private static final double INV_SQRT_2PI = 0.39894228040143267793994605993438;

    private Normal() {}

    /**
     * The density.
     *
     * @param z any number
     * @return φ(z)
     */
    public static double density(double z) {
        return INV_SQRT_2PI * StrictMath.exp(-0.5 * z * z);
    }

    /**
     * The distribution function.
     *
     * @param z any number
     * @return P(Z ≤ z)
     */
    public static double cdf(double z) {
        double x = Math.abs(z);
        if (x <= 0.67448975) {
            return 0.5 + z * central(z * z);
        }
        double tail = x <= SQRT_32 ? middle(x) : far(x);
        return z > 0 ? 1 - tail : tail;
    }

    private static double central(double y) {
        double p = 0.065682337918207449113;
        p = Math.fma(p, y, 2.2352520354606839287);
        p = Math.fma(p, y, 161.02823106855587881);
        p = Math.fma(p, y, 1067.6894854603709582);
        p = Math.fma(p, y, 18154.981253343561249);
        double q = y + 47.20258190468824187;
        q = Math.fma(q, y, 976.09855173777669322);
        q = Math.fma(q, y, 10260.932208618978205);
        q = Math.fma(q, y, 45507.789335026729956);
        return p / q;
    }

    private static double middle(double x) {
        double p = 1.0765576773720192317e-8;
        p = Math.fma(p, x, 0.39894151208813466764);
        p = Math.fma(p, x, 8.8831497943883759412);
        p = Math.fma(p, x, 93.506656132177855979);
        p = Math.fma(p, x, 597.27027639480026226);
        p = Math.fma(p, x, 2494.5375852903726711);
        p = Math.fma(p, x, 6848.1904505362823326);
        p = Math.fma(p, x, 11602.651437647350124);
        p = Math.fma(p, x, 9842.7148383839780218);
        double q = x + 22.266688044328115691;
        q = Math.fma(q, x, 235.38790178262499861);
        q = Math.fma(q, x, 1519.377599407554805);
        q = Math.fma(q, x, 6485.558298266760755);
        q = Math.fma(q, x, 18615.571640885098091);
        q = Math.fma(q, x, 34900.952721145977266);
        q = Math.fma(q, x, 38912.003286093271411);
        q = Math.fma(q, x, 19685.429676859990727);
        return StrictMath.exp(-0.5 * x * x) * p / q;
    }

    private static double far(double x) {
        double y = 1 / (x * x);
        double p = 0.02307344176494017303;
        p = Math.fma(p, y, 0.21589853405795699);
        p = Math.fma(p, y, 0.1274011611602473639);
        p = Math.fma(p, y, 0.022235277870649807);
        p = Math.fma(p, y, 0.001421619193227893466);
        p = Math.fma(p, y, 2.9112874951168792e-5);
        double q = y + 1.28426009614491121;
        q = Math.fma(q, y, 0.468238212480865118);
        q = Math.fma(q, y, 0.0659881378689285515);
        q = Math.fma(q, y, 0.00378239633202758244);
        q = Math.fma(q, y, 7.29751555083966205e-5);
        return StrictMath.exp(-0.5 * x * x) * (INV_SQRT_2PI - y * p / q) / x;
    }
}
