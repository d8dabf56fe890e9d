package org.evalgap.internal.posterior;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.evalgap.internal.likelihood.LogSum;

/** The posterior of the shift on a grid, and of every row at each of its nodes. */
final class ShiftPosterior {
    /** Weight relative to the greatest below which a node is dropped. */
    private static final double NEGLIGIBLE = 1e-8;

    /** Responses of every row to noise of each τ. */
    final Responses[] responses;

    final double[] taus;
    /** Nodes that are left: shift, index of τ, joint weight with each shape (sum 1 over all). */
    final double[] intercept;

    final double[] slope;
    final int[] tau;

    /** Nodes of one shift each, in the order of the grid. */
    final int[][] shifts;

    final double[][] weight;
    /** By node: likelihoods of all rows; by node and shape: probability of inflation and evidence ratio of all rows. */
    final double[][] likelihood;

    final double[][][] inflated;
    final double[][][] without;

    /** By node: logarithm of what the row's likelihoods were divided by. */
    private final double[][] top;

    private final double tempering;

    /** Keeps the nodes of a grid that have weight, and works out every row's part at each; those of one shift together. */
    ShiftPosterior(RowData[] rows, FamilyMixture mixture, ShiftSearch search, ShiftGrid grid) {
        this.responses = search.evidence().responses;
        this.taus = search.evidence().noise.tau;
        double greatest = Arrays.stream(grid.weight).max().orElseThrow();
        int[] nodes = IntStream.range(0, grid.size())
                .filter(i -> grid.weight[i] > NEGLIGIBLE * greatest)
                .toArray();
        int n = nodes.length;
        intercept = new double[n];
        slope = new double[n];
        tau = new int[n];
        weight = new double[n][FamilyMixture.SHAPES];
        likelihood = new double[n][rows.length * RowData.FUNCTIONS];
        inflated = new double[n][FamilyMixture.SHAPES][rows.length];
        without = new double[n][FamilyMixture.SHAPES][rows.length];
        top = new double[n][rows.length];
        tempering = search.tempering();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            intercept[i] = grid.intercept(nodes[i]);
            slope[i] = grid.slope(nodes[i]);
            tau[i] = grid.tau(nodes[i]);
            sum += grid.weight[nodes[i]];
        }
        shifts = IntStream.range(0, n)
                .boxed()
                .collect(Collectors.groupingBy(i -> grid.shift(nodes[i]), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(same -> same.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        double all = sum;
        Arrays.stream(shifts).parallel().forEach(same -> {
            FamilyMixture own = mixture.copy();
            expect(rows, same);
            for (int i : same) {
                split(own, i, grid.weight[nodes[i]], all);
            }
        });
    }

    private void expect(RowData[] rows, int[] same) {
        double[] atShift = new double[RowData.FUNCTIONS * taus.length];
        double[] scratch = new double[atShift.length];
        for (int r = 0; r < rows.length; r++) {
            CentreWeights centres = new CentreWeights(rows[r]);
            centres.set(intercept[same[0]], slope[same[0]]);
            responses[r].expect(centres, RowData.FUNCTIONS, scratch, atShift);
            for (int i : same) {
                for (int f = 0; f < RowData.FUNCTIONS; f++) {
                    likelihood[i][r * RowData.FUNCTIONS + f] = atShift[f * taus.length + tau[i]];
                }
            }
        }
    }

    /** Splits a node's weight between the shapes. */
    private void split(FamilyMixture mixture, int node, double total, double sum) {
        mixture.load(likelihood[node]);
        double[] logs = new double[FamilyMixture.SHAPES];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = mixture.logPrior(k) + mixture.referenceEvidence(k) + mixture.targetEvidence(k);
            mixture.parts(k, inflated[node][k], without[node][k]);
        }
        mixture.tops(top[node]);
        double all = LogSum.of(logs);
        for (int k = 0; k < logs.length; k++) {
            weight[node][k] = total * StrictMath.exp(logs[k] - all) / sum;
        }
    }

    int size() {
        return intercept.length;
    }

    /** The chance that a row, were it clean, had a public score as high, given its fresh scores and the nodes' weights. */
    double exceedance(int row, double[] nodeWeights) {
        double sum = 0;
        for (int i = 0; i < nodeWeights.length; i++) {
            sum += nodeWeights[i] * likelihood[i][row * RowData.FUNCTIONS + RowData.EXCEED];
        }
        return Math.min(Math.max(sum, 0), 1);
    }

    /** The weights of the nodes; they sum to 1. */
    double[] nodeWeights() {
        return Arrays.stream(weight).mapToDouble(w -> Arrays.stream(w).sum()).toArray();
    }

    /** The weights of the nodes had the row not been seen, as a clean row is predicted from: they sum to 1. */
    double[] predictive(int row) {
        double[] out = new double[size()];
        double least = Double.POSITIVE_INFINITY;
        for (double[] tops : top) {
            least = Math.min(least, tops[row]);
        }
        double sum = 0;
        for (int i = 0; i < out.length; i++) {
            double all = 0;
            for (int k = 0; k < FamilyMixture.SHAPES; k++) {
                out[i] += weight[i][k] * without[i][k][row];
                all += weight[i][k];
            }
            if (tempering < 1) {
                // The row goes with as much of its evidence as it came with.
                out[i] = all * StrictMath.pow(out[i] / all, tempering);
            }
            out[i] *= StrictMath.exp(tempering * (least - top[i][row]));
            sum += out[i];
        }
        for (int i = 0; i < out.length; i++) {
            out[i] /= sum;
        }
        return out;
    }
}
