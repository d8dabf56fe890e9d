package org.evalgap.goodhart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.evalgap.goodhart.GoodhartFit.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoodhartFitTest {
    private static final double[] DISTANCE = {0, 0.1, 0.3, 0.4, 0.7, 1.1, 1.6, 2.5};

    private static double lost(Shape shape, double d) {
        return d == 0 ? 0 : shape == Shape.LINEAR ? d * d : d * Math.log(d);
    }

    @ParameterizedTest
    @EnumSource
    void pointsOnAShapeGiveItsCoefficients(Shape shape) {
        double[] gain = Arrays.stream(DISTANCE)
                .map(d -> 0.3 * d - 0.12 * lost(shape, d))
                .toArray();
        GoodhartFit fit = GoodhartFit.of(shape, DISTANCE, gain).orElseThrow();
        assertThat(fit.alpha()).isCloseTo(0.3, within(1e-13));
        assertThat(fit.beta()).isCloseTo(0.12, within(1e-13));
        assertThat(fit.determination()).isCloseTo(1, within(1e-13));
        for (int i = 0; i < DISTANCE.length; i++) {
            assertThat(fit.at(DISTANCE[i])).isCloseTo(gain[i], within(1e-13));
        }
    }

    /** Oracle: the normal equations of two unknowns by Cramer's rule. */
    @ParameterizedTest
    @EnumSource
    void otherPointsGiveTheLeastSquaresFit(Shape shape) {
        double[] gain = {0, 0.02, 0.09, 0.05, 0.2, 0.1, 0.15, -0.2};
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double ay = 0;
        double by = 0;
        for (int i = 1; i < gain.length; i++) {
            double a = DISTANCE[i];
            double b = -lost(shape, a);
            aa += a * a;
            ab += a * b;
            bb += b * b;
            ay += a * gain[i];
            by += b * gain[i];
        }
        double alpha = (ay * bb - by * ab) / (aa * bb - ab * ab);
        double beta = (by * aa - ay * ab) / (aa * bb - ab * ab);
        double mean = Arrays.stream(gain).skip(1).average().orElseThrow();
        double residual = 0;
        double total = 0;
        for (int i = 1; i < gain.length; i++) {
            residual += Math.pow(gain[i] - alpha * DISTANCE[i] + beta * lost(shape, DISTANCE[i]), 2);
            total += Math.pow(gain[i] - mean, 2);
        }
        GoodhartFit fit = GoodhartFit.of(shape, DISTANCE, gain).orElseThrow();
        assertThat(fit.alpha()).isCloseTo(alpha, within(1e-12));
        assertThat(fit.beta()).isCloseTo(beta, within(1e-12));
        assertThat(fit.determination()).isCloseTo(1 - residual / total, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void thePeakIsTheHighestPointOfTheShape(Shape shape) {
        GoodhartFit fit = new GoodhartFit(shape, 0.3, 0.12, 1);
        double peak = fit.peak().orElseThrow();
        assertThat(fit.at(peak)).isGreaterThan(fit.at(peak * 0.99)).isGreaterThan(fit.at(peak * 1.01));
        assertThat(new GoodhartFit(shape, 0.3, -0.1, 1).peak()).isEmpty();
        assertThat(new GoodhartFit(shape, 0.3, 0, 1).peak()).isEmpty();
    }

    @Test
    void aLinearShapeThatFallsFromTheStartHasNoPeak() {
        assertThat(new GoodhartFit(Shape.LINEAR, -0.1, 0.1, 1).peak()).isEmpty();
        assertThat(new GoodhartFit(Shape.LINEAR, 0, 0.1, 1).peak()).isEmpty();
        assertThat(new GoodhartFit(Shape.LOGARITHMIC, -0.1, 0.1, 1).peak()).isPresent();
    }

    @Test
    void twoDistancesAreTooFew() {
        assertThat(GoodhartFit.of(Shape.LINEAR, new double[] {0, 0.5, 0.5, 1}, new double[4]))
                .isEmpty();
        assertThat(GoodhartFit.of(Shape.LOGARITHMIC, new double[0], new double[0]))
                .isEmpty();
        assertThat(GoodhartFit.of(Shape.LINEAR, DISTANCE, new double[8])
                        .orElseThrow()
                        .determination())
                .isNaN();
    }

    @Test
    void numbersOutsideTheirRangesAreRefused() {
        double[] three = {0.1, 0.2, 0.3};
        assertThatThrownBy(() -> GoodhartFit.of(Shape.LINEAR, three, new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gains must be as many as distances = 3: 2");
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> GoodhartFit.of(Shape.LINEAR, new double[] {0.1, bad, 0.3}, three))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(" at point 1");
        }
        assertThatThrownBy(() -> GoodhartFit.of(Shape.LINEAR, three, new double[] {0.1, 0.2, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN at point 2");
    }
}
