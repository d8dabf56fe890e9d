package org.evalgap.estimate.evals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.evalgap.estimate.Interval;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

/** The shares given their spreads are those of one large normal distribution, conditioned in one step. */
class SharesGivenTest {
    private static final double CLOSE = 1e-9;

    /** Five models on three evals, of which two cells are missing. */
    private static GapTable table() {
        RandomStream stream = RandomStream.of(3, 0, Purpose.ESTIMATE);
        List<GapTable.Gap> cells = new ArrayList<>();
        for (int m = 0; m < 5; m++) {
            for (int e = 0; e < 3; e++) {
                if (m + e != 4) {
                    int at = 3 * m + e;
                    double error = 0.01 + 0.03 * stream.substream(1).uniform(at);
                    double load = 0.02 * stream.substream(2).uniform(at);
                    cells.add(new GapTable.Gap(m, e, 0.05 * stream.substream(3).normal(at), error * error, load));
                }
            }
        }
        return new GapTable(5, 3, cells);
    }

    /** The covariance of two gaps under the prior, with or without the errors of the data. */
    private static double covariance(GapTable.Gap x, GapTable.Gap y, double[] s, boolean error) {
        double out = SharesGiven.MEAN * SharesGiven.MEAN;
        out += x.model() == y.model() ? s[0] * s[0] : 0;
        out += x.eval() == y.eval() ? s[1] * s[1] + (error ? x.load() * y.load() : 0) : 0;
        out += x.equals(y) ? s[2] * s[2] + (error ? x.own() : 0) : 0;
        return out;
    }

    private static RealMatrix data(GapTable table, double[] s) {
        int n = table.cells().size();
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                out[i][j] = covariance(table.cells().get(i), table.cells().get(j), s, true);
            }
        }
        return MatrixUtils.createRealMatrix(out);
    }

    private static void same(double[] fast, double variance, double[] cross, GapTable table, double[] s) {
        RealVector gaps = MatrixUtils.createRealVector(
                table.cells().stream().mapToDouble(GapTable.Gap::gap).toArray());
        RealMatrix inverse = new LUDecomposition(data(table, s)).getSolver().getInverse();
        RealVector c = MatrixUtils.createRealVector(cross);
        assertThat(fast[0]).isCloseTo(c.dotProduct(inverse.operate(gaps)), within(CLOSE));
        assertThat(fast[1]).isCloseTo(variance - c.dotProduct(inverse.operate(c)), within(CLOSE));
    }

    @Test
    void momentsAreThoseOfOneLargeNormalDistribution() {
        GapTable table = table();
        double[] s = {0.03, 0.05, 0.02};
        double mean = SharesGiven.MEAN * SharesGiven.MEAN;
        SharesGiven given = new SharesGiven(table, s[0], s[1], s[2]);
        for (int m = 0; m < 5; m++) {
            int model = m;
            double[] cross = table.cells().stream()
                    .mapToDouble(g -> mean + s[1] * s[1] / 3 + (g.model() == model ? s[0] * s[0] : 0))
                    .toArray();
            same(given.ofModel(m), mean + s[1] * s[1] / 3 + s[0] * s[0], cross, table, s);
        }
        for (int e = 0; e < 3; e++) {
            int eval = e;
            double[] cross = table.cells().stream()
                    .mapToDouble(g -> mean + (g.eval() == eval ? s[1] * s[1] : 0))
                    .toArray();
            same(given.ofEval(e), mean + s[1] * s[1], cross, table, s);
        }
        for (GapTable.Gap cell : table.cells()) {
            double[] cross = table.cells().stream()
                    .mapToDouble(g -> covariance(g, cell, s, false))
                    .toArray();
            same(given.ofCell(cell), covariance(cell, cell, s, false), cross, table, s);
        }
    }

    /** On twelve nodes of each spread, evenly spaced in its root up to 0.2, under half-normal priors of 0.05: seven are good to 0.001. */
    @Test
    void spreadsAndIntervalsAgreeWithAFinerGrid() {
        GapTable table = table();
        int n = 12;
        double[] node = new double[n];
        double[] prior = new double[n];
        for (int i = 0; i < n; i++) {
            double root = (i + 0.5) * Math.sqrt(0.2) / n;
            node[i] = root * root;
            prior[i] = root * Math.exp(-0.5 * node[i] * node[i] / 0.0025);
        }
        SharesMixture mixture = new SharesMixture(table);
        Interval interval = mixture.of(given -> given.ofModel(1), 0.8);
        double[] sums = new double[7];
        for (int i = 0; i < n * n * n; i++) {
            double[] s = {node[i / n / n], node[i / n % n], node[i % n]};
            SharesGiven given = new SharesGiven(table, s[0], s[1], s[2]);
            double[] share = given.ofModel(1);
            double[] of = {
                1,
                s[0],
                s[1],
                s[2],
                share[0],
                Normal.cdf((interval.lower() - share[0]) / Math.sqrt(share[1])),
                Normal.cdf((interval.upper() - share[0]) / Math.sqrt(share[1]))
            };
            double weight = prior[i / n / n] * prior[i / n % n] * prior[i % n] * Math.exp(given.logEvidence - 30);
            for (int k = 0; k < of.length; k++) {
                sums[k] += weight * of[k];
            }
        }
        assertThat(mixture.spread().models()).isCloseTo(sums[1] / sums[0], within(0.001));
        assertThat(mixture.spread().evals()).isCloseTo(sums[2] / sums[0], within(0.001));
        assertThat(mixture.spread().own()).isCloseTo(sums[3] / sums[0], within(0.001));
        assertThat(interval.mean()).isCloseTo(sums[4] / sums[0], within(0.001));
        assertThat(sums[5] / sums[0]).isCloseTo(0.1, within(0.005));
        assertThat(sums[6] / sums[0]).isCloseTo(0.9, within(0.005));
    }

    /** The constant that the evidence leaves out is the same for all spreads. */
    @Test
    void evidenceIsTheDensityOfTheGaps() {
        GapTable table = table();
        double[] one = {0.03, 0.05, 0.02};
        double[] other = {0.004, 0.1, 0.06};
        assertThat(new SharesGiven(table, one[0], one[1], one[2]).logEvidence
                        - new SharesGiven(table, other[0], other[1], other[2]).logEvidence)
                .isCloseTo(logDensity(table, one) - logDensity(table, other), within(1e-8));
    }

    private static double logDensity(GapTable table, double[] s) {
        RealVector gaps = MatrixUtils.createRealVector(
                table.cells().stream().mapToDouble(GapTable.Gap::gap).toArray());
        LUDecomposition lu = new LUDecomposition(data(table, s));
        return -0.5 * Math.log(lu.getDeterminant())
                - 0.5 * gaps.dotProduct(lu.getSolver().solve(gaps));
    }
}
