package org.evalgap.sensitivity;

import java.util.Arrays;
import java.util.List;

/** A function of typed inputs. */
record FunctionResponse(List<Input> parts, int replicates, NoisyFunction function) implements Response {
    @Override
    public List<String> inputs() {
        return parts.stream().map(Input::name).toList();
    }

    @Override
    public List<String> outputs() {
        return List.of("value");
    }

    @Override
    public double[][][] evaluate(double[][] points, long seed) {
        double[][] values = new double[replicates][points.length];
        double[] inputs = new double[parts.size()];
        for (int p = 0; p < points.length; p++) {
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = parts.get(i).value(points[p][i]);
            }
            for (int r = 0; r < replicates; r++) {
                values[r][p] = function.value(inputs, seed, r);
                if (!Double.isFinite(values[r][p])) {
                    throw new IllegalArgumentException("the function must be finite everywhere; it is " + values[r][p]
                            + " at " + Arrays.toString(inputs));
                }
            }
        }
        return new double[][][] {values};
    }
}
