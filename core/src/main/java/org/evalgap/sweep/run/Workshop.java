package org.evalgap.sweep.run;

import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import org.evalgap.Simulator;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.work.Crew;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Where units of a plan are simulated, in this process or in any other that has the plan: a unit's result is the same, bit for
 * bit, wherever that is. Safe for use by many threads, who share its memory: a point fails for lack of it only if it lacks memory
 * alone.
 */
public final class Workshop {
    private final SweepPlan plan;
    private final Simulator simulator;
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final Deque<Worker> idle = new ConcurrentLinkedDeque<>();
    private final Worker.Memory memory = new Worker.Memory() {
        private final ReadWriteLock lock = new ReentrantReadWriteLock();

        @Override
        public ReadWriteLock lock() {
            return lock;
        }

        @Override
        public void clear() {
            workers.forEach(Worker::forget);
        }
    };

    private Workshop(SweepPlan plan, boolean lucky) {
        this.plan = plan;
        Simulator plain = Simulator.of(plan.measures());
        this.simulator = lucky ? plain.withLuck() : plain;
    }

    /**
     * A workshop for a plan.
     *
     * @param plan whose units are simulated
     * @return the workshop
     */
    public static Workshop of(SweepPlan plan) {
        return new Workshop(plan, true);
    }

    /**
     * A crew of threads in a workshop of their own. What is to be expected of a scenario's draws takes longer than some replicates: it is
     * asked for where means can be adjusted for luck, or where blocks are kept that others may be added to.
     */
    static Workers<WorkUnit, UnitResult> crew(SweepPlan plan, int threads, boolean keeps) {
        Workshop workshop = new Workshop(plan, keeps || plan.mostReplicates() >= Moments.LEAST_ADJUSTED);
        return new Crew<>("evalgap-sweep", threads, () -> workshop.worker()::simulate);
    }

    /** One more worker. */
    Worker worker() {
        Worker worker = new Worker(plan, simulator, memory);
        workers.add(worker);
        return worker;
    }

    /**
     * Simulates a unit. Whoever was here last begins with what neighbours of the unit may share.
     *
     * @param unit of the plan
     * @param stopped asked before every replicate whether nobody wants the result any more
     * @return what came of it; null if it was stopped
     */
    public @Nullable UnitResult simulate(WorkUnit unit, BooleanSupplier stopped) {
        Worker free = idle.pollFirst();
        Worker worker = free == null ? worker() : free;
        try {
            return worker.simulate(unit, stopped);
        } finally {
            idle.addFirst(worker);
        }
    }
}
