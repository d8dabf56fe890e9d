package org.evalgap.sweep.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.evalgap.Simulator;
import org.evalgap.sweep.SweepPlan;
import org.jspecify.annotations.Nullable;

/** Workers that are threads of this process. Units and results pass between threads through queues and nothing else. */
final class Crew implements Workers, Worker.Memory {
    private final BlockingQueue<WorkUnit> open = new LinkedBlockingQueue<>();
    private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean closed;

    /** What came of a unit, or what no sweep can go on after. */
    private record Done(
            @Nullable UnitResult result, @Nullable Throwable fatal) {}

    Crew(int size, SweepPlan plan) {
        Simulator simulator = Simulator.of(plan.measures());
        for (int i = 0; i < size; i++) {
            workers.add(new Worker(plan, simulator, this));
        }
        for (Worker worker : workers) {
            Thread thread = new Thread(() -> work(worker), "evalgap-sweep-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    @Override
    public int size() {
        return threads.size();
    }

    private void work(Worker worker) {
        try {
            while (!closed) {
                done.add(simulate(worker, open.take()));
            }
        } catch (InterruptedException e) {
            // The crew is dismissed.
            Thread.currentThread().interrupt();
        }
    }

    private Done simulate(Worker worker, WorkUnit unit) {
        try {
            return new Done(worker.simulate(unit, () -> closed), null);
        } catch (RuntimeException | Error e) {
            return new Done(null, e);
        }
    }

    @Override
    public ReadWriteLock lock() {
        return lock;
    }

    @Override
    public void clear() {
        workers.forEach(Worker::forget);
    }

    @Override
    public void give(WorkUnit unit) {
        open.add(unit);
    }

    @Override
    public @Nullable UnitResult await(long milliseconds) throws InterruptedException {
        Done next = done.poll(milliseconds, TimeUnit.MILLISECONDS);
        if (next == null) {
            return null;
        }
        if (next.fatal instanceof Error error) {
            throw error;
        }
        if (next.fatal instanceof RuntimeException failure) {
            throw failure;
        }
        return next.result;
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
