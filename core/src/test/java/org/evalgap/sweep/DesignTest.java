package org.evalgap.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DesignTest {
    private static double[][] points(Design design, int axes, int count, long seed) {
        PointSet set = design.pointSet(axes, count, seed);
        double[][] points = new double[count][axes];
        for (int i = 0; i < count; i++) {
            set.point(i, points[i]);
        }
        return points;
    }

    /** How many points each of {@code parts} equal parts of an axis holds. */
    private static int[] occupancy(double[][] points, int axis, int parts) {
        int[] held = new int[parts];
        for (double[] point : points) {
            held[(int) (point[axis] * parts)]++;
        }
        return held;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 10, 96, 100, 101, 256, 1000, 6000})
    void everyPartOfEveryAxisOfALatinHypercubeHoldsOnePoint(int n) {
        double[][] points = points(Design.LATIN_HYPERCUBE, 5, n, 20_250_101L);
        for (int axis = 0; axis < 5; axis++) {
            assertThat(occupancy(points, axis, n))
                    .as("axis %d of %d points", axis, n)
                    .containsOnly(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 100})
    void doublingALatinHypercubeKeepsItsPoints(int n) {
        double[][] few = points(Design.LATIN_HYPERCUBE, 4, n, 5);
        double[][] more = points(Design.LATIN_HYPERCUBE, 4, 8 * n, 5);
        assertThat(Arrays.copyOf(more, n)).isDeepEqualTo(few);
        for (int doubled = 2 * n; doubled < 8 * n; doubled *= 2) {
            assertThat(occupancy(Arrays.copyOf(more, doubled), 2, doubled)).containsOnly(1);
        }
    }

    /**
     * The order of four points along an axis (one start, two doublings), and that of five (one permutation of five cells), is
     * uniform over all orders: chi-square over 24 and 120 classes and 24,000 seeds. Two tests of level 1e-4.
     */
    @ParameterizedTest
    @CsvSource({"4, 24", "5, 120"})
    void ordersOfALatinHypercubeAreEquallyFrequent(int n, int orders) {
        long[] seen = new long[orders];
        for (long seed = 0; seed < 24_000; seed++) {
            seen[rank(points(Design.LATIN_HYPERCUBE, 1, n, seed))]++;
        }
        // Doubling deals halves, so that the first two of four points never lie in one half: a third of the orders do
        // not occur.
        long[] possible = Arrays.stream(seen).filter(count -> count > 0).toArray();
        assertThat(possible).hasSize(n == 4 ? 16 : orders);
        double[] expected = new double[possible.length];
        Arrays.fill(expected, 24_000.0 / possible.length);
        assertThat(new ChiSquareTest().chiSquareTest(expected, possible)).isGreaterThan(1e-4);
    }

    private static int rank(double[][] points) {
        int rank = 0;
        for (int i = 0; i < points.length; i++) {
            int below = 0;
            for (int j = i + 1; j < points.length; j++) {
                below += points[j][0] < points[i][0] ? 1 : 0;
            }
            rank = rank * (points.length - i) + below;
        }
        return rank;
    }

    /**
     * Axes are paired at random: n·r² of two axes has mean n/(n − 1) over random pairings, standard deviation about √2. Over 400
     * seeds the mean lies within 4 of its standard errors (.28) of that unless with probability 1e-4.
     */
    @ParameterizedTest
    @ValueSource(ints = {64, 100})
    void axesOfALatinHypercubeAreUncorrelated(int n) {
        double mean = 0;
        for (long seed = 0; seed < 400; seed++) {
            double[][] points = points(Design.LATIN_HYPERCUBE, 2, n, seed);
            double r = 0;
            for (double[] point : points) {
                r += (point[0] - 0.5) * (point[1] - 0.5) * 12 / n;
            }
            mean += n * r * r / 400;
        }
        assertThat(mean).isBetween(0.72, 1.30);
    }

    @Test
    void sobolPointsAreThoseOfCommonsMathUnderADigitalShift() {
        SobolSequenceGenerator sequence = new SobolSequenceGenerator(6);
        double[][] points = points(Design.SOBOL, 6, 300, 9);
        long[] shift = new long[6];
        for (int i = 0; i < points.length; i++) {
            double[] plain = sequence.nextVector();
            for (int a = 0; a < 6; a++) {
                long digits = (long) (points[i][a] * 0x1p52) ^ (long) (plain[a] * 0x1p52);
                shift[a] = i == 0 ? digits : shift[a];
                assertThat(digits).as("point %d axis %d", i, a).isEqualTo(shift[a]);
            }
        }
        assertThat(shift).doesNotHaveDuplicates();
    }

    @Test
    void alignedRunsOfSobolPointsFillEveryPartOfEveryAxis() {
        double[][] points = points(Design.SOBOL, 10, 1024, 3);
        for (int run = 0; run < 1024; run += 64) {
            for (int axis = 0; axis < 10; axis++) {
                assertThat(occupancy(Arrays.copyOfRange(points, run, run + 64), axis, 64))
                        .containsOnly(1);
            }
        }
    }

    /** The first two axes are a (0, 2)-sequence: 2ᵏ points put one into each box of 2ᵃ × 2ᵏ⁻ᵃ parts (Sobol' 1967). */
    @Test
    void firstTwoSobolAxesFillEveryElementaryBox() {
        double[][] points = points(Design.SOBOL, 2, 256, 77);
        for (int a = 0; a <= 8; a++) {
            int[] held = new int[256];
            for (double[] point : points) {
                held[((int) (point[0] * (1 << a)) << (8 - a)) + (int) (point[1] * (1 << (8 - a)))]++;
            }
            assertThat(held).as("%d by %d parts", 1 << a, 1 << (8 - a)).containsOnly(1);
        }
    }

    @Test
    void moreSobolPointsKeepTheFirstOnes() {
        assertThat(Arrays.copyOf(points(Design.SOBOL, 3, 1000, 4), 37)).isDeepEqualTo(points(Design.SOBOL, 3, 37, 4));
    }

    @ParameterizedTest
    @CsvSource({"SOBOL", "LATIN_HYPERCUBE"})
    void theSeedMakesTheDesign(Design design) {
        assertThat(points(design, 3, 50, 1)).isDeepEqualTo(points(design, 3, 50, 1));
        assertThat(points(design, 3, 50, 1)).isNotEqualTo(points(design, 3, 50, 2));
        for (double[] point : points(design, 3, 50, 1)) {
            assertThat(Arrays.stream(point).allMatch(u -> u > 0 && u < 1)).isTrue();
        }
    }

    @Test
    void designsWithoutPointsOrAxesAreRefused() {
        assertThatThrownBy(() -> Design.SOBOL.pointSet(0, 1, 1)).hasMessageContaining("needs an axis");
        assertThatThrownBy(() -> Design.SOBOL.pointSet(1001, 1, 1)).hasMessageContaining("use latin-hypercube");
        assertThatThrownBy(() -> Design.GRID.pointSet(1, 1, 1)).hasMessageContaining("follow from its axes");
        assertThatThrownBy(() -> Design.labelled("latin")).hasMessageContaining("did you mean");
    }
}
