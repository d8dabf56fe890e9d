package org.evalgap.internal.posterior;

import java.util.Arrays;

/**
 * Where to look for the shift first: a regression of public on fresh probits, pulled to the prior, with weights that count
 * outliers little (Huber), and a box of several standard errors around it. Only a starting place; the posterior is integrated.
 */
final class ShiftStart {
    private static final double HUBER = 1.345;
    private static final int ROUNDS = 15;
    private static final double STANDARD_ERRORS = 6;

    private ShiftStart() {}

    /** The box around the line through all rows, wide enough for that through the ones taken for clean. */
    static ShiftBox box(RowData[] rows, boolean[] clean, ShiftPrior prior) {
        boolean[] all = new boolean[rows.length];
        Arrays.fill(all, true);
        ShiftBox box = around(rows, all, prior);
        if (Arrays.equals(clean, all)) {
            return box;
        }
        ShiftBox part = around(rows, clean, prior);
        double away = part.centre() + (part.slope() - 1) * (box.pivot() - part.pivot()) - box.centre();
        return new ShiftBox(
                box.pivot(),
                box.centre() + 0.5 * away,
                box.tilt(),
                box.slope(),
                box.halfCentre() + 0.5 * Math.abs(away),
                box.halfSlope());
    }

    /** The box around the line through some rows. */
    static ShiftBox around(RowData[] rows, boolean[] used, ShiftPrior prior) {
        Line line = line(Points.of(rows), used, prior.interceptDeviation(), ShiftPrior.SLOPE_DEVIATION);
        double tilt = line.covariance() / line.slopeVariance();
        double centreVariance = line.centreVariance() - tilt * line.covariance();
        return new ShiftBox(
                line.pivot(),
                line.centre(),
                tilt,
                line.slope(),
                STANDARD_ERRORS * Math.sqrt(centreVariance),
                STANDARD_ERRORS * Math.sqrt(line.slopeVariance()));
    }

    /** Probits of public and fresh scores with their variances, one entry a row. */
    record Points(double[] observed, double[] observedVariance, double[] ability, double[] abilityVariance) {
        Points(int rows) {
            this(new double[rows], new double[rows], new double[rows], new double[rows]);
        }

        static Points of(RowData[] rows) {
            Points out = new Points(rows.length);
            for (int i = 0; i < rows.length; i++) {
                out.observed[i] = rows[i].observed;
                out.observedVariance[i] = rows[i].observedVariance;
                out.ability[i] = rows[i].ability;
                out.abilityVariance[i] = rows[i].abilityVariance;
            }
            return out;
        }

        int size() {
            return observed.length;
        }

        /** Item noise of both scores and a generous item-set noise. */
        double variance(int i) {
            return observedVariance[i] + abilityVariance[i] + 0.02;
        }
    }

    /**
     * A line of public over fresh probits.
     *
     * @param pivot ability at which the centre is measured
     * @param centre shift at the pivot
     * @param slope slope
     */
    record Line(
            double pivot,
            double centre,
            double slope,
            double centreVariance,
            double covariance,
            double slopeVariance) {}

    /** The line through some rows, pulled to a prior. */
    static Line line(Points rows, boolean[] used, double interceptDeviation, double slopeDeviation) {
        double pivot = pivot(rows, used);
        double[] weights = new double[rows.size()];
        Arrays.fill(weights, 1);
        double c = median(rows, used);
        double b = 1;
        double[] solution = new double[5];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < rows.size(); i++) {
                double residual = rows.observed[i] - rows.ability[i] - c - (b - 1) * (rows.ability[i] - pivot);
                double size = Math.abs(residual) / Math.sqrt(rows.variance(i));
                weights[i] = size <= HUBER ? 1 : HUBER / size;
            }
            solve(rows, used, weights, pivot, new double[] {interceptDeviation, slopeDeviation}, solution);
            c = solution[0];
            b = 1 + solution[1];
        }
        return new Line(pivot, c, b, solution[2], solution[3], solution[4]);
    }

    private static double pivot(Points rows, boolean[] used) {
        double sum = 0;
        double mean = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (used[i]) {
                sum += 1 / rows.variance(i);
                mean += rows.ability[i] / rows.variance(i);
            }
        }
        return mean / sum;
    }

    private static double median(Points rows, boolean[] used) {
        double[] gaps = new double[rows.size()];
        int n = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (used[i]) {
                gaps[n++] = rows.observed[i] - rows.ability[i];
            }
        }
        Arrays.sort(gaps, 0, n);
        return gaps[n / 2];
    }

    /** Normal equations in c and b − 1 with the prior of a = c − (b − 1)·pivot; writes both, then their covariance. */
    private static void solve(
            Points rows, boolean[] used, double[] weights, double pivot, double[] deviations, double[] out) {
        double pa = 1 / (deviations[0] * deviations[0]);
        double cc = pa;
        double cb = -pivot * pa;
        double bb = pivot * pivot * pa + 1 / (deviations[1] * deviations[1]);
        double yc = 0;
        double yb = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (used[i]) {
                double w = weights[i] / rows.variance(i);
                double x = rows.ability[i] - pivot;
                double y = rows.observed[i] - rows.ability[i];
                cc += w;
                cb += w * x;
                bb += w * x * x;
                yc += w * y;
                yb += w * x * y;
            }
        }
        double determinant = cc * bb - cb * cb;
        out[0] = (bb * yc - cb * yb) / determinant;
        out[1] = (cc * yb - cb * yc) / determinant;
        out[2] = bb / determinant;
        out[3] = -cb / determinant;
        out[4] = cc / determinant;
    }
}
