package org.evalgap.study;

import java.util.OptionalDouble;

/** Where a curve, drawn as straight lines between its points, meets a level. */
final class Crossing {
    private Crossing() {}

    /**
     * Where a curve first reaches a level.
     *
     * @param x positions, ascending
     * @param y values, as many
     * @param level the level
     * @return the first position with at least that value, the first x if the curve begins there; empty if it never does
     */
    static OptionalDouble first(double[] x, double[] y, double level) {
        if (y[0] >= level) {
            return OptionalDouble.of(x[0]);
        }
        for (int i = 1; i < x.length; i++) {
            if (y[i] >= level) {
                double share = (level - y[i - 1]) / (y[i] - y[i - 1]);
                return OptionalDouble.of(x[i - 1] + share * (x[i] - x[i - 1]));
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * The position that a first crossing has on a logarithmic axis.
     *
     * @param x positions, ascending, above 0
     * @param y values, as many
     * @param level the level
     * @return as {@link #first}, with straight lines over log x
     */
    static OptionalDouble firstInRatios(double[] x, double[] y, double level) {
        double[] logs = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            logs[i] = StrictMath.log(x[i]);
        }
        OptionalDouble crossing = first(logs, y, level);
        return crossing.isPresent() ? OptionalDouble.of(StrictMath.exp(crossing.getAsDouble())) : crossing;
    }
}
