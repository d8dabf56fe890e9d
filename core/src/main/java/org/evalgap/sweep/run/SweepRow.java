package org.evalgap.sweep.run;

import java.util.List;
import java.util.Optional;
import org.evalgap.Summary;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPoint;
import org.jspecify.annotations.Nullable;

/** What came out at a point of a sweep. Immutable as long as nobody changes its moments. */
public final class SweepRow {
    private final SweepPoint point;
    private final long seed;
    private final List<Moments> blocks;
    private final Summary summary;
    private final Summary adjusted;
    private final @Nullable Contrast contrast;

    /**
     * A row without a baseline.
     *
     * @param point which point
     * @param seed the seed of its streams
     * @param blocks moments of consecutive blocks of {@value Moments#BLOCK} replicates, the last one perhaps shorter; they must
     *     not be changed afterwards
     */
    public SweepRow(SweepPoint point, long seed, List<Moments> blocks) {
        this(point, seed, blocks, null);
    }

    SweepRow(SweepPoint point, long seed, List<Moments> blocks, @Nullable Contrast contrast) {
        this.contrast = contrast;
        this.point = point;
        this.seed = seed;
        this.blocks = List.copyOf(blocks);
        Moments total = new Moments();
        this.blocks.forEach(total::merge);
        this.summary = new Summary(total);
        this.adjusted = summary.adjusted();
    }

    /**
     * Which point.
     *
     * @return the point
     */
    public SweepPoint point() {
        return point;
    }

    /**
     * The seed of its streams.
     *
     * @return any number
     */
    public long seed() {
        return seed;
    }

    /**
     * Moments of consecutive blocks of {@value Moments#BLOCK} replicates: more replicates keep all but an unfinished last one.
     *
     * @return the blocks in order, not to be changed
     */
    public List<Moments> blocks() {
        return blocks;
    }

    /**
     * Means over all replicates with their Monte Carlo standard errors; the same as the point's scenario alone would give.
     *
     * @return the summary
     */
    public Summary summary() {
        return summary;
    }

    /**
     * The same, adjusted for luck as far as it is known.
     *
     * @return the adjusted summary
     */
    public Summary adjusted() {
        return adjusted;
    }

    /**
     * How the point differs from the plan's baseline.
     *
     * @return the contrast; empty if the plan has no baseline
     */
    public Optional<Contrast> contrast() {
        return Optional.ofNullable(contrast);
    }
}
