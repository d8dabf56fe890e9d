package org.evalgap.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The step-up procedure that keeps the expected share of false discoveries below a level.
 *
 * <p>Source: Benjamini, Hochberg (1995), "Controlling the false discovery rate", Journal of the Royal Statistical Society B
 * 57, doi:10.1111/j.2517-6161.1995.tb02031.x.
 */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /**
     * The least level at which each hypothesis is a discovery.
     *
     * @param pValues p-values, in {@code [0, 1]}
     * @param tested which of them count, one entry a p-value
     * @return q-values, in {@code [0, 1]}; NaN for what is not tested
     */
    public static double[] qValues(double[] pValues, boolean[] tested) {
        int[] order = IntStream.range(0, pValues.length)
                .filter(i -> tested[i])
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] out = new double[pValues.length];
        Arrays.fill(out, Double.NaN);
        double least = 1;
        for (int rank = order.length; rank >= 1; rank--) {
            least = Math.min(least, pValues[order[rank - 1]] * order.length / rank);
            out[order[rank - 1]] = least;
        }
        return out;
    }
}
