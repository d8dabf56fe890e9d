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
            for (int sides = 1; sides <= 5; sides++) {
                columnsAdd(x, random, columns, sides, n);
            }
        }
    }

    private static void columnsAdd(double[][] x, Random random, int columns, int sides, int n) {
        double[][] a = new double[sides][];
        double[][] y = new double[sides][];
        double[][] alone = new double[sides][];
        double[][] expected = new double[sides][];
        for (int r = 0; r < sides; r++) {
            a[r] = Twins.normals(random, columns, 1);
            y[r] = Twins.normals(random, n, 1);
            alone[r] = y[r].clone();
            expected[r] = plain(x, a[r], columns, y[r], n);
            Vectors.addColumns(x, a[r], columns, alone[r], n);
        }
        Vectors.addColumnsShared(x, a, 0, columns, y, sides, n);
        assertThat(y).isDeepEqualTo(expected);
        assertThat(alone).isDeepEqualTo(expected);
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
