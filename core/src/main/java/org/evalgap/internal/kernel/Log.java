package org.evalgap.internal.kernel;

/** The natural logarithm as plain arithmetic: Math.log differs between machines, StrictMath.log is a slow native call on JDK 17. */
public final class Log {
    /** Bits of √½: mantissas are taken from [√½, √2), where they are nearest to 1. */
    private static final long ROOT_HALF = 0x3FE6A09E667F3BCDL;

    private Log() {}

    /**
     * log(x) within 2 ulp (an absolute 1e-16 near 1).
     *
     * <p>With x = 2ᵏ(1 + f) and s = f/(2 + f), log(1 + f) is 2s + s·R(s²); the coefficients of the minimax polynomial R are
     * those of Sun's fdlibm (1993).
     *
     * @param x a normal double above 0 (not checked)
     * @return log(x)
     */
    public static double of(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long exponent = exponent(bits);
        return log(Double.longBitsToDouble(bits - (exponent << 52)), exponent);
    }

    /**
     * The k of x = 2ᵏ(1 + f).
     *
     * @param bits of x, a normal double above 0 (not checked)
     * @return k, for which x/2ᵏ lies in [√½, √2)
     */
    public static long exponent(long bits) {
        return (bits - ROOT_HALF) >> 52;
    }

    /**
     * −log(x) of many numbers that are taken apart, the same bits as of each alone.
     *
     * @param mantissa x/2ᵏ
     * @param exponent k
     * @param out where to
     * @param n how many
     */
    public static void negative(double[] mantissa, double[] exponent, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -log(mantissa[i], exponent[i]);
        }
    }

    private static double log(double mantissa, double exponent) {
        double f = mantissa - 1;
        double s = f / (2 + f);
        double z = s * s;
        double r = Math.fma(z, 1.479819860511658591e-01, 1.531383769920937332e-01);
        r = Math.fma(z, r, 1.818357216161805012e-01);
        r = Math.fma(z, r, 2.222219843214978396e-01);
        r = Math.fma(z, r, 2.857142874366239149e-01);
        r = Math.fma(z, r, 3.999999999940941908e-01);
        r = Math.fma(z, r, 6.666666666666735130e-01);
        return Math.fma(exponent, 0.6931471805599453, Math.fma(s * z, r, 2 * s));
    }
}
