package org.evalgap.benchmarks;

import java.util.Arrays;
import org.evalgap.internal.kernel.Drive;
import org.evalgap.internal.kernel.FlowBundle;
import org.evalgap.internal.kernel.Gram;
import org.evalgap.internal.kernel.ImplicitFlow;
import org.evalgap.internal.kernel.Points;
import org.evalgap.random.Purpose;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What does training cost, explicit and implicit, alone and twenty at once?
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar FlowBenchmark}
 */
public class FlowBenchmark extends AbstractBenchmark {
    private static final int SIDES = 20;
    private static final double[] LENGTH = {4};

    /** M. */
    @Param({"64", "256", "1024"})
    public int environments;

    private final Gram gram = new Gram();
    private final Drive rule = new Drive(0, 0, 0, 1);
    private final Drive penalized = new Drive(0, 0, 1, 1);
    private final ImplicitFlow implicit = new ImplicitFlow();
    private final FlowBundle[] flows = new FlowBundle[SIDES];
    private final double[][] drives = new double[SIDES][];
    private final double[][] responses = new double[SIDES][];
    private double[][] weights = new double[0][];
    private final double[][][] ends = new double[SIDES][1][];
    private double[] none = new double[0];
    private double[] untrained = new double[0];

    /** Draws the environments. */
    @Setup
    public void setUp() {
        Points points = Worlds.tasks(environments, 8, Purpose.DESIGNER_POSITION);
        gram.fill(points, 0, 1, 0.9, 0.25, 0);
        untrained =
                Arrays.stream(points.difficulty, 0, environments).map(b -> -b).toArray();
        weights = new double[SIDES][environments];
        none = new double[environments];
        Arrays.setAll(flows, i -> new FlowBundle());
    }

    private double train(int sides) {
        for (int r = 0; r < sides; r++) {
            ends[r][0] = weights[r];
            flows[r].begin(rule, untrained, untrained, none, LENGTH, ends[r], 1, environments, 1e-6);
        }
        int running = sides;
        while (running > 0) {
            running = 0;
            for (int r = 0; r < sides; r++) {
                if (!flows[r].done()) {
                    drives[running] = flows[r].drive();
                    responses[running++] = flows[r].response();
                }
            }
            gram.multiply(drives, responses, running, environments);
            for (int r = 0; r < sides; r++) {
                if (!flows[r].done()) {
                    flows[r].advance();
                }
            }
        }
        return weights[0][0];
    }

    /**
     * One flow.
     *
     * @return a weight
     */
    @Benchmark
    public double alone() {
        return train(1);
    }

    /**
     * Twenty flows over one Gram matrix.
     *
     * @return a weight
     */
    @Benchmark
    public double twentyTogether() {
        return train(SIDES);
    }

    /**
     * A stiff flow: a penalty of 1 under a budget of 10⁶ an environment.
     *
     * @return a weight
     */
    @Benchmark
    public double stiff() {
        Arrays.fill(weights[0], 0);
        implicit.integrate(penalized, untrained, untrained, weights[0], 1e6, gram.rows(), environments, 1e-6);
        return weights[0][0];
    }
}
