package org.evalgap.explain.population;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.evalgap.explain.Observation;
import org.evalgap.explain.Unknown;
import org.evalgap.internal.sampling.Cholesky;
import org.evalgap.internal.sampling.Weights;

/**
 * How parameters are spread over the models of a table: a joint normal distribution, of logarithms where the prior is even in
 * ratios. Fitted by expectation and maximisation over the worlds of a bank (empirical Bayes). Immutable.
 */
public final class Population {
    private static final int ROUNDS = 40;

    /** No parameter is told better than a fiftieth of its prior's standard deviation. */
    private static final double NARROWEST = 0.02;

    private final List<Unknown> unknown;
    private final double[] mean;
    private final double[][] covariance;
    private final Cholesky root;

    private Population(List<Unknown> unknown, double[] mean, double[][] covariance) {
        this.unknown = unknown;
        this.mean = mean;
        this.covariance = covariance;
        this.root = new Cholesky(covariance);
    }

    /**
     * Fits a population.
     *
     * @param bank worlds of a prior that is wider than the population
     * @param rows at least two
     * @return the population
     * @throws IllegalArgumentException if there are fewer rows
     */
    public static Population fit(Bank bank, List<Row> rows) {
        if (rows.size() < 2) {
            throw new IllegalArgumentException("a population needs at least 2 rows: " + rows.size());
        }
        double[][] likelihoods = rows.stream().map(bank::logLikelihoods).toArray(double[][]::new);
        Population population = null;
        for (int round = 0; round < ROUNDS; round++) {
            double[] ratios = population == null ? new double[bank.size()] : population.logRatios(bank);
            population = of(
                    bank,
                    Arrays.stream(likelihoods).map(row -> weights(ratios, row)).toArray(double[][]::new));
        }
        return Objects.requireNonNull(population);
    }

    private static Population of(Bank bank, double[][] weights) {
        int d = bank.unknown().size();
        double[] mean = new double[d];
        double[][] square = new double[d][d];
        for (double[] row : weights) {
            for (int i = 0; i < row.length; i++) {
                double w = row[i] / weights.length;
                double[] s = bank.scaled(i);
                for (int a = 0; a < d && w > 0; a++) {
                    mean[a] += w * s[a];
                    for (int b = 0; b < d; b++) {
                        square[a][b] += w * s[a] * s[b];
                    }
                }
            }
        }
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                square[a][b] -= mean[a] * mean[b];
            }
            double least = NARROWEST * bank.deviation(a);
            square[a][a] = Math.max(0, square[a][a]) + least * least;
        }
        return new Population(bank.unknown(), mean, square);
    }

    /**
     * Logarithms of the population's density over the bank's, by point, up to a constant.
     *
     * @throws IllegalArgumentException if the bank's parameters are others
     */
    double[] logRatios(Bank bank) {
        if (!bank.unknown().equals(unknown)) {
            throw new IllegalArgumentException("worlds of other parameters: " + bank.unknown());
        }
        double[] ratios = new double[bank.size()];
        Arrays.setAll(
                ratios, i -> -0.5 * root.distance(bank.scaled(i), mean) - root.logDeterminant() - bank.logDensity(i));
        return ratios;
    }

    /** The posterior of a row over worlds. */
    static double[] weights(double[] ratios, double[] likelihoods) {
        double[] logs = new double[likelihoods.length];
        Arrays.setAll(logs, i -> ratios[i] + likelihoods[i]);
        return Weights.normalized(logs);
    }

    /**
     * The population's mean.
     *
     * @return by parameter of the bank; of logarithms where the prior is even in ratios
     */
    public double[] mean() {
        return mean.clone();
    }

    /**
     * The population's covariance.
     *
     * @return a copy, on the scale of {@link #mean}
     */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * What the model says of a score that was not measured.
     *
     * @param bank worlds whose unknown parameters are the population's; those that it was fitted in, or others, such as those of
     *     labs with more environments
     * @param row what was measured, at least once; what is asked for is set against the last measurement of its last run that has any
     * @param spread of that measurement's truth over models
     * @param asked the other score
     * @return by how much it differs
     * @throws IllegalArgumentException if nothing was measured, or the bank's parameters are others
     */
    public Word word(Bank bank, Row row, Spread spread, Asked asked) {
        int last = row.lastRun();
        Observation measured = row.last();
        double[] known = new double[bank.size()];
        double[] other = new double[bank.size()];
        Arrays.setAll(known, i -> measured.quantity().of(bank.outcomes(i).get(last)));
        Arrays.setAll(other, i -> asked.quantity().of(bank.outcomes(i).get(asked.run())));
        return Word.of(
                weights(logRatios(bank), bank.logLikelihoods(row)), known, other, spread, measured, asked.items());
    }
}
