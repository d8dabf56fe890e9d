package org.evalgap.cli.store;

import java.util.List;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;
import org.evalgap.store.Manifest;
import org.evalgap.store.Recording;
import org.evalgap.store.ResultStore;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.SweepPoint;
import org.evalgap.sweep.run.KnownBlocks;
import org.evalgap.sweep.run.SweepFailure;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepRow;
import org.evalgap.sweep.run.SweepRunner;
import org.jspecify.annotations.Nullable;

/** Where a sweep is kept, which may be nowhere. */
public final class SweepStore implements KnownBlocks, SweepListener, AutoCloseable {
    private final @Nullable ResultStore store;
    private final @Nullable Recording recording;
    private final boolean scored;
    private long replicatesKnown;
    private long replicatesAdded;

    private SweepStore(@Nullable ResultStore store, @Nullable Recording recording, boolean scored) {
        this.store = store;
        this.recording = recording;
        this.scored = scored;
    }

    /**
     * Nowhere.
     *
     * @return a store that knows nothing and keeps nothing
     */
    public static SweepStore none() {
        return new SweepStore(null, null, false);
    }

    /**
     * In the store of that name, beginning a recording.
     *
     * @param name as the command line names it
     * @param plan the plan of the sweep
     * @param manifest what the store says of its origin
     * @return the store, to be closed in the end
     */
    public static SweepStore open(String name, SweepPlan plan, Manifest manifest) {
        ResultStore store = Stores.open(name);
        try {
            return new SweepStore(
                    store, store.record(plan, manifest), plan.measures().contains(MeasureGroup.SCORES));
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * A runner that does not simulate what is known.
     *
     * @param runner which simulates all
     * @return one that asks this store first
     */
    public SweepRunner attach(SweepRunner runner) {
        return recording == null ? runner : runner.withKnown(this);
    }

    /**
     * How many replicates were found so far.
     *
     * @return their number; 0 if it is nowhere
     */
    public long replicatesKnown() {
        return replicatesKnown;
    }

    /**
     * How many replicates it holds of the sweep, once it is closed.
     *
     * @return those found and those added
     */
    public long replicatesKept() {
        return replicatesKnown + replicatesAdded;
    }

    @Override
    public void row(SweepRow row) {
        if (recording != null) {
            recording.row(row);
        }
    }

    @Override
    public void block(SweepPoint point, int block, Moments moments) {
        if (recording != null) {
            recording.block(point, block, moments);
            replicatesAdded += moments.count();
        }
    }

    @Override
    public void failed(SweepFailure failure) {
        if (recording != null) {
            recording.failed(failure);
        }
    }

    @Override
    public void prepare(List<SweepPoint> points) {
        if (recording != null) {
            recording.prepare(points);
        }
    }

    @Override
    public @Nullable Moments find(SweepPoint point, int block) {
        Moments moments = known(point, block);
        replicatesKnown += moments == null ? 0 : moments.count();
        return moments;
    }

    private @Nullable Moments known(SweepPoint point, int block) {
        if (recording == null) {
            return null;
        }
        return scored ? recording.findScores(point, block) : recording.find(point, block);
    }

    @Override
    public void close() {
        if (recording != null && store != null) {
            try (store) {
                recording.close();
            }
        }
    }
}
