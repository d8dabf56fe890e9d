package org.evalgap.benchmarks;

import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What does a normal number cost: one hash and an inverse distribution function?
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar DrawBenchmark}
 */
public class DrawBenchmark extends AbstractBenchmark {
    /** How many numbers. */
    @Param({"200", "1000", "4096"})
    public int n;

    private double[] out = new double[0];

    /** Makes room. */
    @Setup
    public void setUp() {
        out = new double[n];
    }

    /**
     * The hash alone.
     *
     * @return the numbers
     */
    @Benchmark
    public double[] uniforms() {
        RandomStream.uniforms(SEED, 0, Purpose.STUDY, 0, 0, 0, out, n);
        return out;
    }

    /**
     * Hash and quantile.
     *
     * @return the numbers
     */
    @Benchmark
    public double[] normals() {
        RandomStream.normals(SEED, 0, Purpose.STUDY, 0, 0, 0, out, n);
        return out;
    }
}
