package org.evalgap.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward and backward pass against a plain twin and against central differences. */
class PassesTest {
    /** Sums of at most 260 terms in another order, each rounded at 1e-16 of the largest. */
    private static final double ROUNDING = 1e-13;

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(1, 1, 1),
                Arguments.of(1, 2, 3),
                Arguments.of(3, 4, 5),
                Arguments.of(7, 5, 8),
                Arguments.of(8, 16, 32),
                Arguments.of(9, 17, 33),
                Arguments.of(24, 31, 63),
                Arguments.of(24, 33, 207),
                Arguments.of(24, 64, 255),
                Arguments.of(24, 64, 256),
                Arguments.of(32, 65, 256),
                Arguments.of(5, 100, 71));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void outputsHaveTheBitsOfThePlainTwin(int inputs, int width, int tasks) {
        Random random = new Random(inputs + 100L * width + tasks);
        Weights w = PlainPerceptron.random(random, inputs, width);
        double[][] x = PlainPerceptron.inputs(random, tasks, inputs);
        Workspace space = new Workspace(inputs, width);
        PlainPerceptron.load(x, space);
        double[] out = new double[Rows.room(Workspace.TILE)];
        new Forward(space).pass(w, tasks, out);
        for (int b = 0; b < tasks; b++) {
            assertThat(out[b]).as("task %d", b).isEqualTo(PlainPerceptron.output(w, x[b]));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gradientsAgreeWithThePlainTwin(int inputs, int width, int tasks) {
        Random random = new Random(1 + inputs + 100L * width + tasks);
        Weights w = PlainPerceptron.random(random, inputs, width);
        Workspace space = new Workspace(inputs, width);
        Forward forward = new Forward(space);
        Backward backward = new Backward(space);
        Weights gradient = new Weights(inputs, width);
        // Twice with the same buffers, the second time with fewer tasks: nothing may be left of the first.
        for (int n : new int[] {tasks, Math.max(1, tasks - 3)}) {
            Weights expected = new Weights(inputs, width);
            backward.begin(w);
            for (int tile = 0; tile < 2; tile++) {
                double[][] x = PlainPerceptron.inputs(random, n, inputs);
                double[] coefficient = new double[Rows.room(Workspace.TILE)];
                for (int b = 0; b < n; b++) {
                    coefficient[b] = random.nextGaussian();
                    PlainPerceptron.addGradient(w, x[b], coefficient[b], expected);
                }
                PlainPerceptron.load(x, space);
                forward.pass(w, n, new double[Rows.room(Workspace.TILE)]);
                backward.add(coefficient, n);
            }
            backward.finish(w, gradient);
            assertThat(greatestDifference(gradient, expected)).isLessThan(ROUNDING * n * width);
        }
    }

    private static double greatestDifference(Weights a, Weights b) {
        return IntStream.range(0, a.rows().length)
                .mapToDouble(i -> IntStream.range(0, a.rows()[i].length)
                        .mapToDouble(k -> Math.abs(a.rows()[i][k] - b.rows()[i][k]))
                        .max()
                        .orElse(0))
                .max()
                .orElse(0);
    }

    /** Oracle 1 of the model, §13: central differences, away from kinks. */
    @Test
    void gradientsAreCentralDifferences() {
        Random random = new Random(7);
        int inputs = 6;
        int width = 12;
        int tasks = 40;
        double step = 1e-4;
        Weights w = PlainPerceptron.random(random, inputs, width);
        double[][] x = PlainPerceptron.inputs(random, tasks, inputs);
        int compared = 0;
        for (int b = 0; b < tasks; b++) {
            Weights gradient = gradient(w, x[b]);
            for (int i = 0; i < w.rows().length; i++) {
                int places = i < width ? inputs + 1 : width + 1;
                for (int k = 0; k < places; k++) {
                    Weights up = moved(w, i, k, step);
                    Weights down = moved(w, i, k, -step);
                    if (sameActivity(up, down, x[b])) {
                        double slope =
                                (PlainPerceptron.output(up, x[b]) - PlainPerceptron.output(down, x[b])) / (2 * step);
                        // Between kinks the output is linear in one weight: all that is left is rounding, 1e-16/1e-4.
                        double tolerance = 1e-6 * Math.max(Math.abs(slope), 1e-5);
                        assertThat(Math.abs(gradient.rows()[i][k] - slope)).isLessThan(tolerance);
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).as("weights that are not at a kink").isGreaterThan(9_000);
    }

    private static Weights gradient(Weights w, double[] x) {
        Workspace space = new Workspace(w.inputs, w.width);
        PlainPerceptron.load(new double[][] {x}, space);
        double[] coefficient = new double[Rows.room(Workspace.TILE)];
        new Forward(space).pass(w, 1, new double[Rows.room(Workspace.TILE)]);
        Backward backward = new Backward(space);
        coefficient[0] = 1;
        backward.begin(w);
        backward.add(coefficient, 1);
        Weights gradient = new Weights(w.inputs, w.width);
        backward.finish(w, gradient);
        return gradient;
    }

    private static Weights moved(Weights w, int row, int place, double step) {
        Weights moved = new Weights(w.inputs, w.width);
        moved.copy(w);
        moved.rows()[row][place] += step;
        return moved;
    }

    private static boolean sameActivity(Weights a, Weights b, double[] x) {
        double[] first = PlainPerceptron.layer(a.first, x);
        double[] other = PlainPerceptron.layer(b.first, x);
        double[] second = PlainPerceptron.layer(a.second, PlainPerceptron.rectified(first));
        double[] another = PlainPerceptron.layer(b.second, PlainPerceptron.rectified(other));
        return IntStream.range(0, a.width)
                .allMatch(k -> first[k] > 0 == other[k] > 0 && second[k] > 0 == another[k] > 0);
    }

    /** The derivative at a kink is zero: a unit of weights zero neither learns nor hands anything back. */
    @Test
    void aUnitAtItsKinkDoesNotLearn() {
        Weights w = PlainPerceptron.random(new Random(3), 2, 2);
        java.util.Arrays.fill(w.first[1], 0);
        java.util.Arrays.fill(w.second[0], 0);
        w.second[1][2] = 5;
        Weights gradient = gradient(w, new double[] {0.3, -0.2});
        assertThat(gradient.first[1]).containsOnly(0);
        assertThat(gradient.second[0]).containsOnly(0);
        assertThat(gradient.last[0]).isZero();
        assertThat(gradient.last[1]).isPositive();
    }
}
