package org.evalgap.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.evalgap.cli.input.InputException;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Workers that are the cores of a cluster. Pieces go out in jobs of a few tasks; a task takes as many pieces as fill about a second,
 * by what earlier ones took. Executors that are lost, and tasks that Spark runs twice, are Spark's business: of every task one
 * answer arrives.
 *
 * @param <U> a piece of work
 * @param <R> what comes of it
 */
final class SparkWorkers<U, R> implements Workers<U, R> {
    /** Tasks a core that are under way, so that none waits for the driver. */
    private static final int TASKS_A_CORE = 3;

    private static final double SECONDS_A_TASK = 1;
    private static final int MOST_PIECES_A_TASK = 64;

    /** How much a new task counts in the mean. */
    private static final double FRESHNESS = 0.2;

    private final Cluster cluster;

    /** Whether the session ends with the work. */
    private final boolean leased;

    private final Dispatch dispatch;
    private final Function<U, byte[]> encode;
    private final BiFunction<U, byte[], R> decode;
    private final Deque<U> pending = new ArrayDeque<>();
    private final Deque<R> ready = new ArrayDeque<>();

    /** Pieces of tasks that are under way, by the task's number. */
    private final Map<Long, List<U>> tasks = new HashMap<>();

    private long sent;
    private int underway;
    private double secondsAPiece;

    private SparkWorkers(
            Cluster cluster, boolean leased, Brief brief, Function<U, byte[]> encode, BiFunction<U, byte[], R> decode) {
        this.cluster = cluster;
        this.leased = leased;
        this.encode = encode;
        this.decode = decode;
        // Before anything is begun that would have to be ended.
        cluster.awaitExecutors();
        this.dispatch = new Dispatch(cluster.spark(), brief);
    }

    /**
     * Hires all cores of a cluster, which stays with whoever has it.
     *
     * @param cluster where they are
     * @param brief what they are told
     * @param encode makes a piece travel
     * @param decode makes a result of what came back of a piece
     */
    static <U, R> SparkWorkers<U, R> of(
            Cluster cluster, Brief brief, Function<U, byte[]> encode, BiFunction<U, byte[], R> decode) {
        return new SparkWorkers<>(cluster, false, brief, encode, decode);
    }

    /** The same of a cluster that is begun for this work, and ended with it. */
    static <U, R> SparkWorkers<U, R> of(
            Supplier<Cluster> clusters, Brief brief, Function<U, byte[]> encode, BiFunction<U, byte[], R> decode) {
        Cluster cluster = clusters.get();
        try {
            return new SparkWorkers<>(cluster, true, brief, encode, decode);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    @Override
    public int size() {
        return cluster.cores();
    }

    @Override
    public int ahead() {
        return TASKS_A_CORE * size() * piecesATask();
    }

    @Override
    public boolean far() {
        return true;
    }

    private int piecesATask() {
        return secondsAPiece == 0 ? 1 : (int) Math.max(1, Math.min(MOST_PIECES_A_TASK, SECONDS_A_TASK / secondsAPiece));
    }

    @Override
    public void give(U piece) {
        pending.add(piece);
    }

    @Override
    public @Nullable R await(long milliseconds) throws InterruptedException {
        R next = ready.poll();
        if (next != null) {
            return next;
        }
        submit();
        Dispatch.Arrival arrival = dispatch.poll(milliseconds);
        if (arrival == null) {
            cluster.requireAlive();
            return null;
        }
        if (arrival.failure() != null) {
            // A session that is being ended is no failure of the work: somebody wants to stop.
            cluster.requireAlive();
            if (cluster.spark().sc().isStopped()) {
                return null;
            }
            throw cluster.explained(arrival.failure());
        }
        cluster.heard();
        underway--;
        take(Objects.requireNonNull(tasks.remove(arrival.task())), Frames.answer(arrival.answer()));
        submit();
        return ready.poll();
    }

    private void take(List<U> pieces, Frames.Answer answer) {
        if (answer.fault()) {
            throw new IllegalStateException("on an executor: " + answer.refusal());
        }
        if (!answer.refusal().isEmpty()) {
            throw new InputException(answer.refusal());
        }
        List<byte[]> results = answer.results();
        for (int i = 0; i < results.size(); i++) {
            ready.add(decode.apply(pieces.get(i), results.get(i)));
        }
        double seconds = answer.seconds() / results.size();
        secondsAPiece = secondsAPiece == 0 ? seconds : secondsAPiece + FRESHNESS * (seconds - secondsAPiece);
    }

    /** Sends what waits, once enough of what is under way is done: a job costs the driver some milliseconds. */
    private void submit() {
        int cores = size();
        if (pending.isEmpty() || underway > (TASKS_A_CORE - 1) * cores) {
            return;
        }
        int count = Math.min(TASKS_A_CORE * cores - underway, pending.size());
        int each = Math.min(piecesATask(), (pending.size() + count - 1) / count);
        Map<Long, byte[]> job = new LinkedHashMap<>();
        while (job.size() < count && !pending.isEmpty()) {
            List<U> task = new ArrayList<>();
            while (task.size() < each && !pending.isEmpty()) {
                task.add(pending.remove());
            }
            tasks.put(sent, task);
            job.put(sent++, Frames.task(task.stream().map(encode).toList()));
        }
        underway += job.size();
        dispatch.send(job);
    }

    @Override
    public void close() {
        dispatch.close();
        if (leased) {
            cluster.close();
        }
    }
}
