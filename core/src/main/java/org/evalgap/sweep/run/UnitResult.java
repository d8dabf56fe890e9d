package org.evalgap.sweep.run;

import java.util.List;
import org.evalgap.measure.Moments;
import org.jspecify.annotations.Nullable;

/** What came of a unit. Immutable as long as nobody changes its moments. */
public final class UnitResult {
    private final WorkUnit unit;
    private final List<PointResult> points;

    /** What came of each of a unit's points, in their order. */
    UnitResult(WorkUnit unit, List<PointResult> points) {
        this.unit = unit;
        this.points = List.copyOf(points);
    }

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

    /**
     * Restores a result.
     *
     * @param unit whose result it is
     * @param bytes as {@link #toBytes()} gave them
     * @return the result: the same bits, and of what failed the reason
     * @throws IllegalArgumentException if they are of something else
     */
    public static UnitResult of(WorkUnit unit, byte[] bytes) {
        return UnitBytes.result(unit, bytes);
    }

    /**
     * The result as it travels, without its unit: of whole blocks their moments, of parts of blocks their values, as the bits that
     * they are, big end first.
     *
     * @return about a kilobyte a point
     */
    public byte[] toBytes() {
        return UnitBytes.of(this);
    }

    WorkUnit unit() {
        return unit;
    }

    List<PointResult> points() {
        return points;
    }

    /** How many replicates there are of points that did not fail. */
    long replicates() {
        return unit.replicates()
                * points.stream().filter(point -> !(point instanceof Failed)).count();
    }
}
