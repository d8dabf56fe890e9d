package org.evalgap.study.frame;

import java.util.Optional;
import java.util.OptionalDouble;

/** Where a curve, drawn as straight lines between its points, meets a level. */
public final class Crossing {
    private Crossing() {}

    /**
     * Where a curve first reaches a level.
     *
     * @param x positions, ascending
     * @param y values, as many
     * @param level the level
     * @return the first position with at least that value, the first x if the curve begins there; empty if it never does
     */
    public static OptionalDouble first(double[] x, double[] y, double level) {
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
     * Where simulated means first reach a level on a logarithmic axis, with straight lines over log x.
     *
     * @param x positions, ascending, above 0
     * @param y means, as many
     * @param level the level
     * @return as {@link #first}, with the error that the mean's has over the slope there: NaN where the curve begins above the
     *     level
     */
    public static Optional<Estimate> inRatios(double[] x, Estimate[] y, double level) {
        double[] logs = new double[x.length];
        double[] means = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            logs[i] = StrictMath.log(x[i]);
            means[i] = y[i].value();
        }
        if (means[0] >= level) {
            return Optional.of(new Estimate(x[0], Double.NaN));
        }
        OptionalDouble crossing = first(logs, means, level);
        if (crossing.isEmpty()) {
            return Optional.empty();
        }
        int above = 1;
        while (means[above] < level) {
            above++;
        }
        double slope = (means[above] - means[above - 1]) / (logs[above] - logs[above - 1]);
        double at = StrictMath.exp(crossing.getAsDouble());
        return Optional.of(new Estimate(at, at * y[above].error() / slope));
    }
}
