package org.evalgap.sensitivity;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A function with the indices that it is known to have. */
record Known(List<Input> inputs, ToDoubleFunction<double[]> function, double[] first, double[] total) {
    SobolAnalysis analysis() {
        return SobolAnalysis.of(inputs, function).withThreads(1);
    }

    double truth(int index) {
        return index < first.length ? first[index] : total[index - first.length];
    }

    /**
     * Ishigami, Homma (1990): sin x₁ + 7 sin² x₂ + x₃⁴ sin x₁ / 10 on (−π, π)³. With a = 7 and b = 0.1: V = a²/8 + bπ⁴/5 +
     * b²π⁸/18 + 1/2, V₁ = (1 + bπ⁴/5)²/2, V₂ = a²/8, V₁₃ = 8b²π⁸/225, all others 0.
     */
    static Known ishigami() {
        double p4 = StrictMath.pow(Math.PI, 4);
        double v1 = StrictMath.pow(1 + 0.1 * p4 / 5, 2) / 2;
        double v2 = 49.0 / 8;
        double v13 = 8 * 0.01 * p4 * p4 / 225;
        double v = v1 + v2 + v13;
        List<Input> inputs = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> Input.uniform("x" + i, -Math.PI, Math.PI))
                .toList();
        return new Known(
                inputs,
                x -> {
                    double s2 = StrictMath.sin(x[1]);
                    return StrictMath.sin(x[0]) * (1 + 0.1 * x[2] * x[2] * x[2] * x[2]) + 7 * s2 * s2;
                },
                new double[] {v1 / v, v2 / v, 0},
                new double[] {(v1 + v13) / v, v2 / v, v13 / v});
    }

    /** Sobol' (1993): the product of (|4x_i − 2| + a_i)/(1 + a_i) on the unit cube; V_i = 1/(3(1 + a_i)²), 1 + V = Π(1 + V_i). */
    static Known product(double... a) {
        double[] part = Arrays.stream(a).map(x -> 1 / (3 * (1 + x) * (1 + x))).toArray();
        double all = Arrays.stream(part).map(x -> 1 + x).reduce(1, (x, y) -> x * y);
        List<Input> inputs =
                IntStream.range(0, a.length).mapToObj(i -> Input.unit("x" + i)).toList();
        return new Known(
                inputs,
                x -> {
                    double f = 1;
                    for (int i = 0; i < a.length; i++) {
                        f *= (Math.abs(4 * x[i] - 2) + a[i]) / (1 + a[i]);
                    }
                    return f;
                },
                Arrays.stream(part).map(x -> x / (all - 1)).toArray(),
                Arrays.stream(part).map(x -> x * all / (1 + x) / (all - 1)).toArray());
    }
}
