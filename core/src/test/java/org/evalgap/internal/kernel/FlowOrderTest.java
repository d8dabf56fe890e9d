package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Oracle: one environment with H = 1 obeys du/dτ = k q(1 − q) = k/(2 + 2 cosh u), so that F(u) = 2u + 2 sinh u grows by kτ;
 * F is inverted to rounding. With a tolerance that accepts anything the solvers take a single step, whose
 * error must fall with the order of the method: a wrong coefficient shows at once.
 */
class FlowOrderTest {
    private static final double ANYTHING = 1e9;

    /** Bisection, which cannot overshoot where sinh is steep. */
    private static double exact(double start, double growth) {
        double wanted = 2 * start + 2 * StrictMath.sinh(start) + growth;
        double low = start;
        double high = 60;
        for (int i = 0; i < 80; i++) {
            double middle = low + (high - low) / 2;
            if (2 * middle + 2 * StrictMath.sinh(middle) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double explicit(double tolerance, double start, double length) {
        ExplicitFlow flow = new ExplicitFlow();
        double[] w = {0};
        flow.begin(new Drive(0, 0, 0, 1), new double[] {start}, new double[] {start}, w, length, 1, tolerance);
        while (!flow.done()) {
            flow.response()[0] = flow.drive()[0];
            flow.advance();
        }
        assertThat(start + w[0]).isCloseTo(flow.state()[0], within(1e-12 * (1 + Math.abs(start) + w[0])));
        return flow.state()[0];
    }

    private static double implicit(double tolerance, double start, double length, double kernel) {
        double[] w = {0};
        new ImplicitFlow()
                .integrate(
                        new Drive(0, 0, 0, 1),
                        new double[] {start},
                        new double[] {start},
                        w,
                        length,
                        new double[][] {{kernel}},
                        1,
                        tolerance);
        return start + kernel * w[0];
    }

    /** λ of the method's own time s = ln(1 + λτ)/λ, in which steps are equal. */
    private static final double BEND = 0.3;

    private static double length(double span) {
        return StrictMath.expm1(BEND * span) / BEND;
    }

    /** Spans h and h/2 of the method's time. A step of order 8 errs as h⁹: log₂ of the ratio is 9, give or take higher terms. */
    @Test
    void theExplicitMethodIsOfOrderEight() {
        double start = -0.7;
        double whole = 0.8;
        double first = Math.abs(explicit(ANYTHING, start, length(whole)) - exact(start, length(whole)));
        double half = Math.abs(explicit(ANYTHING, start, length(whole / 2)) - exact(start, length(whole / 2)));
        assertThat(Math.log(first / half) / Math.log(2))
                .as("errors %s %s", first, half)
                .isBetween(7.9, 10.5);
    }

    /** Steps up to a tenth of a logit; the local error of order 5 falls as h⁶. */
    @Test
    void theImplicitMethodIsOfOrderFive() {
        double start = -3;
        double slope = 1 / (2 + 2 * StrictMath.cosh(start));
        double whole = 0.1 / slope;
        double first = Math.abs(implicit(ANYTHING, start, whole, 1) - exact(start, whole));
        double half = Math.abs(implicit(ANYTHING, start, whole / 2, 1) - exact(start, whole / 2));
        assertThat(Math.log(first / half) / Math.log(2))
                .as("errors %s %s", first, half)
                .isBetween(4.9, 7.5);
    }

    /** Accumulated over a whole flow the error of the logits stays within 100 tolerances of 1e-8, at any budget. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.01, 1, 4, 100, 1e4, 1e6, 1e9, 1e12})
    void flowsReachTheClosedFormAtAnyBudget(double length) {
        for (double start : new double[] {-8, -2, 0, 1.5, 6}) {
            double expected = exact(start, length);
            assertThat(explicit(1e-8, start, length))
                    .as("explicit from %s", start)
                    .isCloseTo(expected, within(1e-6));
            if (length <= 1e6) {
                assertThat(implicit(1e-8, start, length, 1))
                        .as("implicit from %s", start)
                        .isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Test
    void aFlowOfNoLengthDoesNothing() {
        assertThat(explicit(1e-8, 0.5, 0)).isEqualTo(0.5);
    }

    /** What one flow computes must not depend on the buffers that another, larger one left behind. */
    @Test
    void solversAreReusedWithoutATrace() {
        ExplicitFlow flow = new ExplicitFlow();
        double[] w = new double[9];
        double[] u = new double[9];
        flow.begin(new Drive(0, 1, 0.1, 7), u, u, w, 50, 9, 1e-8);
        while (!flow.done()) {
            System.arraycopy(flow.drive(), 0, flow.response(), 0, 9);
            flow.advance();
        }
        double[] one = {0};
        flow.begin(new Drive(0, 0, 0, 1), new double[] {0.3}, new double[] {0.3}, one, 30, 1, 1e-8);
        while (!flow.done()) {
            flow.response()[0] = flow.drive()[0];
            flow.advance();
        }
        assertThat(flow.state()[0]).isEqualTo(explicit(1e-8, 0.3, 30));
    }
}
