package org.evalgap.internal.likelihood;

import java.util.function.DoubleUnaryOperator;

/**
 * The mode of a log-concave density and the points on both sides where its logarithm has dropped by a given amount.
 *
 * @param low left point, or the left end of the searched interval
 * @param mode where the density is greatest
 * @param high right point, or the right end of the searched interval
 */
public record Bracket(double low, double mode, double high) {
    // Golden sections of our own: Brent's method of Commons Math stops elsewhere, and published estimates hang on these
    // bits.
    private static final double GOLDEN = 0.6180339887498949;

    /** Golden sections: each takes 0.618 of the interval, 45 of them 4e-10. */
    private static final int SECTIONS = 45;

    /**
     * The bracket of a density in an interval.
     *
     * @param logDensity logarithm of the density
     * @param from where the interval begins
     * @param to where it ends
     * @param drop by how much the logarithm has dropped at both points
     * @return the bracket
     */
    public static Bracket of(DoubleUnaryOperator logDensity, double from, double to, double drop) {
        double mode = mode(logDensity, from, to);
        double level = logDensity.applyAsDouble(mode) - drop;
        return new Bracket(crossing(logDensity, mode, from, level), mode, crossing(logDensity, mode, to, level));
    }

    private static double mode(DoubleUnaryOperator f, double from, double to) {
        double a = from;
        double b = to;
        double x1 = b - GOLDEN * (b - a);
        double x2 = a + GOLDEN * (b - a);
        double f1 = f.applyAsDouble(x1);
        double f2 = f.applyAsDouble(x2);
        for (int i = 0; i < SECTIONS; i++) {
            if (f1 >= f2) {
                b = x2;
                x2 = x1;
                f2 = f1;
                x1 = b - GOLDEN * (b - a);
                f1 = f.applyAsDouble(x1);
            } else {
                a = x1;
                x1 = x2;
                f1 = f2;
                x2 = a + GOLDEN * (b - a);
                f2 = f.applyAsDouble(x2);
            }
        }
        return 0.5 * (a + b);
    }

    private static double crossing(DoubleUnaryOperator f, double inside, double end, double level) {
        if (f.applyAsDouble(end) >= level) {
            return end;
        }
        double in = inside;
        double out = end;
        for (int i = 0; i < 24; i++) {
            double middle = 0.5 * (in + out);
            if (f.applyAsDouble(middle) >= level) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return out;
    }
}
