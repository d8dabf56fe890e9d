package org.evalgap.explain.population;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.evalgap.Outcome;
import org.evalgap.explain.Quantity;
import org.evalgap.internal.sampling.Cholesky;
import org.evalgap.internal.sampling.Weights;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * How parameters are spread over the models of a table: a joint normal distribution, of logarithms where the prior is even in
 * ratios. Fitted by expectation and maximisation over the worlds of a bank (empirical Bayes). Immutable.
 */
public final class Population {
    private static final int ROUNDS = 40;
    private static final int DRAWS = 1000;

    /** No parameter is told better than a fiftieth of its prior's standard deviation. */
    private static final double NARROWEST = 0.02;

    private final Bank bank;
    private final double[] mean;
    private final double[][] covariance;

    /** By how much what is shown exceeds what is simulated, on average. */
    private final double shift;

    /** How much it scatters around that, beyond what is simulated: a standard deviation. */
    private final double scatter;

    /** Logarithms of the population's density over the bank's, by point, up to a constant. */
    private final double[] logRatios;

    private Population(Bank bank, double[] mean, double[][] covariance, double shift, double scatter) {
        this.shift = shift;
        this.scatter = scatter;
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
        return new Population(bank, mean, square, 0, 0);
    }

    private double[] weights(double[] likelihoods) {
        double[] logs = new double[likelihoods.length];
        Arrays.setAll(logs, i -> logRatios[i] + likelihoods[i]);
        return Weights.normalized(logs);
    }

    /**
     * The population with the model's own error, from rows whose other measurement is known: what they show departs from what is
     * predicted by a shift and by a scatter beyond the predicted one. A simulator is not the world; forecasts that say so hold.
     *
     * @param given what was measured, by row, without the other measurement
     * @param shown what the other measurement showed, by row
     * @param run index of its run
     * @param quantity a score
     * @param items of the other measurement
     * @return the population, for forecasts of that quantity
     */
    public Population withDiscrepancy(List<Row> given, double[] shown, int run, Quantity quantity, int items) {
        double[] off = new double[shown.length];
        double predicted = 0;
        for (int r = 0; r < off.length; r++) {
            double[] draws =
                    new Population(bank, mean, covariance, 0, 0).predict(given.get(r), run, quantity, items, r, DRAWS);
            double centre = Arrays.stream(draws).sum() / DRAWS;
            off[r] = shown[r] - centre;
            predicted +=
                    Arrays.stream(draws).map(x -> (x - centre) * (x - centre)).sum() / DRAWS / off.length;
        }
        double middle = Arrays.stream(off).sum() / off.length;
        double square = Arrays.stream(off).map(x -> (x - middle) * (x - middle)).sum() / (off.length - 1);
        return new Population(bank, mean, covariance, middle, Math.sqrt(Math.max(0, square - predicted)));
    }

    /**
     * The mean departure of measurements from the simulated.
     *
     * @return a share of items; 0 without {@link #withDiscrepancy}
     */
    public double shift() {
        return shift;
    }

    /**
     * The scatter of measurements beyond the simulated.
     *
     * @return a standard deviation; 0 without {@link #withDiscrepancy}
     */
    public double scatter() {
        return scatter;
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
     * What a row's measurements say of another one.
     *
     * @param row what was measured
     * @param run index of the run
     * @param quantity a score
     * @param items of the other measurement; 0 for the true score
     * @param seed of its noise
     * @param count how many draws
     * @return draws of what the other measurement would show, in ascending order
     */
    public double[] predict(Row row, int run, Quantity quantity, int items, long seed, int count) {
        double[] likelihoods = new double[bank.size()];
        Arrays.setAll(likelihoods, i -> row.logLikelihood(bank.outcomes(i)));
        int[] chosen = Weights.resample(weights(likelihoods), count);
        RandomStream stream = RandomStream.of(seed, 4, Purpose.EXPLAIN);
        double[] out = new double[count];
        for (int j = 0; j < count; j++) {
            Outcome outcome = bank.outcomes(chosen[j]).get(run);
            double score = quantity.of(outcome);
            double noise = items == 0 ? 0 : Math.sqrt(score * (1 - score) / items) * stream.normal(j);
            double own = shift + scatter * stream.normal(count + (long) j);
            out[j] = Math.min(1, Math.max(0, score + noise + own));
        }
        Arrays.sort(out);
        return out;
    }

    /**
     * How many worlds of the bank a row's measurements leave.
     *
     * @param row what was measured
     * @return the effective number, at least 1
     */
    public double effective(Row row) {
        double[] likelihoods = new double[bank.size()];
        Arrays.setAll(likelihoods, i -> row.logLikelihood(bank.outcomes(i)));
        return Weights.effective(weights(likelihoods));
    }
}
