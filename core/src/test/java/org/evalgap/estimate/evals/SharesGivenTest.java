package org.evalgap.estimate.evals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
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
