package org.evalgap.benchmarks;

import java.util.EnumSet;
import java.util.List;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * What does one default run cost: the four scores, all of {@code scores}, everything? And what does it allocate?
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar RunBenchmark -prof gc}
 */
public class RunBenchmark extends AbstractBenchmark {
    private final List<Scenario> scenario = List.of(Scenario.withDefaults());
    private final Simulator.Session four =
            Simulator.of(EnumSet.noneOf(MeasureGroup.class)).session();
    private final Simulator.Session scores = Simulator.ofScores().session();
    private final Simulator.Session everything = Simulator.ofEverything().session();
    private long replicate;

    /** The three must agree on what they share. */
    @Setup
    public void setUp() {
        double score = four.simulate(scenario, SEED, 0).get(0).get(Measure.PUBLIC_SCORE);
        if (score != everything.simulate(scenario, SEED, 0).get(0).get(Measure.PUBLIC_SCORE)) {
            throw new IllegalStateException("a measure changes another");
        }
    }

    /**
     * The four scores before and after, and their gaps.
     *
     * @return the outcome
     */
    @Benchmark
    public List<Outcome> fourScores() {
        return four.simulate(scenario, SEED, replicate++);
    }

    /**
     * The group {@code scores}: abilities, divergence and the report too.
     *
     * @return the outcome
     */
    @Benchmark
    public List<Outcome> scores() {
        return scores.simulate(scenario, SEED, replicate++);
    }

    /**
     * All groups: fresh environments and 64 points of the trajectory too.
     *
     * @return the outcome
     */
    @Benchmark
    public List<Outcome> everything() {
        return everything.simulate(scenario, SEED, replicate++);
    }
}
