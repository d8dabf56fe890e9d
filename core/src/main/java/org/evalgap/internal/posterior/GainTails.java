package org.evalgap.internal.posterior;

import org.evalgap.internal.likelihood.PublicLikelihood;
import org.evalgap.internal.likelihood.RecoveredShare;

/** The distribution of a row's gain: what does not depend on how much gain is asked for is worked out once. */
final class GainTails {
    private static final double NEGLIGIBLE = 1e-11;

    private final RowData row;
    /** Nodes that have weight. */
    private final int[] nodes;
    /** By shape and place in {@link #nodes}: probability over the integral of the likelihood, and the probability. */
    private final double[][] each = new double[RecoveredShare.COUNT][];

    private final double[][] probability = new double[RecoveredShare.COUNT][];
    /** Of even shapes: the integral above the greatest gain. */
    private final double[][] beyond = new double[RecoveredShare.COUNT][];

    /**
     * The tails of a row.
     *
     * @param at probability of each node of u: clean, then inflated with each shape
     */
    GainTails(RowData row, double[][] at) {
        this.row = row;
        nodes = java.util.stream.IntStream.range(0, row.count)
                .filter(u -> inflated(at, u) > NEGLIGIBLE)
                .toArray();
        for (int k = 0; k < RecoveredShare.COUNT; k++) {
            each[k] = new double[nodes.length];
            probability[k] = new double[nodes.length];
            beyond[k] = new double[nodes.length];
            for (int i = 0; i < nodes.length; i++) {
                int u = nodes[i];
                probability[k][i] = at[k + 1][u];
                double from = k < RecoveredShare.UNEVEN ? row.probit[u] : probit(u, least(k, u));
                int tail = k < RecoveredShare.UNEVEN ? k : 0;
                beyond[k][i] = k < RecoveredShare.UNEVEN ? 0 : row.likelihood.massAbove(0, probit(u, greatest(k, u)));
                double all = row.likelihood.massAbove(tail, from) - beyond[k][i];
                each[k][i] = all > 0 ? at[k + 1][u] / all : 0;
            }
        }
    }

    private static double inflated(double[][] at, int u) {
        double sum = 0;
        for (int k = 1; k <= RecoveredShare.COUNT; k++) {
            sum += at[k][u];
        }
        return sum;
    }

    private double least(int shape, int u) {
        return RecoveredShare.leastGain(shape, row.failure[u]);
    }

    private double greatest(int shape, int u) {
        return RecoveredShare.greatestGain(shape, row.failure[u]);
    }

    private double probit(int u, double gain) {
        return PublicLikelihood.probit(row.success[u] + gain);
    }

    /** P(gain &gt; x), x above 0. */
    double above(double x) {
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            int u = nodes[i];
            if (x >= row.failure[u]) {
                continue;
            }
            double z = probit(u, x);
            double flat = row.likelihood.massAbove(0, z);
            sum += each[0][i] * flat;
            for (int k = 1; k < RecoveredShare.UNEVEN; k++) {
                sum += each[k][i] * row.likelihood.massAbove(k, z);
            }
            for (int k = RecoveredShare.UNEVEN; k < RecoveredShare.COUNT; k++) {
                if (x <= least(k, u)) {
                    sum += probability[k][i];
                } else if (x < greatest(k, u)) {
                    sum += each[k][i] * Math.max(flat - beyond[k][i], 0);
                }
            }
        }
        return sum;
    }
}
