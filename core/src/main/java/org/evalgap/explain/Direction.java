package org.evalgap.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * A direction in the space of parameters, each in units of its prior's standard deviation, and how free it stayed.
 *
 * @param variance posterior variance along it; 1 is the prior's
 * @param loadings the direction by parameter, of length 1; the largest is positive
 */
public record Direction(double variance, Map<String, Double> loadings) {
    /** From this share of the prior's variance a direction counts as free. */
    static final double FREE = 0.5;

    /**
     * Whether the measurements leave it open.
     *
     * @return true if it keeps at least half of the prior's variance
     */
    public boolean isFree() {
        return variance >= FREE;
    }

    /** The principal directions of draws, the freest first. */
    static List<Direction> of(List<Unknown> unknown, double[][] values) {
        List<Unknown> varied =
                unknown.stream().filter(u -> u.prior().deviation() > 0).toList();
        int d = varied.size();
        double[][] scaled = new double[d][];
        for (int a = 0; a < d; a++) {
            Prior prior = varied.get(a).prior();
            int column = unknown.indexOf(varied.get(a));
            scaled[a] = java.util.Arrays.stream(values)
                    .mapToDouble(v -> prior.onScale(v[column]) / prior.deviation())
                    .toArray();
        }
        if (d == 0) {
            return List.of();
        }
        EigenDecomposition parts = new EigenDecomposition(new Array2DRowRealMatrix(covariance(scaled)));
        List<Direction> out = new ArrayList<>();
        for (int k = 0; k < d; k++) {
            out.add(direction(
                    varied, parts.getRealEigenvalue(k), parts.getEigenvector(k).toArray()));
        }
        out.sort(Comparator.comparingDouble(direction -> -direction.variance()));
        return List.copyOf(out);
    }

    private static Direction direction(List<Unknown> varied, double variance, double[] vector) {
        int largest = 0;
        for (int a = 1; a < vector.length; a++) {
            largest = Math.abs(vector[a]) > Math.abs(vector[largest]) ? a : largest;
        }
        double sign = Math.signum(vector[largest]);
        Map<String, Double> loadings = new LinkedHashMap<>();
        for (int a = 0; a < vector.length; a++) {
            loadings.put(varied.get(a).label(), sign * vector[a]);
        }
        return new Direction(Math.max(0, variance), java.util.Collections.unmodifiableMap(loadings));
    }

    private static double[][] covariance(double[][] x) {
        int d = x.length;
        double[][] out = new double[d][d];
        for (int a = 0; a < d; a++) {
            double meanA = Numbers.mean(x[a]);
            for (int b = 0; b <= a; b++) {
                double meanB = Numbers.mean(x[b]);
                double sum = 0;
                for (int i = 0; i < x[a].length; i++) {
                    sum += (x[a][i] - meanA) * (x[b][i] - meanB);
                }
                out[a][b] = sum / x[a].length;
                out[b][a] = out[a][b];
            }
        }
        return out;
    }
}
