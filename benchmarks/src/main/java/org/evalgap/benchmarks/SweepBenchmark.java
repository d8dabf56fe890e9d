package org.evalgap.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;

/**
 * How much cheaper is a sweep than the sum of its runs? Times are a run.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar SweepBenchmark}
 */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SweepBenchmark extends AbstractBenchmark {
    private static final int POINTS = 1800;

    private final Simulator simulator = Simulator.ofScores();
    private final Simulator.Session session = simulator.session();
    private List<Scenario> points = List.of();
    private long replicate;

    /** Lays the grid. */
    @Setup
    public void setUp() {
        points = Sweeps.points();
        if (points.size() != POINTS) {
            throw new IllegalStateException("there must be 1800 points: " + points.size());
        }
    }

    /**
     * Neighbours share what they agree on.
     *
     * @return the outcomes
     */
    @Benchmark
    @OperationsPerInvocation(POINTS)
    public List<Outcome> shared() {
        return session.simulate(points, SEED, replicate++);
    }

    /**
     * Every run on its own: the replicate changes from one to the next, so nothing can be shared.
     *
     * @return the outcomes
     */
    @Benchmark
    @OperationsPerInvocation(POINTS)
    public List<Outcome> alone() {
        List<Outcome> outcomes = new ArrayList<>();
        for (Scenario point : points) {
            outcomes.addAll(session.simulate(List.of(point), SEED, replicate++));
        }
        return outcomes;
    }
}
