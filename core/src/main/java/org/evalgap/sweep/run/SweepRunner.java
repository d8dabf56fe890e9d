package org.evalgap.sweep.run;

import org.evalgap.internal.Arguments;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Simulates all points of a plan with several threads, or with workers elsewhere. Rows come in the plan's order and are the
 * same, bit for bit, whoever works and however many; memory does not grow with the number of points. Immutable.
 *
 * <p>Points are worked on in windows of a few thousand. In a window, points that share tasks, environments or kernels are
 * simulated together.
 */
public final class SweepRunner {
    private static final KnownBlocks NOTHING = (point, block) -> null;

    private final int threads;
    private final KnownBlocks known;
    private final @Nullable Workforce workforce;

    private SweepRunner(int threads, KnownBlocks known, @Nullable Workforce workforce) {
        this.threads = threads;
        this.known = known;
        this.workforce = workforce;
    }

    /**
     * A runner with a thread for each processor.
     *
     * @return the runner
     */
    public static SweepRunner withDefaults() {
        return new SweepRunner(Runtime.getRuntime().availableProcessors(), NOTHING, null);
    }

    /**
     * A copy with another number of threads.
     *
     * @param count from 1 to 10,000
     * @return the copy
     * @throws IllegalArgumentException if it is not
     */
    public SweepRunner withThreads(int count) {
        Arguments.threads(count);
        return new SweepRunner(count, known, workforce);
    }

    /**
     * A copy that does not simulate what is known.
     *
     * @param blocks what is known, for the plan's seed and this version of the model
     * @return the copy
     */
    public SweepRunner withKnown(KnownBlocks blocks) {
        return new SweepRunner(threads, blocks, workforce);
    }

    /**
     * A copy whose work others do, in place of threads of this process.
     *
     * @param others where they come from
     * @return the copy
     */
    public SweepRunner withWorkforce(Workforce others) {
        return new SweepRunner(threads, known, others);
    }

    /**
     * The number of threads.
     *
     * @return at least 1; they idle where a {@linkplain #withWorkforce workforce} does the work
     */
    public int threads() {
        return threads;
    }

    /**
     * Simulates a plan to its end.
     *
     * @param plan what to simulate
     * @param listener hears of rows and progress, in the calling thread
     * @return how it ended
     */
    public SweepStatus run(SweepPlan plan, SweepListener listener) {
        return run(plan, listener, new Cancellation());
    }

    /**
     * Simulates a plan until its end or until somebody wants to stop. Interrupting the calling thread is such a wish too, and
     * leaves its interrupt status set. Then points that are finished are still delivered, in ascending order with gaps; what is
     * half done is dropped, and threads that work on it end with the replicate they are at.
     *
     * @param plan what to simulate
     * @param listener hears of rows and progress, in the calling thread
     * @param cancellation by which to stop it
     * @return how it ended
     */
    public SweepStatus run(SweepPlan plan, SweepListener listener, Cancellation cancellation) {
        try (Workers<WorkUnit, UnitResult> workers =
                workforce == null ? Workshop.crew(plan, threads, known != NOTHING) : workforce.hire(plan)) {
            return new SweepRun(plan, listener, cancellation, known, workers).toEnd();
        }
    }
}
