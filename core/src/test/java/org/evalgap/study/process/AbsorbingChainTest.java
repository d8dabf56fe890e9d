package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

class AbsorbingChainTest {
    /** Closed form: a fair walk on 1 … n − 1 that ends at 0 and n takes i(n − i) steps on average (Feller 1968, XIV.3). */
    @Test
    void fairWalkTakesTheKnownTime() {
        int n = 12;
        double[][] moves = new double[n - 1][n - 1];
        double[] ends = new double[n - 1];
        for (int i = 0; i < n - 1; i++) {
            if (i > 0) {
                moves[i][i - 1] = 0.5;
            }
            if (i < n - 2) {
                moves[i][i + 1] = 0.5;
            }
        }
        ends[0] = 0.5;
        ends[n - 2] = 0.5;
        double[] steps = new AbsorbingChain(moves, ends).expectedSteps();
        for (int i = 0; i < n - 1; i++) {
            assertThat(steps[i]).isCloseTo((i + 1) * (n - 1.0 - i), within(1e-12 * n * n));
        }
    }

    /** Oracle: solving (I − Q)t = 1 by the LU decomposition of Commons Math, on random chains of 1 to 9 states. */
    @Test
    void expectedStepsSolveTheLinearSystem() {
        RandomStream stream = RandomStream.of(5, 0, Purpose.STUDY);
        int draw = 0;
        for (int n = 1; n < 10; n++) {
            double[][] moves = new double[n][n];
            double[] ends = new double[n];
            for (int i = 0; i < n; i++) {
                double sum = ends[i] = stream.uniform(draw++);
                for (int j = 0; j < n; j++) {
                    moves[i][j] = stream.uniform(draw++);
                    sum += moves[i][j];
                }
                for (int j = 0; j < n; j++) {
                    moves[i][j] /= sum;
                }
                ends[i] /= sum;
            }
            RealMatrix system = new Array2DRowRealMatrix(moves).scalarMultiply(-1);
            for (int i = 0; i < n; i++) {
                system.addToEntry(i, i, 1);
            }
            double[] expected = new LUDecomposition(system)
                    .getSolver()
                    .solve(new ArrayRealVector(n, 1.0))
                    .toArray();
            double[] steps = new AbsorbingChain(moves, ends).expectedSteps();
            for (int i = 0; i < n; i++) {
                assertThat(steps[i]).isCloseTo(expected[i], within(1e-12 * expected[i]));
            }
        }
    }

    /** Closed form 1/(f·w) for two bugs, where I − Q is singular in double precision. */
    @Test
    void rareEndsLoseNoDigits() {
        double f = 0.7;
        double w = 1e-40;
        double[][] moves = {{0, f * (1 - w)}, {f * (1 - w), 0}};
        double[] steps = new AbsorbingChain(moves, new double[] {f * w, f * w}).expectedSteps();
        assertThat(steps[0]).isCloseTo(1 / (f * w), within(1e-14 / (f * w)));
        assertThat(steps[1]).isCloseTo(1 / (f * w), within(1e-14 / (f * w)));
    }

    /** Closed form: the end is geometric. */
    @Test
    void endsAfterAGeometricTime() {
        double[] ended = new AbsorbingChain(new double[][] {{0.75}}, new double[] {0.25}).ended(0, 20);
        for (int t = 0; t <= 20; t++) {
            assertThat(ended[t]).isCloseTo(1 - Math.pow(0.75, t), within(1e-15));
        }
    }

    @Test
    void endThatCannotBeReachedTakesForever() {
        double[][] moves = {{0, 1}, {1, 0}};
        assertThat(new AbsorbingChain(moves, new double[2]).expectedSteps()[0]).isInfinite();
    }
}
