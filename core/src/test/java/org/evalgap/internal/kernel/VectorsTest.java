package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorsTest {
    static IntStream sizes() {
        return IntStream.concat(IntStream.of(0), Arrays.stream(Twins.SIZES));
    }

    /** Twin: exact decimal sums. Eight accumulators and a tail add at most n/8 + 12 roundings of at most Σ|x|. */
    @ParameterizedTest
    @MethodSource("sizes")
    void sumsAndProductsAreThoseOfExactArithmetic(int n) {
        double[] x = Twins.normals(new Random(n), n + 3, 1);
        double[] y = Twins.normals(new Random(n + 1), n + 3, 1);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal dot = BigDecimal.ZERO;
        double size = 0;
        double dotSize = 0;
        for (int i = 0; i < n; i++) {
            sum = sum.add(new BigDecimal(x[i]));
            dot = dot.add(new BigDecimal(x[i]).multiply(new BigDecimal(y[i])));
            size += Math.abs(x[i]);
            dotSize += Math.abs(x[i] * y[i]);
        }
        double roundings = (n / 8.0 + 12) * Math.ulp(1.0);
        assertThat(Vectors.sum(x, n)).isCloseTo(sum.doubleValue(), within(roundings * size));
        assertThat(Vectors.dot(x, y, new double[n + 3], n)).isCloseTo(dot.doubleValue(), within(roundings * dotSize));
    }

    /** Twin: one fused product a column in ascending order, which is what is promised to the bit. */
    @ParameterizedTest
    @MethodSource("sizes")
    void columnsAddInAscendingOrderHoweverTheyAreGrouped(int n) {
        for (int columns = 0; columns <= 10; columns++) {
            Random random = new Random(31L * n + columns);
            double[][] x = new double[columns][];
            for (int k = 0; k < columns; k++) {
                x[k] = Twins.normals(random, n, 1);
            }
            double[][] a = {Twins.normals(random, columns, 1), Twins.normals(random, columns, 1)};
            double[][] y = {Twins.normals(random, n, 1), Twins.normals(random, n, 1)};
            double[][] expected = {plain(x, a[0], columns, y[0], n), plain(x, a[1], columns, y[1], n)};
            double[] alone = y[1].clone();
            Vectors.addColumns(x, a[1], columns, alone, n);
            Vectors.addColumnsShared(x, a, 0, columns, y, 2, n);
            assertThat(y[0]).isEqualTo(expected[0]);
            assertThat(y[1]).isEqualTo(expected[1]);
            assertThat(alone).isEqualTo(expected[1]);
        }
    }

    private static double[] plain(double[][] x, double[] a, int columns, double[] start, int n) {
        double[] y = start.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < columns; k++) {
                y[i] = Math.fma(a[k], x[k][i], y[i]);
            }
        }
        return y;
    }

    @Test
    void elementsBeyondTheLengthAreLeftAlone() {
        double[] y = {1, 2, 3};
        Vectors.addScaled(5, new double[] {1, 1, 1}, y, 2);
        assertThat(y).containsExactly(6, 7, 3);
    }
}
