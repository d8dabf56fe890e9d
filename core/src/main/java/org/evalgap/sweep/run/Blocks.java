package org.evalgap.sweep.run;

import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPlan;

/** Into which blocks the replicates of a plan's points fall. */
final class Blocks {
    private Blocks() {}

    /** How many there are at most. */
    static int count(SweepPlan plan) {
        return of(plan.mostReplicates());
    }

    /** How many there are of so many replicates. */
    static int of(int replicates) {
        return (replicates - 1) / Moments.BLOCK + 1;
    }

    static long firstReplicate(int block) {
        return (long) block * Moments.BLOCK;
    }

    /** How many replicates a block has; only the last one may have fewer than the others. */
    static int replicates(SweepPlan plan, int block) {
        return (int) Math.min(Moments.BLOCK, plan.mostReplicates() - firstReplicate(block));
    }
}
