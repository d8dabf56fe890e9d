package org.evalgap.study;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.analysis.interpolation.PiecewiseBicubicSplineInterpolatingFunction;
import org.apache.commons.math3.analysis.interpolation.PiecewiseBicubicSplineInterpolator;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;

/**
 * A measure of the simulator as a function of competence and breadth: simulated on a grid, the same tasks at each of its
 * points, and interpolated by Akima splines. Beyond the grid it is continued as it is at the edge.
 */
final class OutcomeSurface {
    private static final int COMPETENCES = 9;
    private static final int BREADTHS = 17;

    private final double[] competences;
    private final double[] logBreadths;
    private final PiecewiseBicubicSplineInterpolatingFunction spline;

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
        this.spline = new PiecewiseBicubicSplineInterpolator().interpolate(this.competences, this.logBreadths, means);
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

    /** The measure, between the points of the grid by interpolation. */
    double at(double competence, double breadth) {
        double x = clamp(competence, competences);
        double y = clamp(StrictMath.log(breadth), logBreadths);
        return spline.value(x, y);
    }

    private static double clamp(double value, double[] grid) {
        return Math.max(grid[0], Math.min(grid[grid.length - 1], value));
    }
}
