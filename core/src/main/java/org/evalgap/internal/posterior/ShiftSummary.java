package org.evalgap.internal.posterior;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What is reported of the shift's posterior, in probit.
 *
 * @param intercept the shift at ability 0
 * @param slope the slope over ability
 * @param noise scale of item-set noise
 * @param predictedDeviation standard deviation with which clean public scores are predicted, each left out in turn; scores too
 *     near chance, or of too few items, for a probit do not count where others do
 * @param observedDeviation root mean square of the errors made there
 */
public record ShiftSummary(
        Credible intercept, Credible slope, Credible noise, double predictedDeviation, double observedDeviation) {
    /** A probit of greater variance says less than the prior of abilities: there is nothing to compare with. */
    private static final double UNKNOWN = 1;

    static ShiftSummary of(
            ShiftPosterior shift, RowData[] rows, RowPosterior[] posteriors, boolean[] clean, double level) {
        double[] weight = shift.nodeWeights();
        double[] tau = new double[shift.size()];
        for (int i = 0; i < weight.length; i++) {
            tau[i] = shift.taus[shift.tau[i]];
        }
        int[] compared = compared(rows, clean);
        double predicted = 0;
        double observed = 0;
        for (int i : compared) {
            double[] prediction = posteriors[i].prediction();
            double error = rows[i].observed - prediction[0];
            observed += error * error;
            predicted += prediction[1] + rows[i].observedVariance;
        }
        return new ShiftSummary(
                interval(shift.intercept, weight, level),
                interval(shift.slope, weight, level),
                interval(tau, weight, level),
                Math.sqrt(predicted / compared.length),
                Math.sqrt(observed / compared.length));
    }

    /** Posterior mean of τ. */
    static double meanNoise(ShiftPosterior shift) {
        double[] weight = shift.nodeWeights();
        double mean = 0;
        for (int i = 0; i < weight.length; i++) {
            mean += weight[i] * shift.taus[shift.tau[i]];
        }
        return mean;
    }

    private static int[] compared(RowData[] rows, boolean[] clean) {
        int[] all = IntStream.range(0, rows.length).filter(i -> clean[i]).toArray();
        int[] known = IntStream.of(all)
                .filter(i -> rows[i].observedVariance < UNKNOWN)
                .toArray();
        return known.length > 0 ? known : all;
    }

    private static Credible interval(double[] values, double[] weight, double level) {
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            mean += weight[i] * values[i];
        }
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Credible(
                mean,
                quantile(values, weight, order, 0.5 - 0.5 * level),
                quantile(values, weight, order, 0.5 + 0.5 * level));
    }

    private static double quantile(double[] values, double[] weight, int[] order, double p) {
        double sum = 0;
        for (int i : order) {
            sum += weight[i];
            if (sum >= p) {
                return values[i];
            }
        }
        return values[order[order.length - 1]];
    }
}
