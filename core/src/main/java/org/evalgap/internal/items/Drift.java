package org.evalgap.internal.items;

import java.util.ArrayList;
import java.util.List;

/**
 * How difficulty may drift: as a polynomial of the third degree in time, or of a lower one where there are fewer dates. Its columns
 * are uncorrelated over items, with mean 0 and variance 1.
 */
public final class Drift {
    private static final int DEGREE = 3;

    /** What is left of a column that says nothing new. */
    private static final double NOTHING = 1e-6;

    private Drift() {}

    /**
     * The columns.
     *
     * @param time by item, in any unit
     * @return by column, at most three, then by item; none where all dates are the same
     */
    public static double[][] columns(double[] time) {
        double centre = mean(time);
        double[] unit = new double[time.length];
        for (int j = 0; j < unit.length; j++) {
            unit[j] = time[j] - centre;
        }
        List<double[]> out = new ArrayList<>();
        if (!scaled(unit, Math.abs(centre))) {
            return new double[0][];
        }
        double[] power = unit.clone();
        for (int degree = 1; degree <= DEGREE; degree++) {
            double[] column = power.clone();
            double mean = mean(column);
            for (int j = 0; j < column.length; j++) {
                column[j] -= mean;
            }
            // Twice, since once leaves rounding errors of what is taken out.
            out.forEach(before -> takeOut(column, before));
            out.forEach(before -> takeOut(column, before));
            if (!scaled(column, 1)) {
                break;
            }
            out.add(column);
            for (int j = 0; j < power.length; j++) {
                power[j] *= unit[j];
            }
        }
        return out.toArray(new double[0][]);
    }

    private static double mean(double[] column) {
        double sum = 0;
        for (double c : column) {
            sum += c;
        }
        return sum / column.length;
    }

    private static void takeOut(double[] column, double[] before) {
        double along = 0;
        for (int j = 0; j < column.length; j++) {
            along += column[j] * before[j] / column.length;
        }
        for (int j = 0; j < column.length; j++) {
            column[j] -= along * before[j];
        }
    }

    /** Gives a column variance 1; returns false where it has none, of numbers as great as those it came from. */
    private static boolean scaled(double[] column, double size) {
        double square = 0;
        for (double c : column) {
            square += c * c / column.length;
        }
        double deviation = Math.sqrt(square);
        if (!(deviation > NOTHING * Math.max(size, 1e-9))) {
            return false;
        }
        for (int j = 0; j < column.length; j++) {
            column[j] /= deviation;
        }
        return true;
    }
}
