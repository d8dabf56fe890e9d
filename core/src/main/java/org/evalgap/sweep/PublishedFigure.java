package org.evalgap.sweep;

import java.util.Objects;
import org.evalgap.measure.Measure;

/**
 * A published figure that a sweep's cells are set beside.
 *
 * @param name what was observed, such as a group of models
 * @param measure with which measure it is compared
 * @param mean the published mean, in the measure's unit
 * @param sd the published standard deviation between the observed, at least 0
 * @param count how many were observed, at least 1
 * @param source where it was published
 */
public record PublishedFigure(String name, Measure measure, double mean, double sd, long count, String source) {
    /**
     * A published figure.
     *
     * @param name what was observed, such as a group of models
     * @param measure with which measure it is compared
     * @param mean the published mean, in the measure's unit
     * @param sd the published standard deviation between the observed, at least 0
     * @param count how many were observed, at least 1
     * @param source where it was published
     * @throws IllegalArgumentException if the mean is not finite, the deviation is negative or not finite, or nothing was
     *     observed
     */
    public PublishedFigure {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(measure, "measure");
        Objects.requireNonNull(source, "source");
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("mean must be a finite number: " + mean);
        }
        if (!(sd >= 0 && sd < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sd must be a finite number, at least 0: " + sd);
        }
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1: " + count);
        }
    }

    /**
     * The standard error of the published mean.
     *
     * @return sd / √count
     */
    public double standardError() {
        return sd / Math.sqrt(count);
    }
}
