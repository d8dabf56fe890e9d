package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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

    /** The gain in logits of one environment after each of some ascending lengths. */
    private static double[] explicit(double tolerance, double start, double... lengths) {
        FlowBundle flow = new FlowBundle();
        double[][] w = new double[lengths.length][1];
        double[] u = {start};
        flow.begin(new Drive(0, 0, 0, 1), u, u, new double[1], lengths, w, lengths.length, 1, tolerance);
        while (!flow.done()) {
            flow.response()[0] = flow.drive()[0];
            flow.advance();
        }
        return Arrays.stream(w).mapToDouble(each -> each[0]).toArray();
    }

    /**
     * One step of a given span, whatever it errs: beside the environment that is looked at there is one that learns alone and so fast
     * that it limits the first step to the span.
     */
    private static ExplicitFlow step(double start, double span) {
        double[] u = {start, 0};
        double haste = 4 * ExplicitFlow.FIRST_MOVE / length(span);
        ExplicitFlow flow = new ExplicitFlow();
        flow.begin(new Drive(0, 0, 0, 1), u, u, new double[2], 2, ANYTHING);
        for (int stage = 0; stage < DormandPrince.STAGES; stage++) {
            flow.response()[0] = flow.drive()[0];
            flow.response()[1] = haste * flow.drive()[1];
            flow.advance();
        }
        assertThat(flow.covers(length(span * (1 - 1e-12)))).isTrue();
        assertThat(flow.covers(length(span * (1 + 1e-12)))).isFalse();
        return flow;
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
        double span = 0.8;
        double first = Math.abs(step(start, span).state()[0] - exact(start, length(span)));
        double half = Math.abs(step(start, span / 2).state()[0] - exact(start, length(span / 2)));
        assertThat(Math.log(first / half) / Math.log(2))
                .as("errors %s %s", first, half)
                .isBetween(7.9, 10.5);
    }

    /** Logits of order 5 at least and the integral over them: within a step the error falls as h⁷ or faster. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.5, 0.7, 0.9, 1})
    void withinAStepWeightsAreOfOrderSixOrMore(double part) {
        double start = -0.7;
        double span = 3.2;
        double first = errorWithin(start, span, part);
        double half = errorWithin(start, span / 2, part);
        assertThat(Math.log(first / half) / Math.log(2))
                .as("errors %s %s", first, half)
                .isGreaterThan(6.9);
    }

    private static double errorWithin(double start, double span, double part) {
        double[] w = new double[2];
        double end = length(part * span);
        step(start, span).weights(end, w);
        return Math.abs(start + w[0] - exact(start, end));
    }

    /** From ends early in the first step to ends in the thirtieth. */
    @ParameterizedTest
    @ValueSource(doubles = {-8, -2, 0, 1.5, 6})
    void everyLengthIsReachedAlike(double start) {
        double[] lengths = new double[400];
        Arrays.setAll(lengths, i -> StrictMath.exp(-7 + 0.05 * i));
        double[] gains = explicit(1e-8, start, lengths);
        for (int i = 0; i < lengths.length; i++) {
            double expected = exact(start, lengths[i]) - start;
            assertThat(gains[i]).as("length %s", lengths[i]).isCloseTo(expected, within(1e-7 * expected + 1e-13));
        }
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
            assertThat(start + explicit(1e-8, start, length)[0])
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
        assertThat(explicit(1e-8, 0.5, 0)[0]).isZero();
    }

    private static FlowBundle coupled(FlowBundle flow, int n, double[] lengths, double[][] out) {
        double[] u = new double[n];
        Arrays.setAll(u, i -> 0.3 * (i % 5) - 0.7);
        flow.begin(new Drive(0.3, 0.5, 0.1, 7), u, u, new double[n], lengths, out, lengths.length, n, 1e-8);
        while (!flow.done()) {
            double sum = Vectors.sum(flow.drive(), n);
            for (int i = 0; i < n; i++) {
                flow.response()[i] = flow.drive()[i] + 0.1 * sum;
            }
            flow.advance();
        }
        return flow;
    }

    /** What one flow computes must not depend on company, or on the buffers that another, larger one left behind. */
    @Test
    void aFlowHasTheSameBitsAloneOrInCompany() {
        double[] lengths = {0, 1e-320, 1e-9, 0.01, 0.5, 0.5, 1, 2, 3, 10, 10.1, 300, 1e5};
        double[][] together = new double[lengths.length][9];
        FlowBundle flow = coupled(new FlowBundle(), 9, lengths, together);
        int products = flow.evaluations();
        coupled(flow, 20, new double[] {5}, new double[1][20]);
        for (int i = 0; i < lengths.length; i++) {
            double[][] alone = new double[1][9];
            coupled(flow, 9, new double[] {lengths[i]}, alone);
            assertThat(alone[0]).as("length %s", lengths[i]).containsExactly(together[i]);
        }
        assertThat(flow.evaluations()).as("the others cost no product").isEqualTo(products);
    }

    /** Success 10⁻⁶⁰⁰⁰ at the start: nothing learns, and the first step is as long as steps get. */
    @Test
    void whereNothingMovesTheFlowEnds() {
        FlowBundle flow = new FlowBundle();
        double[][] w = {{0}, {0}};
        double[] u = {-40};
        flow.begin(new Drive(0, 0, 0, 1000), u, u, new double[1], new double[] {1, 1e12}, w, 2, 1, 1e-8);
        while (!flow.done()) {
            flow.response()[0] = flow.drive()[0];
            flow.advance();
        }
        assertThat(w[0][0]).isZero();
        assertThat(w[1][0]).isZero();
    }
}
