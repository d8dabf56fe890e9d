package org.evalgap.sweep.run;

import java.util.List;
import org.evalgap.measure.Moments;
import org.jspecify.annotations.Nullable;

/**
 * What came of a unit.
 *
 * @param unit the unit
 * @param points what came of each of its points, in their order
 */
record UnitResult(WorkUnit unit, List<PointResult> points) {
    /** What came of the replicates of a point. */
    sealed interface PointResult permits Block, Part, Failed {}

    /**
     * All replicates of a block.
     *
     * @param moments of the point's values
     * @param pairs moments of the point beside its baseline; null without one
     */
    record Block(Moments moments, @Nullable PairedMoments pairs) implements PointResult {
        /** A block of values by replicate, and of the baseline's beside them. */
        static Block of(double[][] values, double @Nullable [][] baseline) {
            Moments moments = new Moments();
            for (double[] replicate : values) {
                moments.add(replicate);
            }
            return new Block(moments, baseline == null ? null : PairedMoments.of(values, baseline));
        }
    }

    /** Some replicates of a block, which are not summed up before the others are there: sums depend on the order. */
    static final class Part implements PointResult {
        /** Values of all measures by replicate. */
        final double[][] values;

        /** The same of the point's baseline; null without one. */
        final double @Nullable [][] baseline;

        Part(double[][] values, double @Nullable [][] baseline) {
            this.values = values;
            this.baseline = baseline;
        }
    }

    /**
     * Nothing, for a replicate failed.
     *
     * @param replicate the first that did
     * @param cause why
     */
    record Failed(long replicate, Throwable cause) implements PointResult {}

    /** How many replicates there are of points that did not fail. */
    long replicates() {
        return unit.replicates()
                * points.stream().filter(point -> !(point instanceof Failed)).count();
    }
}
