package org.evalgap.internal.answer;

/** The cosine as plain arithmetic: Math.cos differs between machines, StrictMath.cos is one slow call a number. */
final class Cosine {
    private Cosine() {}

    /**
     * Adds cos(2πt) to each of some sums, within 4e-16 where t is exact, and within 1 for every finite t.
     *
     * <p>The nearest whole number leaves r in [−½, ½], and with s = |r| − ¼ the cosine is −sin(2πs) = s·P(s²). P is the polynomial
     * of degree 7 that interpolates −sin(2πs)/s at the nodes of Chebyshev; its own error is below 2e-16.
     *
     * @param turns t: angles divided by 2π
     * @param sum input and output
     * @param n how many
     */
    static void add(double[] turns, double[] sum, int n) {
        for (int i = 0; i < n; i++) {
            double s = Math.abs(turns[i] - Math.rint(turns[i])) - 0.25;
            double z = s * s;
            double p = Math.fma(z, 0.6925067010720717, -3.817365633469135);
            p = Math.fma(z, p, 15.09450614073429);
            p = Math.fma(z, p, -42.05868995395094);
            p = Math.fma(z, p, 76.70585968962867);
            p = Math.fma(z, p, -81.60524927557977);
            p = Math.fma(z, p, 41.341702240398284);
            p = Math.fma(z, p, -6.283185307179585);
            sum[i] = Math.fma(s, p, sum[i]);
        }
    }
}
