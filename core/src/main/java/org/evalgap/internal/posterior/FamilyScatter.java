package org.evalgap.internal.posterior;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the members of a family depart from the line together. If they do, m members with correlation ρ say as much of level,
 * slope and noise as m/(1 + (m − 1)ρ) models of families apart: the evidence of a table counts by the mean of those factors (a
 * composite likelihood with a design effect).
 */
final class FamilyScatter {
    /** Greatest departure that counts, in probit: beyond is inflation. */
    private static final double FARTHEST = 0.35;

    /** Fewer pairs of relatives say nothing of what relatives have in common. */
    private static final int LEAST_PAIRS = 10;

    /** A mean square below this is rounding: nobody departs. */
    private static final double NOTHING = 1e-12;

    private FamilyScatter() {}

    /** The factor of the evidence, in (0, 1]; 1 where there are hardly any relatives. */
    static double tempering(RowData[] rows, List<String> families, ShiftPrior prior) {
        Map<String, Integer> sizes = new TreeMap<>();
        families.forEach(f -> sizes.merge(f, 1, Integer::sum));
        if (pairs(sizes) < LEAST_PAIRS) {
            return 1;
        }
        double[] residual = residuals(rows, prior);
        double products = 0;
        double pairs = 0;
        double own = 0;
        for (int i = 0; i < rows.length; i++) {
            own += residual[i] * residual[i] / rows.length;
            for (int j = 0; j < i; j++) {
                if (families.get(i).equals(families.get(j))) {
                    products += residual[i] * residual[j];
                    pairs++;
                }
            }
        }
        if (own < NOTHING) {
            return 1;
        }
        // The line has taken two of the families' departures for its own.
        double lost = Math.max(sizes.size() - 2.0, 1) / sizes.size();
        double correlation = Math.min(Math.max(products / pairs / own / lost, 0), 1);
        double counted = 0;
        for (int size : sizes.values()) {
            counted += size / (1 + (size - 1) * correlation);
        }
        return counted / rows.length;
    }

    private static int pairs(Map<String, Integer> sizes) {
        int sum = 0;
        for (int size : sizes.values()) {
            sum += size * (size - 1) / 2;
        }
        return sum;
    }

    private static double[] residuals(RowData[] rows, ShiftPrior prior) {
        boolean[] all = new boolean[rows.length];
        Arrays.fill(all, true);
        ShiftStart.Line line = ShiftStart.line(
                ShiftStart.Points.of(rows), all, prior.interceptDeviation(), ShiftPrior.SLOPE_DEVIATION);
        double[] out = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double expected = line.centre() + line.pivot() + line.slope() * (rows[i].ability - line.pivot());
            out[i] = Math.min(Math.max(rows[i].observed - expected, -FARTHEST), FARTHEST);
        }
        return out;
    }
}
