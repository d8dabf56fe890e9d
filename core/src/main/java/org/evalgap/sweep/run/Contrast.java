package org.evalgap.sweep.run;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Moments;
import org.evalgap.measure.Score;

/**
 * How a point differs from its baseline. All points of a sweep have the same replicates (common random numbers), so that most luck
 * is in both and cancels from the differences d_r of single replicates:
 *
 * <p>paired standard error² = Σ (d_r − d̄)² / (n (n − 1)); unpaired standard error² = the sum of both means' squared standard
 * errors; variance saved = unpaired / paired variance, as many times the replicates would be needed without common numbers.
 *
 * <p>Everything is computed from single replicates and merged in the order of blocks; it does not depend on threads, nor on which
 * blocks of the point were known. Not for {@link Measure#TRANSFER}, a ratio of means whose difference is no mean: NaN. Immutable.
 */
public final class Contrast {
    private static final Difference NONE = new Difference(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    private final long baseline;
    private final PairedMoments all;
    private final boolean adjusting;

    Contrast(long baseline, List<PairedMoments> blocks) {
        this(baseline, new PairedMoments(new Moments(), new Moments(), new Moments()), false);
        blocks.forEach(all::merge);
    }

    /**
     * A difference of means.
     *
     * @param value the point's mean minus the baseline's; NaN where the measure was not computed or the baseline failed
     * @param standardError its Monte Carlo standard error, replicates being paired; 0 for the baseline itself, NaN for a single
     *     replicate
     * @param unpairedStandardError what it would be if the two had replicates of their own
     * @param varianceSaved the ratio of the squares of the latter and the former; at least 0, above 1 where common random numbers
     *     help, NaN where both are the same in every replicate
     */
    public record Difference(double value, double standardError, double unpairedStandardError, double varianceSaved) {}

    private Contrast(long baseline, PairedMoments all, boolean adjusting) {
        this.baseline = baseline;
        this.all = all;
        this.adjusting = adjusting;
    }

    /**
     * The same pairs with differences that are adjusted for luck: for what is left of it in the difference. What the two would be
     * unpaired is adjusted too.
     *
     * @return the adjusted contrast; differences that cannot be adjusted are as before
     */
    public Contrast adjusted() {
        return new Contrast(baseline, all, true);
    }

    private Difference difference(ToDoubleFunction<Moments> mean, ToDoubleFunction<Moments> error) {
        double paired = error.applyAsDouble(all.difference());
        double own = error.applyAsDouble(all.own());
        double other = error.applyAsDouble(all.baseline());
        double unpaired = own * own + other * other;
        double saved = paired > 0 ? unpaired / (paired * paired) : Double.NaN;
        return new Difference(mean.applyAsDouble(all.difference()), paired, Math.sqrt(unpaired), saved);
    }

    /**
     * The index of the baseline.
     *
     * @return a point of the plan, perhaps the same
     */
    public long baseline() {
        return baseline;
    }

    /**
     * How many pairs of replicates there are.
     *
     * @return the number, at least 1
     */
    public long replicates() {
        return all.difference().count();
    }

    /**
     * The difference of a measure.
     *
     * @param measure which
     * @return the difference; all NaN for {@link Measure#TRANSFER}
     */
    public Difference of(Measure measure) {
        if (measure == Measure.TRANSFER) {
            return NONE;
        }
        return adjusting
                ? difference(
                        moments -> moments.adjustedMean(measure), moments -> moments.adjustedStandardError(measure))
                : difference(moments -> moments.mean(measure), moments -> moments.standardError(measure));
    }

    /**
     * The difference of a gain.
     *
     * @param score which
     * @return the difference
     */
    public Difference ofGain(Score score) {
        return adjusting
                ? difference(
                        moments -> moments.adjustedGain(score), moments -> moments.adjustedGainStandardError(score))
                : difference(moments -> moments.gain(score), moments -> moments.gainStandardError(score));
    }
}
