package org.evalgap.explain.population;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.evalgap.explain.Observation;
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

    private final Bank bank;
    private final double[] mean;
    private final double[][] covariance;

    /** Logarithms of the population's density over the bank's, by point, up to a constant. */
    private final double[] logRatios;

    private Population(Bank bank, double[] mean, double[][] covariance) {
        this.bank = bank;
        this.mean = mean;
        this.covariance = covariance;
        this.logRatios = new double[bank.size()];
        Cholesky root = new Cholesky(covariance);
        for (int i = 0; i < logRatios.length; i++) {
            logRatios[i] = -0.5 * root.distance(bank.scaled(i), mean) - root.logDeterminant() - bank.logDensity(i);
        }
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
        double[][] likelihoods = new double[rows.size()][bank.size()];
        for (int r = 0; r < rows.size(); r++) {
            for (int i = 0; i < bank.size(); i++) {
                likelihoods[r][i] = rows.get(r).logLikelihood(bank.outcomes(i));
            }
        }
        Population population = null;
        for (int round = 0; round < ROUNDS; round++) {
            double[][] posteriors = new double[rows.size()][];
            for (int r = 0; r < posteriors.length; r++) {
                posteriors[r] =
                        population == null ? Weights.normalized(likelihoods[r]) : population.weights(likelihoods[r]);
            }
            population = of(bank, posteriors);
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
        return new Population(bank, mean, square);
    }

    private double[] weights(double[] likelihoods) {
        double[] logs = new double[likelihoods.length];
        Arrays.setAll(logs, i -> logRatios[i] + likelihoods[i]);
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

    private double[] weights(Row row) {
        double[] likelihoods = new double[bank.size()];
        Arrays.setAll(likelihoods, i -> row.logLikelihood(bank.outcomes(i)));
        return weights(likelihoods);
    }

    /**
     * The same population in other worlds, such as those of labs with more environments.
     *
     * @param other worlds whose unknown parameters are the same
     * @return the population
     * @throws IllegalArgumentException if they are not
     */
    public Population in(Bank other) {
        if (!other.unknown().equals(bank.unknown())) {
            throw new IllegalArgumentException("worlds of other parameters: " + other.unknown());
        }
        return new Population(other, mean, covariance);
    }

    /**
     * What the model says of a score that was not measured.
     *
     * @param row what was measured, at least once; what is asked for is set against the last measurement of its last run that has any
     * @param spread of that measurement's truth over models
     * @param asked the other score
     * @return by how much it differs
     * @throws IllegalArgumentException if nothing was measured
     */
    public Word word(Row row, Spread spread, Asked asked) {
        int last = row.lastRun();
        Observation measured = row.last();
        double[] known = new double[bank.size()];
        double[] other = new double[bank.size()];
        Arrays.setAll(known, i -> measured.quantity().of(bank.outcomes(i).get(last)));
        Arrays.setAll(other, i -> asked.quantity().of(bank.outcomes(i).get(asked.run())));
        return Word.of(weights(row), known, other, spread, measured, asked.items());
    }

    /**
     * How many worlds of the bank a row's measurements leave.
     *
     * @param row what was measured
     * @return the effective number, at least 1
     */
    public double effective(Row row) {
        return Weights.effective(weights(row));
    }
}
