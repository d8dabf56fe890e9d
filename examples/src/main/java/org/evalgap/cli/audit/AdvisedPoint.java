package org.evalgap.cli.audit;

import org.evalgap.audit.Advice;
import org.evalgap.audit.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * A suite of the same environments in other shares, with the same compute.
 *
 * @param mu points of work that a point of inflation costs
 * @param workGain what work gains, in shares of tasks
 * @param workBounds over other samples of items; null where nothing moves
 * @param inflation in shares of items
 * @param inflationBounds over other samples of items; null where nothing moves
 * @param shares of the environments; sum to their number
 */
public record AdvisedPoint(
        double mu,
        double workGain,
        @Nullable Bounds workBounds,
        double inflation,
        @Nullable Bounds inflationBounds,
        double[] shares) {
    /**
     * A point of the front.
     *
     * @param point as it was found
     * @return the same
     */
    public static AdvisedPoint of(Advice.Point point) {
        return new AdvisedPoint(
                point.mu(),
                point.workGain(),
                point.workGainBounds().orElse(null),
                point.inflation(),
                point.inflationBounds().orElse(null),
                point.shares());
    }
}
