package org.evalgap.internal.posterior;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.internal.likelihood.RecoveredShare;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * Ranks by clean success from joint posterior draws: a node of the shift, then every row's inflation, ability and clean
 * probit given it. Joint, because an uncertain shift moves all rows together and leaves their order.
 */
public final class RankSampler {
    /** Functions that a row may be drawn from: all but the last. */
    private static final int LIKELIHOODS = RowData.EXCEED;

    /** Parts of the draws that threads may take. */
    private static final int PARTS = 4;

    private final RowData[] rows;
    private final ShiftPosterior shift;
    private final double[] cumulative;
    /** Cumulative weights of the abilities by row and likelihood, for the node of the draw at hand. */
    private final double[][][] etaWeight;

    /** Which of them have been worked out. */
    private final boolean[] known;

    private final double[] stencil = new double[4];
    private final double[] kernelWeight;

    RankSampler(RowData[] rows, ShiftPosterior shift) {
        this.rows = rows;
        this.shift = shift;
        this.cumulative = new double[shift.size() * FamilyMixture.SHAPES];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += shift.weight[i / FamilyMixture.SHAPES][i % FamilyMixture.SHAPES];
            cumulative[i] = sum;
        }
        etaWeight = new double[rows.length][LIKELIHOODS][];
        int nodes = 0;
        for (int i = 0; i < rows.length; i++) {
            nodes = Math.max(nodes, rows[i].count);
            for (int f = 0; f < LIKELIHOODS; f++) {
                etaWeight[i][f] = new double[rows[i].etas.length];
            }
        }
        known = new boolean[rows.length * LIKELIHOODS];
        kernelWeight = new double[nodes];
    }

    /** How often a row has a rank: by row, then by rank less 1. Counts are whole numbers: their order does not matter. */
    static int[][] draw(RowData[] rows, ShiftPosterior shift, int draws, long seed) {
        int[][] counts = new int[rows.length][rows.length];
        long[] order = new RankSampler(rows, shift).byNode(draws, seed);
        IntStream.range(0, PARTS).parallel().forEach(part -> {
            int from = (int) ((long) draws * part / PARTS);
            int to = (int) ((long) draws * (part + 1) / PARTS);
            new RankSampler(rows, shift).draw(Arrays.copyOfRange(order, from, to), seed, counts);
        });
        return counts;
    }

    private void draw(long[] order, long seed, int[][] counts) {
        double[] clean = new double[rows.length];
        int[] ranks = new int[rows.length];
        int before = -1;
        for (long draw : order) {
            RandomStream stream = RandomStream.of(seed, (int) draw, Purpose.ESTIMATE);
            int pick = (int) (draw >>> 32);
            int node = pick / FamilyMixture.SHAPES;
            if (node != before) {
                Arrays.fill(known, false);
                before = node;
            }
            for (int i = 0; i < rows.length; i++) {
                clean[i] = clean(i, node, pick % FamilyMixture.SHAPES, stream);
            }
            rank(clean, ranks);
            synchronized (counts) {
                for (int i = 0; i < rows.length; i++) {
                    counts[i][ranks[i] - 1]++;
                }
            }
        }
    }

    /** Draws in the order of the node and shape they picked, which is in the upper half: neighbours share the abilities. */
    private long[] byNode(int draws, long seed) {
        return IntStream.range(0, draws)
                .mapToLong(d -> (long) pick(
                                        cumulative,
                                        cumulative.length,
                                        RandomStream.of(seed, d, Purpose.ESTIMATE)
                                                .uniform(0))
                                << 32
                        | d)
                .sorted()
                .toArray();
    }

    /** Cumulative weights of a row's ability nodes given a node of the shift and a function. */
    private double[] abilities(int i, int node, int function) {
        double[] out = etaWeight[i][function];
        if (!known[i * LIKELIHOODS + function]) {
            known[i * LIKELIHOODS + function] = true;
            RowData row = rows[i];
            Responses responses = shift.responses[i];
            double sum = 0;
            for (int j = 0; j < row.etas.length; j++) {
                int first =
                        CentreWeights.stencil(row, shift.intercept[node] + shift.slope[node] * row.etas[j], stencil);
                sum += row.weights[j] * Math.max(responses.at(function, shift.tau[node], first, stencil), 0);
                out[j] = sum;
            }
        }
        return out;
    }

    private double clean(int i, int node, int shape, RandomStream stream) {
        long at = 1 + 4L * i;
        RowData row = rows[i];
        int function = function(i, node, shape, stream.uniform(at));
        int j = pick(abilities(i, node, function), row.etas.length, stream.uniform(at + 1));
        double m = (shift.intercept[node] + shift.slope[node] * row.etas[j] - row.low) / row.step;
        int centre = (int) Math.min(Math.max(m + stream.uniform(at + 2), 0), row.count - 1);
        shift.responses[i].kernel(shift.tau[node]).weights(centre, kernelWeight);
        double sum = 0;
        for (int u = 0; u < row.count; u++) {
            sum += kernelWeight[u] * row.values[function][u];
            kernelWeight[u] = sum;
        }
        double uniform = stream.uniform(at + 3);
        int u = pick(kernelWeight, row.count, uniform);
        // The place within the cell, from what the choice of the cell left of the uniform number.
        double before = u == 0 ? 0 : kernelWeight[u - 1];
        double inside = (uniform * sum - before) / Math.max(kernelWeight[u] - before, Double.MIN_NORMAL);
        double probit = row.low + (u - 0.5 + Math.min(Math.max(inside, 0), 1)) * row.step;
        return row.guess + (1 - row.guess) * Normal.cdf(probit);
    }

    /** Index of the likelihood that a row is drawn from: 0 if it is clean, else its own shape's. */
    private int function(int row, int node, int shape, double uniform) {
        double inflated = shift.inflated[node][shape][row];
        if (!(uniform < inflated)) {
            return 0;
        }
        int from = row * RowData.FUNCTIONS + 1;
        double[] likelihood = shift.likelihood[node];
        double left = uniform / inflated * RecoveredShare.mixture(likelihood, from, shape);
        int own = 0;
        while (own < FamilyMixture.SHAPES - 1 && left >= RecoveredShare.given(shape, own) * likelihood[from + own]) {
            left -= RecoveredShare.given(shape, own) * likelihood[from + own];
            own++;
        }
        return own + 1;
    }

    private static int pick(double[] cumulative, int n, double uniform) {
        double target = uniform * cumulative[n - 1];
        int low = 0;
        int high = n - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > target) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * Ranks from the greatest; ties share the better rank.
     *
     * @param values what is ranked
     * @param out where to put the ranks, from 1
     */
    public static void rank(double[] values, int[] out) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < values.length; i++) {
            int at = Arrays.binarySearch(sorted, values[i]);
            while (at < sorted.length - 1 && sorted[at + 1] == values[i]) {
                at++;
            }
            out[i] = sorted.length - at;
        }
    }

    /**
     * A quantile of a rank.
     *
     * @param counts how often each rank occurred
     * @param p a share of the draws
     * @return the rank that this share does not reach
     */
    public static int quantile(int[] counts, double p) {
        int draws = Arrays.stream(counts).sum();
        int wanted = (int) Math.min(draws - 1, Math.max(0, Math.floor(p * draws)));
        int rank = 1;
        for (int below = counts[0]; below <= wanted; below += counts[rank - 1]) {
            rank++;
        }
        return rank;
    }
}
