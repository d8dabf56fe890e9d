package org.evalgap.audit;

import java.util.Arrays;
import org.evalgap.internal.audit.Grades;
import org.evalgap.measure.Measure;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.jspecify.annotations.Nullable;

/** Percentile bootstrap over items: every set is drawn anew, with replacement, from itself. */
final class Resampling {
    private final AuditSpec spec;

    Resampling(AuditSpec spec) {
        this.spec = spec;
    }

    @Nullable
    Bounds[] bounds(Grades grades, double[][] weights) {
        double[][] samples = new double[Measure.count()][spec.resamples()];
        draw(grades, weights, 0, spec.resamples(), samples);
        Bounds[] bounds = new Bounds[samples.length];
        for (int k = 0; k < bounds.length; k++) {
            bounds[k] = percentiles(samples[k], spec.level());
        }
        return bounds;
    }

    /** Writes measures of resamples [from, from + count). */
    void draw(Grades grades, double[][] weights, int from, int count, double[][] out) {
        for (int r = from; r < from + count; r++) {
            double[] values = grades.values(redraw(weights, r));
            for (int k = 0; k < values.length; k++) {
                out[k][r] = values[k];
            }
            if (r % 50 == 49) {
                spec.progress().at("intervals", (r + 1.0) / spec.resamples());
            }
        }
    }

    /** Weights times how often an item is drawn. A draw of items without weight is drawn again, from further on. */
    private double[][] redraw(double[][] weights, int resample) {
        double[][] drawn = new double[weights.length][];
        for (int set = 0; set < weights.length; set++) {
            RandomStream stream = RandomStream.of(spec.seed(), resample, Purpose.BOOTSTRAP, 0, 0, set);
            drawn[set] = counts(stream, weights[set]);
        }
        return drawn;
    }

    static double[] counts(RandomStream stream, double[] weight) {
        int n = weight.length;
        double[] drawn = new double[n];
        double total = 0;
        for (long index = 0; n > 0 && (index < n || total == 0); index++) {
            int i = (int) (stream.uniform(index) * n);
            drawn[i] += weight[i];
            total += weight[i];
        }
        return drawn;
    }

    /** The interval of a sample; null where it is empty, has no value or does not vary. */
    static @Nullable Bounds percentiles(double[] sample, double level) {
        if (sample.length == 0) {
            return null;
        }
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        if (Double.isNaN(sorted[sorted.length - 1]) || sorted[0] == sorted[sorted.length - 1]) {
            return null;
        }
        double tail = (1 - level) / 2;
        return new Bounds(quantile(sorted, tail), quantile(sorted, 1 - tail), level);
    }

    /** Linear between order statistics, as most programs do (Hyndman and Fan 1996, definition 7). */
    static double quantile(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
