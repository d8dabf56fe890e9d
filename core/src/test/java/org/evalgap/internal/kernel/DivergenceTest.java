package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Oracle: the derivative of KL(Bern(σ(u)) ‖ Bern(σ(u₀))) in u is (u − u₀) q (1 − q), so that the divergence is the integral
 * of (t − u₀) σ'(t) from u₀ to u: positive terms only, nothing cancels. Gauss–Legendre quadrature on panels of at most half
 * a logit is exact to rounding.
 */
class DivergenceTest {
    private static double quadrature(double u, double start) {
        int panels = Math.max(1, (int) Math.ceil(2 * Math.abs(u - start)));
        double width = (u - start) / panels;
        double sum = 0;
        for (int k = 0; k < panels; k++) {
            double from = start + k * width;
            GaussIntegrator gauss = new GaussIntegratorFactory()
                    .legendre(10, Math.min(from, from + width), Math.max(from, from + width));
            sum += Math.abs(gauss.integrate(t -> (t - start) * Twins.sigmoid(t) * Twins.sigmoid(-t)));
        }
        return sum;
    }

    private static double divergence(double u, double start) {
        return Divergence.mean(new double[] {u}, new double[] {start}, new double[1], 1);
    }

    @Test
    void theDivergenceIsTheIntegralOfItsDerivative() {
        for (double start : new double[] {-15, -8, -3, -1, 0, 0.5, 2, 6, 15}) {
            for (double move :
                    new double[] {-9, -1, -0.1, -2.1e-3, -1e-3, -1e-6, 1e-6, 1e-4, 1.9e-3, 2.1e-3, 0.01, 0.3, 2, 12}) {
                double expected = quadrature(start + move, start);
                assertThat(divergence(start + move, start))
                        .as("from %s by %s", start, move)
                        .isCloseTo(expected, within(RELATIVE * expected + ABSOLUTE));
            }
        }
    }

    private static final double RELATIVE = 1e-8;
    private static final double ABSOLUTE = 1e-15;

    @Test
    void withoutAMoveItIsZeroAndItIsNeverNegative() {
        for (double start : new double[] {-200, -40, -10, 0, 3, 39, 200}) {
            assertThat(divergence(start, start)).isEqualTo(0);
            for (double move : new double[] {-60, -3e-3, -1e-9, 1e-12, 3e-3, 60, 300}) {
                assertThat(divergence(start + move, start)).isFinite().isNotNegative();
            }
        }
    }

    @Test
    void severalEnvironmentsCountAlike() {
        double[] u = {1, 2, 3, -1, 0.5};
        double[] start = {0, 2.5, -1, -1, 0.4999};
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += divergence(u[i], start[i]);
        }
        assertThat(Divergence.mean(u, start, new double[5], 5)).isCloseTo(sum / 5, within(1e-16));
    }
}
