package org.evalgap.benchmarks;

import java.util.Arrays;
import org.evalgap.internal.kernel.Gains;
import org.evalgap.internal.kernel.Points;
import org.evalgap.random.Purpose;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What do the gains of a set of tasks cost, for one learner and for twenty that share the kernel?
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar GainsBenchmark}
 */
public class GainsBenchmark extends AbstractBenchmark {
    /** How many tasks. */
    @Param({"200", "1000", "4000"})
    public int n;

    /** M. */
    @Param({"256", "1024"})
    public int environments;

    /** How many learners. */
    @Param({"1", "20"})
    public int sides;

    /** 0.25 makes the second exponential four squarings of the first, 0.3 does not. */
    @Param({"0.25", "0.3"})
    public double memorizationScale;

    private final Gains gains = new Gains();
    private Points tasks = new Points();
    private Points trained = new Points();
    private double[][] weights = new double[0][];
    private double[][] out = new double[0][];

    /** Draws tasks and environments. */
    @Setup
    public void setUp() {
        tasks = Worlds.tasks(n, 8, Purpose.WORK_POSITION);
        trained = Worlds.tasks(environments, 8, Purpose.DESIGNER_POSITION);
        weights = new double[sides][environments];
        for (double[] w : weights) {
            Arrays.fill(w, 0.1);
        }
        out = new double[sides][n];
    }

    /**
     * All gains.
     *
     * @return the gains
     */
    @Benchmark
    public double[][] compute() {
        gains.compute(tasks, trained, 1, 0.9, memorizationScale, weights, out, sides, null);
        return out;
    }
}
