package org.evalgap.sweep.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.BooleanSupplier;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.UnitResult.Block;
import org.evalgap.sweep.run.UnitResult.Failed;
import org.evalgap.sweep.run.UnitResult.Part;
import org.evalgap.sweep.run.UnitResult.PointResult;
import org.jspecify.annotations.Nullable;

/** Simulates units of a plan. Confined to a thread, but for what it keeps between units, which others may make it forget. */
final class Worker {
    private final SweepPlan plan;
    private final Simulator simulator;
    private final Memory memory;
    private Simulator.@Nullable Session session;

    /** The memory that workers share. */
    interface Memory {
        /** Held for reading by whoever simulates, for writing by whoever needs all memory there is. */
        ReadWriteLock lock();

        /** Makes every worker forget what it keeps; called under the lock for writing. */
        void clear();
    }

    Worker(SweepPlan plan, Simulator simulator, Memory memory) {
        this.plan = plan;
        this.simulator = simulator;
        this.memory = memory;
    }

    /** Forgets what is kept to be shared with the next unit. */
    void forget() {
        session = null;
    }

    /** Simulates a unit; null if it was stopped underway. */
    @Nullable
    UnitResult simulate(WorkUnit unit, BooleanSupplier stopped) {
        return new Task(unit).run(stopped);
    }

    /** One unit in work. */
    private final class Task {
        final WorkUnit unit;
        final UnitScenarios scenarios;
        final int[] order;
        final double[][][] values;
        final @Nullable Failed[] failures;

        Task(WorkUnit unit) {
            this.unit = unit;
            this.scenarios = new UnitScenarios(plan, unit);
            this.order = scenarios.order(unit.size());
            this.values = new double[order.length][unit.replicates()][];
            this.failures = new Failed[order.length];
        }

        @Nullable
        UnitResult run(BooleanSupplier stopped) {
            for (int r = 0; r < unit.replicates(); r++) {
                if (stopped.getAsBoolean()) {
                    return null;
                }
                replicate(r);
            }
            List<PointResult> points = new ArrayList<>();
            for (int i = 0; i < unit.size(); i++) {
                points.add(result(i));
            }
            return new UnitResult(unit, points);
        }

        void replicate(int r) {
            int[] left = Arrays.stream(order)
                    .filter(place -> failures[place] == null)
                    .toArray();
            memory.lock().readLock().lock();
            try {
                together(left, r);
                return;
            } catch (RuntimeException | OutOfMemoryError e) {
                // Whose fault it was is not known yet; what is shared may be half made.
                forget();
            } finally {
                memory.lock().readLock().unlock();
            }
            // With all memory to itself, so that no point fails for the need of another.
            memory.lock().writeLock().lock();
            try {
                memory.clear();
                oneByOne(left, r);
            } finally {
                memory.lock().writeLock().unlock();
            }
        }

        void together(int[] places, int r) {
            List<Scenario> list =
                    Arrays.stream(places).mapToObj(scenarios.all()::get).toList();
            if (session == null) {
                session = simulator.session();
            }
            List<Outcome> outcomes = session.simulate(list, plan.seed(), unit.firstReplicate() + r);
            for (int i = 0; i < places.length; i++) {
                values[places[i]][r] = outcomes.get(i).record();
            }
        }

        /** Simulates a replicate of each scenario alone, to find those that fail; the others give the same as together. */
        void oneByOne(int[] places, int r) {
            for (int place : places) {
                try {
                    together(new int[] {place}, r);
                } catch (RuntimeException | OutOfMemoryError e) {
                    failures[place] = new Failed(unit.firstReplicate() + r, e);
                }
                forget();
            }
        }

        PointResult result(int i) {
            Failed failure = failures[i];
            if (failure != null) {
                return failure;
            }
            double[][] baseline = scenarios.paired() ? baseline(i) : null;
            boolean whole = unit.offset() == 0 && unit.replicates() == Blocks.replicates(plan, unit.block());
            return whole ? Block.of(values[i], baseline) : new Part(values[i], baseline);
        }

        double[][] baseline(int i) {
            Integer place = scenarios.baseline(i);
            if (place != null && failures[place] == null) {
                return values[place];
            }
            double[][] missing = new double[unit.replicates()][];
            Arrays.fill(missing, PairedMoments.MISSING);
            return missing;
        }
    }
}
