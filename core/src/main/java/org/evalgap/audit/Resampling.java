package org.evalgap.audit;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.evalgap.internal.audit.Crowd;
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
        AtomicInteger done = new AtomicInteger();
        Thread caller = Thread.currentThread();
        Crowd.each(count, spec.threads(), () -> weights, (own, k) -> {
            double[] values = grades.values(redraw(own, from + k));
            for (int measure = 0; measure < values.length; measure++) {
                out[measure][from + k] = values[measure];
            }
            int so = done.incrementAndGet();
            if (Thread.currentThread() == caller) {
                spec.progress().at("intervals", (double) so / count);
            }
        });
    }

    /** Weights times how often an item is drawn. A draw of items without weight is drawn again, from further on. */
    double[][] redraw(double[][] weights, int resample) {
        double[][] drawn = new double[weights.length][];
        for (int set = 0; set < weights.length; set++) {
            drawn[set] = counts(stream(resample, set), weights[set]);
        }
        return drawn;
    }

    /** The interval of a mean over the items of a set; null where there is none. */
    @Nullable
    Bounds ofMean(double[] x, int set, double[] weight) {
        double[] sample = new double[spec.resamples()];
        Crowd.each(
                sample.length,
                spec.threads(),
                () -> weight,
                (own, r) -> sample[r] = mean(x, counts(stream(r, set), own)));
        return percentiles(sample, spec.level());
    }

    /** The mean by weights. */
    static double mean(double[] x, double[] weight) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            sum = Math.fma(weight[i], x[i], sum);
            total += weight[i];
        }
        return sum / total;
    }

    private RandomStream stream(int resample, int set) {
        return RandomStream.of(spec.seed(), resample, Purpose.BOOTSTRAP, 0, 0, set);
    }

    static double[] counts(RandomStream stream, double[] weight) {
        return counts(stream, weight, weight);
    }

    /** How often each unit of a set is drawn, the items of units that are items as in {@link #redraw}. */
    double[] times(int resample, int set, double[] weight) {
        double[] once = new double[weight.length];
        Arrays.fill(once, 1);
        return counts(stream(resample, set), weight, once);
    }

    private static double[] counts(RandomStream stream, double[] weight, double[] each) {
        int n = weight.length;
        double[] drawn = new double[n];
        double total = 0;
        for (long index = 0; n > 0 && (index < n || total == 0); index++) {
            int i = (int) (stream.uniform(index) * n);
            drawn[i] += each[i];
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

    /** NaN if one of the sample is. */
    static double median(double[] sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        return Double.isNaN(sorted[sorted.length - 1]) ? Double.NaN : quantile(sorted, 0.5);
    }

    /** Linear between order statistics, as most programs do (Hyndman and Fan 1996, definition 7). */
    static double quantile(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
