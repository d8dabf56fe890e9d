package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Twin: the kernel by its formula with {@link StrictMath}; Gram matrix and gains entry by entry. */
class KernelTwinTest {
    /** An exponential is within 3e-12; where the second is the first to the 16th power its error is up to 16 times that. */
    private static final double ENTRY = 2e-11;

    /** ℓ, m, s on every way through the loops: one width only, powers of the first exponential (0 to 8 squarings), any. */
    private static final double[][] KERNELS = {
        {1, 0, 0.25},
        {1, 1, 0.25},
        {1, 0.9, 0.25},
        {0.5, 0.6, 0.5},
        {1, 0.5, Math.sqrt(0.5)},
        {2, 0.3, 1},
        {4, 0.7, 0.25},
        {1.7, 0.4, 0.3},
        {0.3, 0.4, 1.7},
        {32, 0.5, 1},
        {8, 0.4, 1},
        {1, 0.6, 1e-9},
    };

    static Stream<Arguments> shapes() {
        return Stream.of(KERNELS)
                .flatMap(k -> Stream.of(1, 2, 3, 4, 5, 6, 7, 8, 9).map(d -> Arguments.of(k, d)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gramMatrixAgreesWithTheFormula(double[] k, int dimension) {
        for (int n : new int[] {1, 7, 8, 9, 63, 130}) {
            Points points = Twins.points(new Random(n), n, dimension, 0.7);
            Gram gram = new Gram();
            gram.fill(points, 0, k[0], k[1], k[2], 0.3);
            double worst = 0;
            boolean symmetric = true;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double expected = Twins.kernel(Twins.squaredDistance(points, i, points, j), k[0], k[1], k[2])
                            + 0.3 * points.format[i] * points.format[j];
                    worst = Math.max(worst, Math.abs(gram.rows()[i][j] - expected));
                    symmetric &= gram.rows()[i][j] == gram.rows()[j][i];
                }
            }
            assertThat(worst).as("n %d", n).isLessThan(ENTRY);
            assertThat(symmetric).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gainsAndNearestDistancesAgreeWithTheFormula(double[] k, int dimension) {
        for (int n : Twins.SIZES) {
            int m = n == 1021 ? 7 : 10;
            Random random = new Random(1000L + n);
            Points tasks = Twins.points(random, n, dimension, 0.7);
            Points environments = Twins.points(random, m, dimension, 0.7);
            double[][] weights = {Twins.normals(random, m, 1)};
            double[][] gains = {new double[n]};
            double[] nearest = new double[n];
            new Gains().compute(tasks, environments, k[0], k[1], k[2], weights, gains, 1, nearest);
            double worst = 0;
            double worstDistance = 0;
            for (int i = 0; i < n; i++) {
                double sum = 0;
                double least = Double.POSITIVE_INFINITY;
                for (int j = 0; j < m; j++) {
                    double d2 = Twins.squaredDistance(tasks, i, environments, j);
                    sum += weights[0][j] * Twins.kernel(d2, k[0], k[1], k[2]);
                    least = Math.min(least, d2);
                }
                worst = Math.max(worst, Math.abs(gains[0][i] - sum));
                worstDistance = Math.max(worstDistance, Math.abs(nearest[i] - least) / (1 + least));
            }
            // m entries, each with a weight that is below 4 in these draws.
            assertThat(worst).as("n %d", n).isLessThan(4 * m * ENTRY);
            assertThat(worstDistance).as("n %d", n).isLessThan(1e-14);
        }
    }

    /** K(z, x) = y(z) y(x) [(1 − m) exp(−skills²/2ℓ²) + m exp(−(skills² + surface²)/2s²)] + f φ(z) φ(x). */
    private static double answered(Points a, int i, Points b, int j, double[] k, double f) {
        double skills = Twins.squaredDistance(a, i, b, j);
        double surface = 0;
        for (int d = a.dimension(); d < a.dimension() + a.surface(); d++) {
            double difference = a.position[d][i] - b.position[d][j];
            surface += difference * difference;
        }
        double broad = Twins.kernel(skills, k[0], 0, k[2]);
        double narrow = Twins.kernel(skills + surface, k[0], 1, k[2]);
        return a.answers()[i] * b.answers()[j] * ((1 - k[1]) * broad + k[1] * narrow) + f * a.format[i] * b.format[j];
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void answersAreSignsAndOnlyMemorySeesTheSurface(double[] k, int dimension) {
        for (int surface : new int[] {0, 1, 2, 16}) {
            Random random = new Random(surface);
            Points environments = Twins.answered(random, 9, dimension, surface, 0.3);
            Points tasks = Twins.answered(random, 70, dimension, surface, 0.3);
            Gram gram = new Gram();
            gram.fill(environments, 0, k[0], k[1], k[2], 0.3);
            double[][] weights = {Twins.normals(random, 9, 1), Twins.normals(random, 9, 1)};
            double[][] gains = new double[2][70];
            double[] nearest = new double[70];
            new Gains().compute(tasks, environments, k[0], k[1], k[2], weights, gains, 2, nearest);
            double[][] alone = new double[1][70];
            new Gains().compute(tasks, environments, k[0], k[1], k[2], weights, alone, 1, null);
            assertThat(alone[0]).isEqualTo(gains[0]);
            double worst = 0;
            double worstGain = 0;
            for (int j = 0; j < 9; j++) {
                for (int i = 0; i < 9; i++) {
                    double expected = answered(environments, i, environments, j, k, 0.3);
                    worst = Math.max(worst, Math.abs(gram.rows()[i][j] - expected));
                    assertThat(gram.rows()[i][j]).isEqualTo(gram.rows()[j][i]);
                }
            }
            for (int i = 0; i < 70; i++) {
                double sum = 0;
                double least = Double.POSITIVE_INFINITY;
                for (int j = 0; j < 9; j++) {
                    sum += weights[1][j] * answered(tasks, i, environments, j, k, 0);
                    least = Math.min(least, Twins.squaredDistance(tasks, i, environments, j));
                }
                worstGain = Math.max(worstGain, Math.abs(gains[1][i] - sum));
                assertThat(nearest[i]).isCloseTo(least, within(1e-13 * (1 + least)));
            }
            assertThat(worst).as("surface %d", surface).isLessThan(ENTRY);
            assertThat(worstGain).as("surface %d", surface).isLessThan(4 * 9 * ENTRY);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 8, 11})
    void withoutMemoryTheSurfaceChangesNoBit(int dimension) {
        Points seen = Twins.answered(new Random(8), 40, dimension, 3, 0.3);
        Points unseen = Twins.answered(new Random(8), 40, dimension, 3, 0.3);
        unseen.resize(40, dimension, 0);
        unseen.answer = seen.answer;
        Gram with = new Gram();
        with.fill(seen, 0, 1, 0, 0.25, 0);
        Gram without = new Gram();
        without.fill(unseen, 0, 1, 0, 0.25, 0);
        for (int i = 0; i < 40; i++) {
            assertThat(with.rows()[i]).isEqualTo(without.rows()[i]);
        }
    }

    @Test
    void theBoundOfAMatrixWithAnswersTakesEntriesWithoutTheirSigns() {
        Points points = Twins.answered(new Random(4), 20, 2, 0, 1);
        Gram gram = new Gram();
        gram.fill(points, 0, 1, 0.5, 0.25, 0);
        points.answer = null;
        Gram unsigned = new Gram();
        unsigned.fill(points, 0, 1, 0.5, 0.25, 0);
        assertThat(gram.largestRowSum(20)).isCloseTo(unsigned.largestRowSum(20), within(1e-13));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void severalLearnersGetTheBitsThatEachGetsAlone(double[] k, int dimension) {
        Random random = new Random(5);
        Points tasks = Twins.points(random, 300, dimension, 0.7);
        for (int m = 1; m <= 8; m++) {
            Points environments = Twins.points(random, m, dimension, 0.7);
            double[][] weights = {Twins.normals(random, m, 1), Twins.normals(random, m, 1), Twins.normals(random, m, 1)
            };
            double[][] together = new double[3][300];
            new Gains().compute(tasks, environments, k[0], k[1], k[2], weights, together, 3, null);
            for (int r = 0; r < 3; r++) {
                double[][] alone = {new double[300]};
                new Gains()
                        .compute(
                                tasks,
                                environments,
                                k[0],
                                k[1],
                                k[2],
                                new double[][] {weights[r]},
                                alone,
                                1,
                                r == 0 ? new double[300] : null);
                assertThat(together[r]).isEqualTo(alone[0]);
            }
        }
    }

    @Test
    void newEnvironmentsJoinOldOnesToTheSameBits() {
        for (int from : new int[] {1, 63, 64, 65, 127, 129}) {
            Points points = Twins.points(new Random(2), 130, 3, 1);
            Gram whole = new Gram();
            whole.fill(points, 0, 1, 0.9, 0.25, 0.1);
            Gram grown = new Gram();
            points.use(from);
            grown.fill(points, 0, 1, 0.9, 0.25, 0.1);
            points.use(130);
            grown.fill(points, from, 1, 0.9, 0.25, 0.1);
            for (int i = 0; i < 130; i++) {
                assertThat(Arrays.copyOf(grown.rows()[i], 130)).isEqualTo(Arrays.copyOf(whole.rows()[i], 130));
            }
        }
    }

    /** Near pairs far from the origin: fine entries are as good as differences are, others as their squares allow. */
    @Test
    void fineEntriesKeepTheDigitsOfDifferences() {
        Points points = Twins.points(new Random(6), 60, 8, 0.01);
        for (double[] axis : points.position) {
            for (int i = 0; i < axis.length; i++) {
                axis[i] += 1.5;
            }
        }
        Gram fine = new Gram();
        fine.fine(true);
        fine.fill(points, 0, 1, 0.9, 0.25, 0);
        Gram plain = new Gram();
        plain.fill(points, 0, 1, 0.9, 0.25, 0);
        double worst = 0;
        for (int i = 0; i < 60; i++) {
            assertThat(fine.rows()[i][i]).isCloseTo(1, within(1e-15));
            for (int j = 0; j < 60; j++) {
                worst = Math.max(worst, Math.abs(fine.rows()[i][j] - plain.rows()[i][j]));
            }
        }
        assertThat(worst).isBetween(1e-16, 3e-12);
    }

    @Test
    void theLargestCoordinatesAndTheSmallestBreadthOverflowNowhere() {
        Points points = new Points();
        points.resize(3, 1);
        points.position[0][0] = Points.LARGEST_COORDINATE;
        points.position[0][1] = Points.LARGEST_COORDINATE;
        points.position[0][2] = -Points.LARGEST_COORDINATE;
        Gram gram = new Gram();
        gram.fill(points, 0, 1e-9, 0.5, 1e-9, 0);
        assertThat(gram.rows()[0][1]).isCloseTo(1, within(1e-15));
        assertThat(gram.rows()[0][2]).isBetween(0.0, 2e-14);
    }

    @Test
    void aKernelOfDistanceZeroIsOneAndFarOffItVanishes() {
        Points points = new Points();
        points.resize(3, 1);
        points.position[0][2] = 1e200;
        Gram gram = new Gram();
        for (double[] k : KERNELS) {
            gram.fill(points, 0, k[0], k[1], k[2], 0);
            assertThat(gram.rows()[0][1]).isCloseTo(1, within(1e-15));
            assertThat(gram.rows()[0][2]).isBetween(0.0, 2e-14);
        }
    }

    @Test
    void theLargestRowSumBoundsTheGramMatrix() {
        Points points = Twins.points(new Random(3), 50, 2, 1);
        Gram gram = new Gram();
        gram.fill(points, 0, 1, 0.5, 0.25, 0);
        double largest = 0;
        for (int i = 0; i < 50; i++) {
            double sum = 0;
            for (int j = 0; j < 50; j++) {
                sum += gram.rows()[i][j];
            }
            largest = Math.max(largest, sum);
        }
        assertThat(gram.largestRowSum(50)).isCloseTo(largest, within(1e-12));
    }

    @Test
    void forgettingTakesTheLossWhereNothingWasTrained() {
        double[] nearest = {0, 2, 1e300};
        double[] gain = {1, 1, 1};
        Gains.forget(nearest, 1, 0.5, gain, 3);
        assertThat(gain[0]).isEqualTo(1);
        assertThat(gain[1]).isCloseTo(1 - 0.5 * (1 - StrictMath.exp(-1)), within(3e-12));
        assertThat(gain[2]).isCloseTo(0.5, within(3e-12));
    }

    @Test
    void formatIsAddedWhereTheTaskHasIt() {
        double[] gain = {1, 1};
        Gains.addFormat(new double[] {0, 1}, 0.25, gain, 2);
        assertThat(gain).containsExactly(1, 1.25);
    }
}
