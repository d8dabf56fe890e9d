package org.evalgap.sweep.run;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * What a plan will take, from a few of its units: each is simulated for a replicate, in one thread, as often as it takes to warm
 * up.
 *
 * @param points points of the plan
 * @param replicates replicates of each
 * @param units into how many units of work it is cut for workers elsewhere, if there are 64 of them; of a long plan about
 * @param measured how many units were tried
 * @param coreSeconds how long one core such as this one takes for all of it, about
 * @param longestUnitSeconds how long the longest of the units tried takes as a whole, about
 */
public record Forecast(
        long points, int replicates, long units, int measured, double coreSeconds, double longestUnitSeconds) {
    private static final int CORES = 64;

    /** Windows that are cut, spread over the plan. */
    private static final int WINDOWS = 4;

    private static final int UNITS_A_WINDOW = 4;
    private static final int UNITS_A_WORKER = 8;
    private static final double WARM_UP_SECONDS = 1.5;
    private static final int LEAST_TRIES = 2;

    /**
     * Tries a plan: some seconds, or as long as a few replicates of its units take, if that is longer.
     *
     * @param plan the plan
     * @return what it will take
     */
    public static Forecast of(SweepPlan plan) {
        int size = Window.size(plan, new Nobody());
        long windows = (plan.size() - 1) / size + 1;
        int tried = (int) Math.min(windows, WINDOWS);
        Worker worker = Workshop.of(plan).worker();
        Trials trials = new Trials();
        for (int w = 0; w < tried; w++) {
            long first = (windows - 1) * w / Math.max(1, tried - 1) * size;
            Window window = new Window(plan, first, (int) Math.min(size, plan.size() - first), (point, block) -> null);
            List<WorkUnit> units = new Cutting(plan, window, true).units(UNITS_A_WORKER * CORES);
            trials.units += units.size();
            for (WorkUnit unit : spread(units)) {
                trials.add(unit, seconds(worker, unit));
            }
        }
        double all = (double) plan.size() * plan.replicates();
        return new Forecast(
                plan.size(),
                plan.replicates(),
                Math.round((double) trials.units * windows / tried),
                trials.count,
                trials.replicates == 0 ? 0 : all * trials.seconds / trials.replicates,
                trials.longest);
    }

    /** Some units, the first and the last among them. */
    private static List<WorkUnit> spread(List<WorkUnit> units) {
        List<WorkUnit> some = new ArrayList<>();
        int count = Math.min(UNITS_A_WINDOW, units.size());
        for (int i = 0; i < count; i++) {
            some.add(units.get((units.size() - 1) * i / Math.max(1, count - 1)));
        }
        return some;
    }

    /** The least time that a replicate of the unit's points takes; tried again until the compiler is done with it. */
    private static double seconds(Worker worker, WorkUnit unit) {
        double least = Double.POSITIVE_INFINITY;
        long begun = System.nanoTime();
        for (int tries = 1; true; tries++) {
            WorkUnit one = new WorkUnit(unit.points(), unit.firstReplicate() + tries % unit.replicates(), 1);
            long start = System.nanoTime();
            worker.simulate(one, () -> false);
            worker.forget();
            least = Math.min(least, secondsSince(start));
            double spent = secondsSince(begun);
            if (spent > WARM_UP_SECONDS || tries >= LEAST_TRIES && spent > WARM_UP_SECONDS / UNITS_A_WINDOW) {
                return least;
            }
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    /** What units took. */
    private static final class Trials {
        long units;
        int count;
        long replicates;
        double seconds;
        double longest;

        void add(WorkUnit unit, double one) {
            count++;
            replicates += unit.size();
            seconds += one;
            longest = Math.max(longest, one * unit.replicates());
        }
    }

    /** As many workers elsewhere as units are cut for. */
    private static final class Nobody implements Workers<WorkUnit, UnitResult> {
        @Override
        public int size() {
            return CORES;
        }

        @Override
        public boolean far() {
            return true;
        }

        @Override
        public void give(WorkUnit unit) {
            throw new IllegalStateException("nobody works here");
        }

        @Override
        public @Nullable UnitResult await(long milliseconds) {
            return null;
        }

        @Override
        public void close() {
            // Nobody is here.
        }
    }
}
