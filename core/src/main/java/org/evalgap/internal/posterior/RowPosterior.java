package org.evalgap.internal.posterior;

import java.util.Arrays;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.exception.NoBracketingException;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.internal.likelihood.NoiseCells;
import org.evalgap.internal.likelihood.PublicLikelihood;
import org.evalgap.internal.likelihood.RecoveredShare;

/**
 * The posterior of one row: its clean success, its inflation, and the clean success that its fresh scores alone predict.
 *
 * <p>The weights of all shift nodes are carried to the row's grid of m = a + bη, from there through item-set noise to the
 * grid of u, and are multiplied with the public score's likelihood there.
 */
public final class RowPosterior {
    private static final int SHAPES = RecoveredShare.COUNT;
    private static final int PREDICTION = SHAPES + 1;
    private static final int CHANNELS = SHAPES + 2;
    private static final double ACCURACY = 1e-8;
    private static final double RELATIVE_ACCURACY = 1e-14;
    private static final int EVALUATIONS = 200;
    private static final double NEGLIGIBLE = 1e-11;

    private final RowData row;
    /** Probability of each node of u: clean, with a share of each shape, and predicted. */
    private final double[][] at;

    private final double probability;
    private final GainTails tails;

    /**
     * The posterior of a row.
     *
     * @param predictive the weights of the shift's nodes had the row not been seen
     */
    RowPosterior(RowData row, int index, ShiftPosterior shift, double[] predictive) {
        this.row = row;
        at = throughNoise(carry(index, shift, predictive), shift, index);
        probability = finish();
        tails = new GainTails(row, at);
    }

    /** By node of m: weights by τ and channel, channels of a τ together. */
    private double[][] carry(int index, ShiftPosterior shift, double[] predictive) {
        int width = shift.taus.length * CHANNELS;
        double[][] centre = new double[row.count][width];
        double[] coefficient = new double[CHANNELS];
        double[] all = new double[width];
        CentreWeights weights = new CentreWeights(row);
        for (int[] same : shift.shifts) {
            weights.set(shift.intercept[same[0]], shift.slope[same[0]]);
            Arrays.fill(all, 0);
            for (int i : same) {
                coefficients(index, shift, i, coefficient);
                coefficient[PREDICTION] = predictive[i];
                System.arraycopy(coefficient, 0, all, shift.tau[i] * CHANNELS, CHANNELS);
            }
            weights.addTo(centre, all);
        }
        return centre;
    }

    private static void coefficients(int index, ShiftPosterior shift, int node, double[] out) {
        double clean = 0;
        int from = index * RowData.FUNCTIONS;
        Arrays.fill(out, 0);
        for (int k = 0; k < SHAPES; k++) {
            double inflated = shift.inflated[node][k][index];
            clean += shift.weight[node][k] * (1 - inflated);
            double likelihood = RecoveredShare.mixture(shift.likelihood[node], from + 1, k);
            double each = likelihood > 0 ? shift.weight[node][k] * inflated / likelihood : 0;
            for (int own = 0; own < SHAPES; own++) {
                out[own + 1] = Math.fma(RecoveredShare.given(k, own), each, out[own + 1]);
            }
        }
        double likelihood = shift.likelihood[node][from];
        out[0] = likelihood > 0 ? clean / likelihood : 0;
    }

    private double[][] throughNoise(double[][] centre, ShiftPosterior shift, int index) {
        double[][] out = new double[CHANNELS][row.count];
        double[] weights = new double[row.count];
        for (int t = 0; t < shift.taus.length; t++) {
            NoiseCells kernel = shift.responses[index].kernel(t);
            for (int m = 0; m < row.count; m++) {
                if (empty(centre[m], t * CHANNELS)) {
                    continue;
                }
                kernel.weights(m, weights);
                for (int f = 0; f < CHANNELS; f++) {
                    add(out[f], weights, centre[m][t * CHANNELS + f], row.count);
                }
            }
        }
        return out;
    }

    private static boolean empty(double[] centre, int from) {
        double sum = 0;
        for (int f = from; f < from + CHANNELS; f++) {
            sum += Math.abs(centre[f]);
        }
        return sum < NEGLIGIBLE;
    }

    private static void add(double[] to, double[] weights, double factor, int n) {
        for (int i = 0; i < n; i++) {
            to[i] += factor * weights[i];
        }
    }

    /** Multiplies with the likelihoods and makes probabilities of sum 1; returns that of inflation. */
    private double finish() {
        double clean = 0;
        double inflated = 0;
        for (int f = 0; f <= SHAPES; f++) {
            for (int u = 0; u < row.count; u++) {
                at[f][u] = Math.max(at[f][u] * row.values[f][u], 0);
                if (f == 0) {
                    clean += at[f][u];
                } else {
                    inflated += at[f][u];
                }
            }
        }
        double predicted = 0;
        for (int u = 0; u < row.count; u++) {
            at[PREDICTION][u] = Math.max(at[PREDICTION][u], 0);
            predicted += at[PREDICTION][u];
        }
        if (!(clean + inflated > 0 && predicted > 0)) {
            throw row.unresolved("its posterior is empty");
        }
        for (int f = 0; f < CHANNELS; f++) {
            double sum = f == PREDICTION ? predicted : clean + inflated;
            for (int u = 0; u < row.count; u++) {
                at[f][u] /= sum;
            }
        }
        return inflated / (clean + inflated);
    }

    /**
     * The posterior probability that there is any inflation.
     *
     * @return the probability
     */
    public double probability() {
        return probability;
    }

    /**
     * The posterior probability of more inflation.
     *
     * @param x a share of items
     * @return P(I &gt; x)
     */
    public double above(double x) {
        if (x <= 0) {
            return probability;
        }
        return tails.above(x);
    }

    /**
     * A one-sided bound.
     *
     * @param chance a probability, in {@code (0, 1)}
     * @return the x that inflation exceeds with that probability; 0 where none is
     */
    public double exceededWith(double chance) {
        if (probability <= chance) {
            return 0;
        }
        return solve(x -> chance - above(x), 0, 1);
    }

    /** Where a function that is negative at the low end crosses 0, or the high end if the grid is too coarse to tell. */
    private double solve(UnivariateFunction increasing, double low, double high) {
        if (increasing.value(high) <= 0) {
            return high;
        }
        try {
            return new BrentSolver(RELATIVE_ACCURACY, ACCURACY, 0).solve(EVALUATIONS, increasing, low, high);
        } catch (NoBracketingException | TooManyEvaluationsException e) {
            throw row.unresolved("no end of its interval is found (" + e.getMessage() + ")");
        }
    }

    /**
     * Inflation.
     *
     * @return its mean
     */
    public double meanInflation() {
        double mean = 0;
        for (int u = 0; u < row.count; u++) {
            for (int k = 1; k <= SHAPES; k++) {
                if (at[k][u] > NEGLIGIBLE) {
                    mean += at[k][u] * row.likelihood.meanGain(k - 1, row.probit[u], row.failure[u]);
                }
            }
        }
        return mean;
    }

    /**
     * Inflation of this row, if there is any: its distribution without the atom at 0.
     *
     * @param level probability of the interval, in {@code (0, 1)}
     * @return lower and upper end; both 0 where there is no chance of inflation
     */
    public double[] inflationIfAny(double level) {
        return new double[] {
            exceededWith(probability * (0.5 + 0.5 * level)), exceededWith(probability * (0.5 - 0.5 * level))
        };
    }

    /**
     * Clean public success given everything.
     *
     * @param level probability of the interval, in {@code (0, 1)}
     * @return mean and interval
     */
    public Credible honest(double level) {
        double[] all = new double[row.count];
        double mean = 0;
        for (int u = 0; u < row.count; u++) {
            for (int f = 0; f <= SHAPES; f++) {
                all[u] += at[f][u];
            }
            mean += all[u] * row.success[u];
        }
        return new Credible(mean, quantile(all, 0.5 - 0.5 * level), quantile(all, 0.5 + 0.5 * level));
    }

    private double quantile(double[] mass, double p) {
        double before = 0;
        int u = 0;
        while (u < mass.length - 1 && before + mass[u] < p) {
            before += mass[u];
            u++;
        }
        double inside = mass[u] > 0 ? Math.min(Math.max((p - before) / mass[u], 0), 1) : 0.5;
        return row.guess + (1 - row.guess) * Normal.cdf(row.low + (u - 0.5 + inside) * row.step);
    }

    /**
     * Public success, from the public score alone, less the clean success that the rest predicts.
     *
     * @param level probability of the interval, in {@code (0, 1)}
     * @return mean and interval
     */
    public Credible gap(double level) {
        double clean = 0;
        for (int u = 0; u < row.count; u++) {
            clean += at[PREDICTION][u] * row.success[u];
        }
        return new Credible(
                row.likelihood.flatMean() - clean, gapQuantile(0.5 - 0.5 * level), gapQuantile(0.5 + 0.5 * level));
    }

    /**
     * The value that the unconstrained gap is below with a probability.
     *
     * @param p the probability, in {@code (0, 1)}
     * @return the quantile
     */
    public double gapQuantile(double p) {
        return solve(x -> gapBelow(x) - p, -1, 1);
    }

    private double gapBelow(double x) {
        double sum = 0;
        for (int u = 0; u < row.count; u++) {
            if (at[PREDICTION][u] > NEGLIGIBLE) {
                sum += at[PREDICTION][u] * row.likelihood.flatCdf(PublicLikelihood.probit(row.success[u] + x));
            }
        }
        return sum;
    }

    /**
     * The clean probit that the rest predicts.
     *
     * @return mean and variance
     */
    public double[] prediction() {
        double mean = 0;
        double square = 0;
        for (int u = 0; u < row.count; u++) {
            double x = row.low + u * row.step;
            mean += at[PREDICTION][u] * x;
            square += at[PREDICTION][u] * x * x;
        }
        return new double[] {mean, square - mean * mean};
    }
}
