package org.evalgap.internal.luck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalGridTest {
    private static double[] table(DoubleUnaryOperator f) {
        double[] table = new double[NormalGrid.NODES];
        for (int k = 0; k < table.length; k++) {
            table[k] = f.applyAsDouble(NormalGrid.node(k));
        }
        return table;
    }

    private static double[] points(NormalGrid grid, DoubleUnaryOperator f) {
        double[] values = new double[grid.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = f.applyAsDouble(grid.z(i));
        }
        return values;
    }

    /** Closed forms: E z² = 1, E z⁴ = 3, E cos(az) = exp(−a²/2); beyond ±6 lie 2e-9 of the probability, which z⁴ makes 3e-6. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1.5, 7, 64})
    void meansAreThoseOfANormalVariable(double deviation) {
        NormalGrid grid = new NormalGrid(deviation);
        assertThat(grid.mean(points(grid, z -> 1))).isCloseTo(1, within(1e-14));
        assertThat(grid.mean(points(grid, z -> z * z))).isCloseTo(1, within(1e-7));
        assertThat(grid.mean(points(grid, z -> z * z * z * z))).isCloseTo(3, within(5e-6));
        assertThat(grid.mean(points(grid, z -> StrictMath.cos(1.5 * z))))
                .isCloseTo(StrictMath.exp(-1.125), within(1e-8));
    }

    /** E σ(a z) = 1/2, and E σ′(a z) by Commons Math's quadrature; the wider the spread, the finer the grid. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1.5, 10, 64})
    void functionsOfLogitsAreAveragedHoweverWideTheySpread(double a) {
        NormalGrid grid = new NormalGrid(a);
        DoubleUnaryOperator slope = z -> 0.25 / StrictMath.pow(StrictMath.cosh(a * z / 2), 2);
        double expected = new IterativeLegendreGaussIntegrator(16, 1e-11, 1e-14)
                .integrate(
                        10_000_000,
                        z -> StrictMath.exp(-z * z / 2) / StrictMath.sqrt(2 * Math.PI) * slope.applyAsDouble(z),
                        -8,
                        8);
        assertThat(grid.mean(points(grid, slope))).isCloseTo(expected, within(1e-7));
        assertThat(grid.mean(points(grid, z -> 1 / (1 + StrictMath.exp(-a * z)))))
                .isCloseTo(0.5, within(1e-14));
    }

    /** Cubics are their own interpolation, and a table's mean is that of what it is interpolated to. */
    @Test
    void tablesAreCubicsBetweenNodes() {
        DoubleUnaryOperator cubic = z -> 1 + z - 0.5 * z * z + 0.25 * z * z * z;
        double[] table = table(cubic);
        for (double z : new double[] {-5.99, -3.1, 0, 0.13, 2.77, 5.99}) {
            assertThat(NormalGrid.at(table, z)).isCloseTo(cubic.applyAsDouble(z), within(1e-11));
        }
        assertThat(NormalGrid.at(table, 7)).isCloseTo(cubic.applyAsDouble(6), within(1e-11));
        assertThat(NormalGrid.meanOfTable(table, 0)).isCloseTo(0.5, within(1e-6));
        NormalGrid fine = new NormalGrid(10);
        double[] rough = table(z -> StrictMath.sin(5 * z));
        assertThat(NormalGrid.meanOfTable(rough, 0)).isCloseTo(fine.mean(fine.along(rough)), within(1e-6));
    }
}
