package org.evalgap.explain;

import java.util.Arrays;
import org.evalgap.internal.kernel.Normal;

/** The continuous ranked probability score of a forecast, E|X − y| − ½ E|X − X′|: the lower the better (Gneiting and Raftery 2007). */
public final class Crps {
    private Crps() {}

    /** Of draws, in any order. */
    public static double ofDraws(double[] draws, double y) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double distance = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            distance += Math.abs(sorted[i] - y);
            spread += sorted[i] * (2.0 * i - n + 1);
        }
        return distance / n - spread / n / n;
    }

    /** Of a normal distribution (their equation 21). */
    public static double ofNormal(double mean, double deviation, double y) {
        double z = (y - mean) / deviation;
        return deviation * (z * (2 * Normal.cdf(z) - 1) + 2 * Normal.density(z) - 1 / Math.sqrt(Math.PI));
    }
}
