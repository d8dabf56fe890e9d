package org.evalgap.benchmarks;

import org.evalgap.internal.kernel.Gram;
import org.evalgap.internal.kernel.Points;
import org.evalgap.random.Purpose;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What does the Gram matrix cost, and does it grow as M²?
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar GramBenchmark}
 */
public class GramBenchmark extends AbstractBenchmark {
    /** M. */
    @Param({"64", "256", "1024"})
    public int environments;

    /** 0.25 makes the second exponential four squarings of the first, 0.3 does not. */
    @Param({"0.25", "0.3"})
    public double memorizationScale;

    private final Gram gram = new Gram();
    private Points points = new Points();

    /** Draws the environments. */
    @Setup
    public void setUp() {
        points = Worlds.tasks(environments, 8, Purpose.DESIGNER_POSITION);
        if (fill()[0][0] != 1) {
            throw new IllegalStateException("the kernel of a task with itself is 1");
        }
    }

    /**
     * All rows.
     *
     * @return the rows
     */
    @Benchmark
    public double[][] fill() {
        gram.fill(points, 0, 1, 0.9, memorizationScale, 0);
        return gram.rows();
    }
}
