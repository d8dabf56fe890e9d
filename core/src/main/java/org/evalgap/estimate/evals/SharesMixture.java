package org.evalgap.estimate.evals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.evalgap.estimate.Interval;
import org.evalgap.internal.kernel.Normal;

/** The shares over a grid of their spreads, weighed by the evidence. */
final class SharesMixture {
    /** Nodes of each spread, as shares of items: closer where they are small. */
    private static final double[] NODES = {0.001, 0.006, 0.012, 0.02, 0.035, 0.06, 0.1};

    /** Scale of the half-normal prior of each. */
    private static final double SCALE = 0.05;

    private static final double NEGLIGIBLE = 1e-5;
    private static final int HALVINGS = 40;

    private final List<SharesGiven> nodes = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final double[] spread = new double[3];

    SharesMixture(GapTable table) {
        List<SharesGiven> all = new ArrayList<>();
        List<double[]> at = new ArrayList<>();
        double[] log = new double[NODES.length * NODES.length * NODES.length];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < NODES.length; a++) {
            for (int b = 0; b < NODES.length; b++) {
                for (int g = 0; g < NODES.length; g++) {
                    SharesGiven given = new SharesGiven(table, NODES[a], NODES[b], NODES[g]);
                    double weight = given.logEvidence + logPrior(a) + logPrior(b) + logPrior(g);
                    log[all.size()] = weight;
                    greatest = Math.max(greatest, weight);
                    all.add(given);
                    at.add(new double[] {NODES[a], NODES[b], NODES[g]});
                }
            }
        }
        double sum = 0;
        for (double l : log) {
            sum += StrictMath.exp(l - greatest);
        }
        for (int i = 0; i < log.length; i++) {
            double weight = StrictMath.exp(log[i] - greatest) / sum;
            for (int s = 0; s < spread.length; s++) {
                spread[s] += weight * at.get(i)[s];
            }
            if (weight > NEGLIGIBLE) {
                nodes.add(all.get(i));
                weights.add(weight);
            }
        }
    }

    /** Half-normal density times the width of the node's cell. */
    private static double logPrior(int i) {
        double below = i == 0 ? 0 : 0.5 * (NODES[i - 1] + NODES[i]);
        double above = i == NODES.length - 1 ? 1.5 * NODES[i] - 0.5 * NODES[i - 1] : 0.5 * (NODES[i] + NODES[i + 1]);
        double z = NODES[i] / SCALE;
        return StrictMath.log(above - below) - 0.5 * z * z;
    }

    EvalShares.Spread spread() {
        return new EvalShares.Spread(spread[0], spread[1], spread[2]);
    }

    /** Mean and equal-tailed interval of what has a mean and a variance at each node. */
    Interval of(Function<SharesGiven, double[]> what, double level) {
        double[] mean = new double[nodes.size()];
        double[] deviation = new double[nodes.size()];
        double all = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < mean.length; i++) {
            double[] moments = what.apply(nodes.get(i));
            mean[i] = moments[0];
            deviation[i] = Math.sqrt(moments[1]);
            all += weights.get(i) * mean[i];
            low = Math.min(low, mean[i] - 9 * deviation[i]);
            high = Math.max(high, mean[i] + 9 * deviation[i]);
        }
        double tail = 0.5 - 0.5 * level;
        return new Interval(
                all, quantile(mean, deviation, tail, low, high), quantile(mean, deviation, 1 - tail, low, high));
    }

    private double quantile(double[] mean, double[] deviation, double p, double from, double to) {
        double low = from;
        double high = to;
        for (int h = 0; h < HALVINGS; h++) {
            double middle = 0.5 * (low + high);
            double below = 0;
            for (int i = 0; i < mean.length; i++) {
                below += weights.get(i) * Normal.cdf((middle - mean[i]) / deviation[i]);
            }
            if (below < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
