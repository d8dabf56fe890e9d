package org.evalgap.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.evalgap.cli.input.InputException;

/** Where the work goes: a session with Spark, and what is said when it cannot be had. */
final class Cluster implements AutoCloseable {
    private static final String LOCAL = "local[*]";
    private static final Pattern STANDALONE = Pattern.compile("spark://(.+)");
    private static final Pattern ADDRESS = Pattern.compile("(.+):(\\d{1,5})");
    private static final int ANSWER_MILLIS = 5000;

    /** How long executors may take to come, unless {@code spark.evalgap.patience} says otherwise: clouds start machines first. */
    private static final long PATIENCE_SECONDS = 120;

    private static final long GRACE_NANOS = 3_000_000_000L;
    private static final long PAUSE_MILLIS = 100;

    private final JavaSparkContext spark;
    private final boolean own;
    private final boolean local;
    private long seen = System.nanoTime();

    private Cluster(JavaSparkContext spark, boolean own) {
        this.spark = spark;
        this.own = own;
        this.local = spark.isLocal();
    }

    /**
     * Begins a session, as spark-submit or system properties {@code spark.…} say; on this machine alone where they say nothing.
     *
     * @throws InputException if there is none to be had
     */
    static Cluster open() {
        SparkConf conf = new SparkConf().setIfMissing("spark.master", LOCAL).setIfMissing("spark.app.name", "EvalGap");
        String master = conf.get("spark.master");
        if (master.startsWith("local")) {
            conf.setIfMissing("spark.ui.enabled", "false")
                    .setIfMissing("spark.driver.host", "localhost")
                    .setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        }
        requireAnswer(master);
        try {
            JavaSparkContext spark = new JavaSparkContext(conf);
            spark.setLogLevel(conf.get("spark.log.level", "ERROR"));
            return new Cluster(spark, true);
        } catch (Exception | LinkageError e) {
            throw refused(master, e);
        }
    }

    /** What a session will know of file systems, before it begins. */
    static Configuration fileSystems() {
        return SparkHadoopUtil.get().newConfiguration(new SparkConf());
    }

    /** A session that somebody else began, and ends. */
    static Cluster of(JavaSparkContext spark) {
        return new Cluster(spark, false);
    }

    /** Spark itself tries for a minute, and then says that it was stopped. */
    private static void requireAnswer(String master) {
        Matcher addresses = STANDALONE.matcher(master);
        if (!addresses.matches()) {
            return;
        }
        String reason = "no address host:port";
        for (String one : addresses.group(1).split(",")) {
            Matcher address = ADDRESS.matcher(one);
            if (!address.matches()) {
                continue;
            }
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2))), ANSWER_MILLIS);
                return;
            } catch (IOException | IllegalArgumentException e) {
                reason = e.getMessage() == null ? e.toString() : e.getMessage();
            }
        }
        throw new InputException("--master " + master + ": nobody answers there (" + reason
                + "); give the address that the master's page shows at its top, or start one");
    }

    private static InputException refused(String master, Throwable e) {
        String reason = first(e);
        if (e instanceof LinkageError) {
            return new InputException("Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION()
                    + " is another one than this program was built for, 4.2 with Scala 2.13 (" + reason + ")");
        }
        if (reason.contains("heap size") || reason.contains("System memory")) {
            return new InputException("not enough memory for Spark's driver: it needs 472 MB at least; give it"
                    + " --driver-memory 1g, or without spark-submit JAVA_OPTS=-Xmx1g");
        }
        String why = e.getCause() == null ? reason : reason + ": " + first(deepest(e));
        boolean somebodyElses = master.matches("yarn|k8s:.*") && reason.contains("Could not parse Master URL");
        return new InputException("--master " + master + ": cannot be used ("
                + (somebodyElses
                        ? "Spark's libraries here have nothing for it;\nsubmit evalgap-spark.jar by spark-submit of a Spark that has)"
                        : why + ");\ngive local[*], spark://host:7077, yarn or k8s://https://host:port"));
    }

    private static Throwable deepest(Throwable e) {
        return e.getCause() == null ? e : deepest(e.getCause());
    }

    private static String first(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines().findFirst().orElse("");
    }

    JavaSparkContext spark() {
        return spark;
    }

    /**
     * How many tasks the executors of this moment run at a time, by Spark's own count. That is the number of
     * {@code spark.default.parallelism} where somebody sets it, whatever cores there are; docs/cluster.md advises against it.
     */
    int cores() {
        int each = spark.getConf().getInt("spark.task.cpus", 1);
        return Math.max(1, spark.defaultParallelism() / each);
    }

    private int executors() {
        // One of them is the driver.
        return spark.statusTracker().getExecutorInfos().length - (local ? 0 : 1);
    }

    /**
     * Waits until somebody is there to work.
     *
     * @throws InputException if nobody comes
     */
    void awaitExecutors() {
        while (executors() < 1) {
            requireAlive();
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * Notes who is there.
     *
     * @throws InputException if nobody was for too long, or if Spark has ended the session
     */
    void requireAlive() {
        long now = System.nanoTime();
        if (!spark.sc().isStopped() && executors() > 0) {
            seen = now;
            return;
        }
        if (spark.sc().isStopped()) {
            if (now - seen > GRACE_NANOS) {
                throw new InputException(
                        "Spark has ended the session, as when the master is gone or the application was killed");
            }
            return;
        }
        long patience = spark.getConf().getLong("spark.evalgap.patience", PATIENCE_SECONDS);
        if (now - seen > TimeUnit.SECONDS.toNanos(patience)) {
            throw new InputException("no executor for " + patience + " s: no worker has the memory ("
                    + spark.getConf().get("spark.executor.memory", "1g") + ") and the cores ("
                    + spark.getConf().get("spark.executor.cores", "all") + ") that one asks for, or others have them;"
                    + "\nask for less (--executor-memory, --executor-cores), or wait longer (--conf"
                    + " spark.evalgap.patience=600)");
        }
    }

    /** Notes that somebody is there. */
    void heard() {
        seen = System.nanoTime();
    }

    /** Why a job failed, for whoever started it. */
    RuntimeException explained(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("ExecutorLostFailure") || text.contains("OutOfMemoryError")) {
            return new InputException("a task failed "
                    + spark.getConf().get("spark.task.maxFailures", "4")
                    + " times, each time with its executor: most likely for lack of memory; give executors more"
                    + "\n(--executor-memory) or fewer cores (--executor-cores)");
        }
        if (text.matches("(?s).*(ClassNotFoundException|InvalidClassException|NoSuchMethodError|NoClassDefFoundError"
                + "|NoSuchFieldError|AbstractMethodError).*")) {
            return new InputException("executors run another evalgap-spark.jar than the driver, or another Spark ("
                    + first(failure) + "); submit one jar to a cluster of Spark 4.2");
        }
        return new IllegalStateException("a job of Spark failed", failure);
    }

    @Override
    public void close() {
        if (own) {
            spark.close();
        }
    }
}
