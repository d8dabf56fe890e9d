package org.evalgap.goodhart;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * How a gold score's gain depends on the distance d = √KL that optimisation moved a policy: one of two shapes with
 * coefficients α (what the first step of optimisation gains) and β (how fast that is used up), by ordinary least squares.
 *
 * <p>Source of the shapes: Gao, Schulman, Hilton (2022), "Scaling laws for reward model overoptimization",
 * arXiv:2210.10760: best-of-n follows {@link Shape#LINEAR}, reinforcement learning {@link Shape#LOGARITHMIC}.
 *
 * @param shape which shape
 * @param alpha α, in score a unit of distance
 * @param beta β, in score a squared unit of distance, or a unit of distance and e-fold
 * @param determination R² = 1 − Σ(residual)²/Σ(gain − mean gain)²; below 0 if the shape is worse than a constant, NaN if gains do
 *     not vary
 */
public record GoodhartFit(Shape shape, double alpha, double beta, double determination) {
    /** How gain depends on distance. */
    public enum Shape {
        /** d (α − β d). */
        LINEAR,
        /** d (α − β log d). */
        LOGARITHMIC;

        private double lost(double d) {
            return this == LINEAR ? d * d : d * StrictMath.log(d);
        }
    }

    /**
     * Fits a shape. Points at distance 0 say nothing, as both shapes are 0 there, and are left out.
     *
     * @param shape which shape
     * @param distance d, each at least 0 and finite
     * @param gain gain of the gold score at each, finite
     * @return the fit; empty where fewer than three different distances lie above 0
     * @throws IllegalArgumentException if the lengths differ or a number is outside its range
     */
    public static Optional<GoodhartFit> of(Shape shape, double[] distance, double[] gain) {
        if (distance.length != gain.length) {
            throw new IllegalArgumentException(
                    "gains must be as many as distances = " + distance.length + ": " + gain.length);
        }
        for (int i = 0; i < gain.length; i++) {
            if (!(distance[i] >= 0 && Double.isFinite(distance[i]) && Double.isFinite(gain[i]))) {
                throw new IllegalArgumentException("distances must be finite and at least 0, gains finite: "
                        + distance[i] + " and " + gain[i] + " at point " + i);
            }
        }
        if (Arrays.stream(distance).filter(d -> d > 0).distinct().count() < 3) {
            return Optional.empty();
        }
        return Optional.of(regress(shape, distance, gain));
    }

    private static GoodhartFit regress(Shape shape, double[] distance, double[] gain) {
        int count = (int) Arrays.stream(distance).filter(d -> d > 0).count();
        double[] y = new double[count];
        double[][] x = new double[count][];
        int n = 0;
        for (int i = 0; i < distance.length; i++) {
            if (distance[i] > 0) {
                y[n] = gain[i];
                x[n++] = new double[] {distance[i], -shape.lost(distance[i])};
            }
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.setNoIntercept(true);
        regression.newSampleData(y, x);
        double[] coefficients = regression.estimateRegressionParameters();
        return new GoodhartFit(
                shape, coefficients[0], coefficients[1], determination(y, regression.calculateResidualSumOfSquares()));
    }

    /** Around the mean, unlike the library's for regressions without intercept, which even bad fits pass. */
    private static double determination(double[] y, double residual) {
        double mean = 0;
        for (double value : y) {
            mean += value / y.length;
        }
        double total = 0;
        for (double value : y) {
            total += (value - mean) * (value - mean);
        }
        return total == 0 ? Double.NaN : 1 - residual / total;
    }

    /**
     * The fitted gain.
     *
     * @param distance d, at least 0
     * @return the gain there; 0 at 0
     */
    public double at(double distance) {
        return distance == 0 ? 0 : alpha * distance - beta * shape.lost(distance);
    }

    /**
     * Where the fitted gain is highest: α/2β, or exp(α/β − 1).
     *
     * @return the distance; empty where the shape has no peak above 0
     */
    public OptionalDouble peak() {
        if (!(beta > 0) || shape == Shape.LINEAR && !(alpha > 0)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(shape == Shape.LINEAR ? alpha / (2 * beta) : StrictMath.exp(alpha / beta - 1));
    }
}
