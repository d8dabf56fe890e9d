package org.evalgap.internal.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.random.RandomStream;

/**
 * Fits Gaussian components to points by expectation and maximisation. Covariances are drawn towards a common one, by as many
 * points as keep them regular.
 */
final class ProposalFit {
    private static final int MOST_COMPONENTS = 15;
    private static final int POINTS_A_NUMBER = 4;
    private static final int ROUNDS = 20;

    private final double[][] points;
    private final int dimension;
    private final int count;
    private final double[][] common;
    private final double[][] shares;

    /**
     * A fit.
     *
     * @param points equally weighted, perhaps repeated
     * @param distinct how many independent points they are worth
     */
    private ProposalFit(double[][] points, double distinct) {
        this.points = points;
        this.dimension = points[0].length;
        double numbers = 0.5 * dimension * (dimension + 3);
        this.count = (int) Math.max(1, Math.min(MOST_COMPONENTS, Math.rint(distinct / (POINTS_A_NUMBER * numbers))));
        double[] ones = new double[points.length];
        Arrays.fill(ones, 1);
        this.common = covariance(ones, points.length, mean(ones, points.length));
        double shrink = StrictMath.pow(count, -2.0 / dimension);
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                common[i][j] *= shrink;
            }
            common[i][i] += 1e-9;
        }
        this.shares = new double[count][points.length];
    }

    static Proposal fit(double[][] points, double distinct, RandomStream stream) {
        ProposalFit fit = new ProposalFit(points, distinct);
        List<Proposal.Component> components = fit.start(stream);
        for (int round = 0; round < ROUNDS && fit.count > 1; round++) {
            fit.assign(components);
            components = fit.maximise(distinct / points.length);
        }
        return Proposal.of(fit.dimension, components);
    }

    /** Centres far from each other: each next one with probability proportional to the squared distance to the nearest so far. */
    private List<Proposal.Component> start(RandomStream stream) {
        Cholesky root = new Cholesky(common);
        List<Proposal.Component> out = new ArrayList<>();
        if (count == 1) {
            double[] ones = new double[points.length];
            Arrays.fill(ones, 1);
            return List.of(new Proposal.Component(1, mean(ones, points.length), root));
        }
        double[] nearest = new double[points.length];
        Arrays.fill(nearest, 1);
        for (int k = 0; k < count; k++) {
            double[] centre = points[pick(nearest, stream.uniform(k))];
            out.add(new Proposal.Component(1.0 / count, centre, root));
            for (int i = 0; i < points.length; i++) {
                double distance = root.distance(points[i], centre);
                nearest[i] = k == 0 ? distance : Math.min(nearest[i], distance);
            }
        }
        return out;
    }

    private static int pick(double[] weights, double u) {
        double total = 0;
        for (double w : weights) {
            total += w;
        }
        double below = 0;
        for (int i = 0; i < weights.length; i++) {
            below += weights[i];
            if (u * total < below) {
                return i;
            }
        }
        return weights.length - 1;
    }

    private void assign(List<Proposal.Component> components) {
        for (int i = 0; i < points.length; i++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < count; k++) {
                Proposal.Component c = components.get(k);
                shares[k][i] = StrictMath.log(c.weight())
                        - c.root().logDeterminant()
                        - 0.5 * c.root().distance(points[i], c.centre());
                most = Math.max(most, shares[k][i]);
            }
            double total = 0;
            for (int k = 0; k < count; k++) {
                shares[k][i] = StrictMath.exp(shares[k][i] - most);
                total += shares[k][i];
            }
            for (int k = 0; k < count; k++) {
                shares[k][i] /= total;
            }
        }
    }

    private List<Proposal.Component> maximise(double worth) {
        List<Proposal.Component> out = new ArrayList<>();
        double borrowed = dimension + 2;
        for (int k = 0; k < count; k++) {
            double total = 0;
            for (double share : shares[k]) {
                total += share;
            }
            double held = Math.max(total, 1e-9);
            double[] centre = mean(shares[k], held);
            double[][] matrix = covariance(shares[k], held, centre);
            double own = held * worth;
            for (int i = 0; i < dimension; i++) {
                for (int j = 0; j < dimension; j++) {
                    matrix[i][j] = (own * matrix[i][j] + borrowed * common[i][j]) / (own + borrowed);
                }
            }
            out.add(new Proposal.Component((total + 1) / (points.length + count), centre, new Cholesky(matrix)));
        }
        return out;
    }

    private double[] mean(double[] weights, double total) {
        double[] mean = new double[dimension];
        for (int i = 0; i < points.length; i++) {
            for (int a = 0; a < dimension; a++) {
                mean[a] += weights[i] * points[i][a];
            }
        }
        for (int a = 0; a < dimension; a++) {
            mean[a] /= total;
        }
        return mean;
    }

    private double[][] covariance(double[] weights, double total, double[] mean) {
        double[][] matrix = new double[dimension][dimension];
        for (int i = 0; i < points.length; i++) {
            for (int a = 0; a < dimension; a++) {
                double x = weights[i] * (points[i][a] - mean[a]);
                for (int b = 0; b <= a; b++) {
                    matrix[a][b] += x * (points[i][b] - mean[b]);
                }
            }
        }
        for (int a = 0; a < dimension; a++) {
            for (int b = 0; b <= a; b++) {
                matrix[a][b] /= total;
                matrix[b][a] = matrix[a][b];
            }
        }
        return matrix;
    }
}
