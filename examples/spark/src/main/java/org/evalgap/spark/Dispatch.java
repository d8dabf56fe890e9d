package org.evalgap.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.evalgap.cli.input.Parcel;
import org.jspecify.annotations.Nullable;

/** Sends jobs to a cluster, each by a thread of its own, and queues what comes back. */
final class Dispatch {
    /** Jobs that were stopped end soon; of one that began a moment before, its tasks have to end. */
    private static final long GRACE_SECONDS = 3;

    private final JavaSparkContext spark;
    private final Broadcast<byte[]> brief;
    private final Errand errand;
    private final String group;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final ExecutorService jobs = Executors.newCachedThreadPool(Dispatch::daemon);

    /**
     * What came of a task, or why its job failed.
     *
     * @param task its number; of a job that failed any
     * @param answer of the task; empty for a job that failed
     * @param failure of its job; null where there is an answer
     */
    record Arrival(long task, byte[] answer, @Nullable Throwable failure) {}

    /** Tells a cluster what the work is. */
    Dispatch(JavaSparkContext spark, Brief brief) {
        this.spark = spark;
        byte[] bytes = brief.toBytes();
        String hash = Parcel.sha256(bytes);
        this.brief = spark.broadcast(bytes);
        this.errand = new Errand(hash, this.brief);
        this.group = "EvalGap " + hash;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "evalgap-spark-job");
        thread.setDaemon(true);
        return thread;
    }

    /** Sends tasks by number as one job; returns at once. */
    void send(Map<Long, byte[]> job) {
        List<Long> numbers = new ArrayList<>(job.keySet());
        List<byte[]> tasks = new ArrayList<>(job.values());
        jobs.execute(() -> {
            try {
                Jobs.run(
                        spark,
                        group,
                        tasks,
                        errand,
                        (task, answer) -> arrivals.add(new Arrival(numbers.get(task), answer, null)));
            } catch (Exception | LinkageError e) {
                arrivals.add(new Arrival(numbers.get(0), new byte[0], e));
            }
        });
    }

    /** What came next; null if nothing did in time. */
    @Nullable
    Arrival poll(long milliseconds) throws InterruptedException {
        return arrivals.poll(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Stops what is under way. What executors were told is taken back once nobody can need it any more. */
    void close() {
        jobs.shutdown();
        if (spark.sc().isStopped()) {
            return;
        }
        spark.cancelJobGroup(group);
        try {
            if (jobs.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                brief.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
