package org.evalgap.sweep.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.evalgap.Simulator;
import org.jspecify.annotations.Nullable;

/** Threads that simulate units of work. A unit's content passes between threads through queues and nothing else. */
final class Crew implements AutoCloseable {
    private final BlockingQueue<WorkUnit> open = new LinkedBlockingQueue<>();
    private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Simulator simulator;
    private final long seed;
    private volatile boolean closed;

    /** A unit that was simulated, or what no sweep can go on after. */
    private record Done(WorkUnit unit, @Nullable Error fatal) {}

    Crew(int size, Simulator simulator, long seed) {
        this.simulator = simulator;
        this.seed = seed;
        for (int i = 0; i < size; i++) {
            Thread thread = new Thread(this::work, "evalgap-sweep-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    int size() {
        return threads.size();
    }

    private void work() {
        Simulator.Session session = simulator.session();
        try {
            while (session != null) {
                WorkUnit unit = open.take();
                try {
                    session = unit.simulate(simulator, session, seed, () -> closed);
                    done.add(new Done(unit, null));
                } catch (Error e) {
                    done.add(new Done(unit, e));
                }
            }
        } catch (InterruptedException e) {
            // The crew is dismissed.
            Thread.currentThread().interrupt();
        }
    }

    void give(WorkUnit unit) {
        open.add(unit);
    }

    /** Waits a moment for a unit to be done; null if none was. */
    @Nullable
    WorkUnit await(long milliseconds) throws InterruptedException {
        Done next = done.poll(milliseconds, TimeUnit.MILLISECONDS);
        if (next == null) {
            return null;
        }
        if (next.fatal != null) {
            throw next.fatal;
        }
        return next.unit;
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
