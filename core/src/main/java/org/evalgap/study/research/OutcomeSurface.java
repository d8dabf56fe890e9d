package org.evalgap.study.research;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.analysis.interpolation.PiecewiseBicubicSplineInterpolatingFunction;
import org.apache.commons.math3.analysis.interpolation.PiecewiseBicubicSplineInterpolator;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.study.frame.Grid;

/**
 * A score of the simulator as a function of competence and breadth: simulated on a grid, the same tasks at each of its
 * points, and interpolated by Akima splines, which are tabulated so finely that straight lines do between their values.
 * Beyond the grid it is continued as it is at the edge.
 */
final class OutcomeSurface {
    private static final int COMPETENCES = 11;
    private static final int BREADTHS = 25;

    /** Cells of the fine table for each of the coarse grid's. */
    private static final int FINE = 12;

    private final double[] competences;
    private final double[] logBreadths;
    private final double[][] table;

    /**
     * Simulates the grid.
     *
     * @param scenario everything but competence and breadth
     * @param measure what is interpolated
     * @param competences lowest and highest competence
     * @param breadths lowest and highest breadth
     * @param seed seed of the simulator
     * @param replicates replicates at each point
     */
    OutcomeSurface(
            Scenario scenario, Measure measure, double[] competences, double[] breadths, long seed, int replicates) {
        this.competences = Grid.linear(competences[0], competences[1], COMPETENCES);
        this.logBreadths = Grid.linear(StrictMath.log(breadths[0]), StrictMath.log(breadths[1]), BREADTHS);
        double[][] means = means(scenario, measure, seed, replicates);
        this.table =
                table(new PiecewiseBicubicSplineInterpolator().interpolate(this.competences, this.logBreadths, means));
    }

    private double[][] table(PiecewiseBicubicSplineInterpolatingFunction spline) {
        double[] x = Grid.linear(competences[0], competences[COMPETENCES - 1], (COMPETENCES - 1) * FINE + 1);
        double[] y = Grid.linear(logBreadths[0], logBreadths[BREADTHS - 1], (BREADTHS - 1) * FINE + 1);
        double[][] values = new double[x.length][y.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                // The spline may leave the range of scores by a rounding.
                values[i][j] = Math.max(0, Math.min(1, spline.value(x[i], y[j])));
            }
        }
        return values;
    }

    private double[][] means(Scenario scenario, Measure measure, long seed, int replicates) {
        List<Scenario> points = new ArrayList<>();
        for (double competence : competences) {
            for (double logBreadth : logBreadths) {
                points.add(scenario.withCompetence(competence).withBreadth(StrictMath.exp(logBreadth)));
            }
        }
        double[][] means = new double[COMPETENCES][BREADTHS];
        Simulator.Session session = Simulator.ofScores().session();
        for (int r = 0; r < replicates; r++) {
            List<Outcome> outcomes = session.simulate(points, seed, r);
            for (int i = 0; i < outcomes.size(); i++) {
                means[i / BREADTHS][i % BREADTHS] += outcomes.get(i).get(measure) / replicates;
            }
        }
        return means;
    }

    /** The score, between the points of the grid by interpolation. */
    double at(double competence, double breadth) {
        double x = place(competence, competences) * (table.length - 1);
        double y = place(StrictMath.log(breadth), logBreadths) * (table[0].length - 1);
        int i = Math.min(table.length - 2, (int) x);
        int j = Math.min(table[0].length - 2, (int) y);
        double lower = table[i][j] + (y - j) * (table[i][j + 1] - table[i][j]);
        double upper = table[i + 1][j] + (y - j) * (table[i + 1][j + 1] - table[i + 1][j]);
        return lower + (x - i) * (upper - lower);
    }

    /** Where a value lies between the ends of a grid, from 0 to 1. */
    private static double place(double value, double[] grid) {
        double first = grid[0];
        double last = grid[grid.length - 1];
        return Math.max(0, Math.min(1, (value - first) / (last - first)));
    }
}
