package org.evalgap;

import java.util.OptionalDouble;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Moments;
import org.evalgap.measure.Score;
import org.evalgap.measure.Transfer;

/** Means over replicates with their Monte Carlo standard errors. Immutable. */
public final class Summary {
    private final Moments moments;
    private final boolean adjusting;

    /**
     * A summary of moments, which must not be changed afterwards.
     *
     * @param moments of at least one replicate
     */
    public Summary(Moments moments) {
        this(moments, false);
    }

    private Summary(Moments moments, boolean adjusting) {
        this.moments = moments;
        this.adjusting = adjusting;
    }

    /**
     * The same replicates with means that are adjusted for the luck of their draws, which is known as far as the draws' expectation
     * is: the same is estimated, with smaller standard errors. A mean that {@linkplain #isAdjusted cannot be adjusted} is as before.
     *
     * @return a summary whose means, gains and standard errors are adjusted
     */
    public Summary adjusted() {
        return new Summary(moments, true);
    }

    /**
     * How many replicates it takes until means can be adjusted for luck.
     *
     * @return at least {@value Moments#LEAST_ADJUSTED}; up to 96 with fewer than 48 environments
     */
    public long leastAdjusted() {
        return moments.leastAdjusted();
    }

    /**
     * Whether environments are so few that these replicates are not enough to adjust means for luck, though with more environments
     * they would be.
     *
     * @return true in an {@linkplain #adjusted() adjusted} summary of at least {@value Moments#LEAST_ADJUSTED} replicates, but fewer than
     *     {@link #leastAdjusted()}
     */
    public boolean lacksReplicates() {
        return adjusting && replicates() >= Moments.LEAST_ADJUSTED && replicates() < leastAdjusted();
    }

    /**
     * Whether a mean is adjusted for luck.
     *
     * @param measure which
     * @return true in an {@linkplain #adjusted() adjusted} summary of {@linkplain #leastAdjusted() enough} replicates whose luck in this
     *     measure is known
     */
    public boolean isAdjusted(Measure measure) {
        return adjusting && moments.isAdjusted(measure);
    }

    /**
     * Whether the mean gain of a score is adjusted for luck.
     *
     * @param score which
     * @return as {@link #isAdjusted(Measure)}
     */
    public boolean isAdjusted(Score score) {
        return adjusting && moments.isAdjusted(score);
    }

    /**
     * Whether a mean is not adjusted because its luck is not believed: it is more than six standard errors from what is to be expected.
     *
     * @param measure which
     * @return true in an {@linkplain #adjusted() adjusted} summary of {@linkplain #leastAdjusted() enough} replicates whose luck in this
     *     measure is known and not credible
     */
    public boolean doubtsLuck(Measure measure) {
        return adjusting && moments.doubtsLuck(measure);
    }

    /**
     * How many replicates there are.
     *
     * @return the number, at least 1
     */
    public long replicates() {
        return moments.count();
    }

    /**
     * Whether a measure was computed and is a number.
     *
     * @param measure which
     * @return true if {@link #mean} is a number
     */
    public boolean has(Measure measure) {
        return !Double.isNaN(moments.mean(measure));
    }

    /**
     * The mean of a measure; of {@code transfer} the ratio of the mean gains.
     *
     * @param measure which
     * @return the mean; NaN where it was not computed, or for {@code transfer} where the public score did not move
     */
    public double mean(Measure measure) {
        return adjusting ? moments.adjustedMean(measure) : moments.mean(measure);
    }

    /**
     * The Monte Carlo standard error of the mean; of {@code transfer} by the delta method.
     *
     * @param measure which
     * @return the standard error; empty for a single replicate
     */
    public OptionalDouble standardError(Measure measure) {
        double error = adjusting ? moments.adjustedStandardError(measure) : moments.standardError(measure);
        return Double.isNaN(error) ? OptionalDouble.empty() : OptionalDouble.of(error);
    }

    /**
     * Whether {@link Measure#TRANSFER} is a finding: whether the public gain that it divides by is told from 0.
     *
     * @return as {@link Transfer#determined}
     */
    public boolean determinesTransfer() {
        return Transfer.determined(gain(Score.PUBLIC), error(Score.PUBLIC));
    }

    private double error(Score score) {
        return adjusting ? moments.adjustedGainStandardError(score) : moments.gainStandardError(score);
    }

    /**
     * The mean gain of a score: after minus before training.
     *
     * @param score which
     * @return the mean; NaN where the score was not computed
     */
    public double gain(Score score) {
        return adjusting ? moments.adjustedGain(score) : moments.gain(score);
    }

    /**
     * The Monte Carlo standard error of the mean gain of a score; smaller than that of the score, because the luck of the
     * item draw cancels.
     *
     * @param score which
     * @return the standard error; empty for a single replicate
     */
    public OptionalDouble gainStandardError(Score score) {
        double error = error(score);
        return Double.isNaN(error) ? OptionalDouble.empty() : OptionalDouble.of(error);
    }
}
