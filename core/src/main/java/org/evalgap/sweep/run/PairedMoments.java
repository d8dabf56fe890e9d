package org.evalgap.sweep.run;

import java.util.Arrays;
import org.evalgap.measure.Luck;
import org.evalgap.measure.Moments;

/**
 * A block of replicates of a point and of its baseline, replicate by replicate.
 *
 * @param difference moments of the point's values minus the baseline's
 * @param own moments of the point's values
 * @param baseline moments of the baseline's values
 */
record PairedMoments(Moments difference, Moments own, Moments baseline) {
    /** The values of a replicate that failed. */
    static final double[] MISSING = missing();

    private static double[] missing() {
        double[] values = new double[Luck.recordLength()];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    static PairedMoments of(double[][] own, double[][] baseline) {
        PairedMoments pairs = new PairedMoments(new Moments(), new Moments(), new Moments());
        for (int r = 0; r < own.length; r++) {
            double[] difference = new double[Math.min(own[r].length, baseline[r].length)];
            for (int m = 0; m < difference.length; m++) {
                difference[m] = own[r][m] - baseline[r][m];
            }
            if (difference.length == Luck.recordLength()) {
                difference[Luck.least()] = Math.max(own[r][Luck.least()], baseline[r][Luck.least()]);
            }
            pairs.difference.add(difference);
            pairs.own.add(own[r]);
            pairs.baseline.add(baseline[r]);
        }
        return pairs;
    }

    void merge(PairedMoments later) {
        difference.merge(later.difference);
        own.merge(later.own);
        baseline.merge(later.baseline);
    }
}
