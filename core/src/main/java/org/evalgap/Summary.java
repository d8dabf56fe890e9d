package org.evalgap;

import java.util.OptionalDouble;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Moments;
import org.evalgap.measure.Score;
import org.evalgap.measure.Transfer;

/** Means over replicates with their Monte Carlo standard errors. Immutable. */
public final class Summary {
    private final Moments moments;

    /**
     * A summary of moments, which must not be changed afterwards.
     *
     * @param moments of at least one replicate
     */
    public Summary(Moments moments) {
        this.moments = moments;
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
        return moments.mean(measure);
    }

    /**
     * The Monte Carlo standard error of the mean; of {@code transfer} by the delta method.
     *
     * @param measure which
     * @return the standard error; empty for a single replicate
     */
    public OptionalDouble standardError(Measure measure) {
        double error = moments.standardError(measure);
        return Double.isNaN(error) ? OptionalDouble.empty() : OptionalDouble.of(error);
    }

    /**
     * Whether {@link Measure#TRANSFER} is a finding: whether the public gain that it divides by is told from 0.
     *
     * @return as {@link Transfer#determined}
     */
    public boolean determinesTransfer() {
        return Transfer.determined(moments.gain(Score.PUBLIC), moments.gainStandardError(Score.PUBLIC));
    }

    /**
     * The mean gain of a score: after minus before training.
     *
     * @param score which
     * @return the mean; NaN where the score was not computed
     */
    public double gain(Score score) {
        return moments.gain(score);
    }

    /**
     * The Monte Carlo standard error of the mean gain of a score; smaller than that of the score, because the luck of the
     * item draw cancels.
     *
     * @param score which
     * @return the standard error; empty for a single replicate
     */
    public OptionalDouble gainStandardError(Score score) {
        double error = moments.gainStandardError(score);
        return Double.isNaN(error) ? OptionalDouble.empty() : OptionalDouble.of(error);
    }
}
