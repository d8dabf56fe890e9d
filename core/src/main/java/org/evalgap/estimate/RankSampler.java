package org.evalgap.estimate;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.evalgap.random.Purpose;
import org.evalgap.random.Stream;

/**
 * Ranks by clean success from joint posterior draws: a node of the shift, then every row's inflation, ability and clean
 * probit given it. Joint, because an uncertain shift moves all rows together and leaves their order.
 */
final class RankSampler {
    private final RowData[] rows;
    private final ShiftPosterior shift;
    private final double[] cumulative;
    private final double[] etaWeight;
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
        int etas = 0;
        int nodes = 0;
        for (RowData row : rows) {
            etas = Math.max(etas, row.etas.length);
            nodes = Math.max(nodes, row.count);
        }
        etaWeight = new double[etas];
        kernelWeight = new double[nodes];
    }

    /** Ranks by draw and row, 1 the best. */
    int[][] draw(int draws, long seed) {
        int[][] ranks = new int[draws][rows.length];
        double[] clean = new double[rows.length];
        for (int d = 0; d < draws; d++) {
            Stream stream = Stream.of(seed, d, Purpose.ESTIMATE);
            int pick = pick(cumulative, cumulative.length, stream.uniform(0));
            for (int i = 0; i < rows.length; i++) {
                clean[i] = clean(i, pick / FamilyMixture.SHAPES, pick % FamilyMixture.SHAPES, stream);
            }
            rank(clean, ranks[d]);
        }
        return ranks;
    }

    private double clean(int i, int node, int shape, Stream stream) {
        long at = 1 + 4L * i;
        RowData row = rows[i];
        int function = function(i, node, shape, stream.uniform(at));
        Responses responses = shift.responses[shift.tau[node]][i];
        double[] stencil = new double[4];
        double sum = 0;
        for (int j = 0; j < row.etas.length; j++) {
            int first = CentreWeights.stencil(row, shift.intercept[node] + shift.slope[node] * row.etas[j], stencil);
            sum += row.weights[j] * Math.max(responses.at(function, first, stencil), 0);
            etaWeight[j] = sum;
        }
        int j = pick(etaWeight, row.etas.length, stream.uniform(at + 1));
        double m = (shift.intercept[node] + shift.slope[node] * row.etas[j] - row.low) / row.step;
        int centre = (int) Math.min(Math.max(m + stream.uniform(at + 2), 0), row.count - 1);
        responses.kernel.weights(centre, kernelWeight);
        sum = 0;
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

    /** Ranks from the greatest; ties share the better rank. */
    static void rank(double[] values, int[] out) {
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

    /** The rank of a row below which a share p of the draws lies. */
    static int quantile(int[][] ranks, int row, double p) {
        int[] sorted = IntStream.range(0, ranks.length)
                .map(d -> ranks[d][row])
                .sorted()
                .toArray();
        return sorted[(int) Math.min(sorted.length - 1, Math.max(0, Math.floor(p * sorted.length)))];
    }
}
