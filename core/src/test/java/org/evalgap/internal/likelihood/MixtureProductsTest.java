package org.evalgap.internal.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Products of mixtures by the plain sum over nodes, one column at a time. */
class MixtureProductsTest {
    private static final double[] SHARE = {0.1, 0.4, 0.5, 0.8, 0.9};
    private static final double[] REST = {0.9, 0.6, 0.5, 0.2, 0.1};
    private static final double[][] GIVEN = {{0.5, 0.1}, {0.2, 0.2}, {0.1, 0.2}, {0.1, 0.2}, {0.1, 0.3}};

    private static double mixture(int node, double low, double high) {
        return SHARE[node] * high + REST[node] * low;
    }

    @Test
    void expectationsAreSumsOverNodesOfProducts() {
        MixtureProducts products = new MixtureProducts(SHARE, REST, GIVEN, 3);
        double[] low = {1, 0.2, 0.7};
        double[] high = {0.3, 1, 0.01};
        products.clear();
        products.multiply(low, high, 3);
        products.multiply(high, low, 2);
        products.expect();
        for (int c = 0; c < 3; c++) {
            for (int s = 0; s < 2; s++) {
                double expected = 0;
                for (int q = 0; q < SHARE.length; q++) {
                    double second = c < 2 ? mixture(q, high[c], low[c]) : 1;
                    expected += GIVEN[q][s] * mixture(q, low[c], high[c]) * second;
                }
                assertThat(products.expected(s, c)).isCloseTo(expected, within(1e-15));
            }
            assertThat(products.log(c)).isZero();
        }
        assertThat(products.product(3, 2)).isCloseTo(0.8 * 0.01 + 0.2 * 0.7, within(1e-16));
    }

    @Test
    void clearedProductsForgetWhatTheyWere() {
        MixtureProducts products = new MixtureProducts(SHARE, REST, GIVEN, 2);
        double[] expected = new double[2];
        for (int time = 0; time < 2; time++) {
            products.clear();
            products.multiply(new double[] {1e-120, 0.2}, new double[] {1e-120, 0.6}, 2);
            products.expect();
            double small = Math.log(products.expected(0, 0)) + products.log(0);
            assertThat(small).isCloseTo(-120 * Math.log(10), within(1e-9));
            expected[time] = products.expected(1, 1);
        }
        // Under the second distribution the mean of π is 0.62: 0.2 + 0.62 × 0.4.
        assertThat(expected[0]).isCloseTo(0.448, within(1e-15));
        assertThat(expected[1]).isEqualTo(expected[0]);
    }

    /** Forty factors of 1e-30 are 1e-1200; they are the same at every node, so that their expectation is their product. */
    @Test
    void whatBecomesSmallIsDividedAndItsLogarithmKept() {
        MixtureProducts products = new MixtureProducts(SHARE, REST, GIVEN, 2);
        products.clear();
        for (int i = 0; i < 40; i++) {
            products.multiply(new double[] {1e-30, 1}, new double[] {1e-30, 1}, 2);
            products.addLog(0, 0.5);
        }
        products.expect();
        double log = Math.log(products.expected(1, 0)) + products.log(0);
        assertThat(log).isCloseTo(20 - 1200 * Math.log(10), within(1e-9));
        assertThat(products.expected(1, 1)).isCloseTo(1, within(1e-14));
        assertThat(products.log(1)).isZero();
    }
}
