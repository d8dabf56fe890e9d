package org.evalgap.benchmarks;

import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.internal.kernel.Success;
import org.evalgap.random.Purpose;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What do a score and an ability cost?
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar ScoringBenchmark}
 */
public class ScoringBenchmark extends AbstractBenchmark {
    /** How many tasks. */
    @Param({"200", "1000"})
    public int n;

    /** Decisions a task. */
    @Param({"1", "10"})
    public int horizon;

    private final Scoring scoring = new Scoring();
    private double[] logits = new double[0];
    private double[] decision = new double[0];

    /** Draws difficulties. */
    @Setup
    public void setUp() {
        Points tasks = Worlds.tasks(n, 1, Purpose.WORK_POSITION);
        logits = new double[n];
        decision = new double[n];
        Success.logits(0, tasks.difficulty, logits, n);
    }

    /**
     * Success on every task and its mean.
     *
     * @return the score
     */
    @Benchmark
    public double score() {
        Success.decision(logits, 0, decision, n);
        return scoring.score(decision, horizon, 0, null, n);
    }

    /**
     * The uniform gain that lifts the score by half of what is missing.
     *
     * @return the ability
     */
    @Benchmark
    public double ability() {
        double before = score();
        return scoring.ability(logits, horizon, 0, null, n, before, (1 + before) / 2);
    }
}
